/** The settings: as radios where an outcome has a place for one, else as a menu above the steps. */

import { element, find, findAll } from "../page/dom.js";

/** @typedef {import("./sections.js").Setting} Setting */

export class SettingFields {
  #changed;
  /** @type {{id: string, input: HTMLInputElement}[]} */
  #inputs = [];
  /** @type {{id: string, menu: HTMLSelectElement}[]} */
  #menus = [];

  /**
   * @param {HTMLElement} root
   * @param {Setting[]} settings
   * @param {(setting: Setting, value: string) => void} changed Told of the reader's choice.
   */
  constructor(root, settings, changed) {
    this.#changed = changed;
    for (const setting of settings) {
      const places = findAll(root, `.guide-setting[data-setting="${CSS.escape(setting.id)}"]`);
      if (!places.length) find(root, ".guide-top").append(this.#menu(setting));
      places.forEach((place, index) => this.#fill(place, setting, `setting-${setting.id}-${index}`));
    }
  }

  /** @param {Setting} setting */
  #menu(setting) {
    const options = setting.answers.map(({ id, label }) => element("option", { value: id }, label));
    const menu = element("select", { class: "guide-menu" }, ...options);
    menu.addEventListener("change", () => this.#changed(setting, menu.value));
    this.#menus.push({ id: setting.id, menu });
    const label = element("label", {}, setting.name, " ", menu);
    return element("div", { class: "guide-setting guide-setting--line", "data-setting": setting.id }, label);
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
   * Show every setting's value.
   * @param {Record<string, string>} values
   */
  render(values) {
    for (const { id, input } of this.#inputs) input.checked = input.value === values[id];
    for (const { id, menu } of this.#menus) menu.value = values[id];
  }
}
