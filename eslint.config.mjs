/** ESLint: the recommended rules, over all JavaScript of ours. tests/test_javascript.py runs it. */

import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import globals from "globals";

const BROWSER = ["decision_tree/web/**/*.js", "site_builder/{live,review}/web/*.js"];
const NODE = ["**/*.mjs"];

export default defineConfig([
  { files: [...BROWSER, ...NODE, "site_builder/pages/search_scripts/*.js"], ...js.configs.recommended },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  { files: BROWSER, languageOptions: { globals: globals.browser } },
  { files: ["decision_tree/web/guide/assistant_tools.js"], languageOptions: { globals: { TOOLS: "readonly" } } },
  { files: ["decision_tree/web/entries/runtime.js", ...NODE], languageOptions: { globals: globals.nodeBuiltin } },
  {
    files: ["site_builder/pages/search_scripts/*.js"],
    languageOptions: { sourceType: "script", globals: { lunr: "readonly", LANGUAGE: "readonly" } },
  },
]);
