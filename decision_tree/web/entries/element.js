/** The custom element <escalation-guide>, which embed.js at the site's root defines in another site's page. */

export { define } from "../embed/escalation_guide.js";
