/** The outcome card: loaded with the engine, or when an outcome is shown. No question needs it. */

export { OutcomeCard } from "../outcome/card.js";
