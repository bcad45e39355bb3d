/** The settings as radios: where an outcome has a place for one, else under the answers. */

import { element, find, findAll } from "../page/dom.js";

/** @typedef {import("./sections.js").Setting} Setting */

export class SettingFields {
  #changed;
  /** @type {{id: string, input: HTMLInputElement}[]} */
  #inputs = [];

  /**
   * @param {HTMLElement} root
   * @param {Setting[]} settings
   * @param {(setting: Setting, value: string) => void} changed Told of the reader's choice.
   */
  constructor(root, settings, changed) {
    this.#changed = changed;
    for (const setting of settings) {
      const places = findAll(root, `.guide-setting[data-setting="${CSS.escape(setting.id)}"]`);
      if (!places.length) {
        const place = element("div", { class: "guide-setting", "data-setting": setting.id });
        find(root, ".guide-answers").append(place);
        places.push(place);
      }
      places.forEach((place, index) => this.#fill(place, setting, `setting-${setting.id}-${index}`));
    }
  }

  /**
   * @param {HTMLElement} place
   * @param {Setting} setting
   * @param {string} group
   */
  #fill(place, setting, group) {
    const fieldset = element("fieldset", {}, element("legend", {}, setting.name));
    if (setting.hint) {
      const hint = element("p", { class: "guide-hint", id: `${group}-hint` }, setting.hint);
      fieldset.append(hint);
      fieldset.setAttribute("aria-describedby", hint.id);
    }
    for (const answer of setting.answers) {
      const input = element("input", { type: "radio", class: "guide-radio", name: group, value: answer.id });
      input.addEventListener("change", () => this.#changed(setting, answer.id));
      this.#inputs.push({ id: setting.id, input });
      fieldset.append(element("label", {}, input, " ", answer.label));
    }
    place.replaceChildren(fieldset);
    place.hidden = false;
  }

  /**
   * Check the radio of every setting's value.
   * @param {Record<string, string>} values
   */
  render(values) {
    for (const { id, input } of this.#inputs) input.checked = input.value === values[id];
  }
}
