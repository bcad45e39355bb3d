/** Types of what is not in these modules: the frame's theme, what browsers have of late, and Pyodide, which the build puts beside the worker. */

/** WebMCP, which few browsers have: https://webmachinelearning.github.io/webmcp/ */
interface ModelContext {
  registerTool(tool: object, options: { signal: AbortSignal }): Promise<void> | undefined;
}

interface Document {
  readonly modelContext?: ModelContext;
}

/** The tools of decision_tree/tools.py, which the build puts in. */
declare const TOOLS: import("./guide/assistant_tools.js").Tool[];

interface Window {
  /** Set by entries/embedded_theme.js, a classic script. */
  guideTheme: { set(theme: import("./embed/theme_colors.js").Theme): void };
  /** The engine's worker, if it was started ahead of the page's own script. */
  engineAhead?: import("./engine/worker_ahead.js").Ahead;
  /** CSS Box Sizing 4, "responsive iframes": Chrome and Edge 154 and later. */
  requestResize(): void;
}

declare module "*/pyodide.mjs" {
  export const loadPyodide: import("./entries/runtime.js").LoadPyodide;
}

declare module "*/pyodide.asm.mjs" {
  const createPyodideModule: import("./entries/runtime.js").CreatePyodideModule;
  export default createPyodideModule;
}
