/** The tools that the page offers to assistants: loaded with the card, and only where a browser has WebMCP. */

export { offerTools } from "../guide/assistant_tools.js";
