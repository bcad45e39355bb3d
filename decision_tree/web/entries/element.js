/** The custom element <decision-tree>, which embed.js at the site's root defines in another site's page. */

export { define } from "../embed/decision_tree_element.js";
