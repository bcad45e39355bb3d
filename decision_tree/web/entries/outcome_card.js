/** The outcome card: loaded when the engine runs, or when an outcome is shown. No question needs it. */

export { OutcomeCard } from "../outcome/card.js";
