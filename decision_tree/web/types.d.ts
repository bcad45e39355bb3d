/** Types of what is not in these modules: the frame's theme, and Pyodide, which the build puts beside the worker. */

interface Window {
  /** Set by entries/embedded_theme.js, a classic script. */
  guideTheme: { set(theme: import("./embed/theme_colors.js").Theme): void };
}

declare module "*/pyodide.mjs" {
  export const loadPyodide: import("./entries/runtime.js").LoadPyodide;
}

declare module "*/pyodide.asm.mjs" {
  const createPyodideModule: import("./entries/runtime.js").CreatePyodideModule;
  export default createPyodideModule;
}
