/** The settings as menus: where an outcome has a place for one, else above the steps. */

import { element, find, findAll } from "../page/dom.js";

/** @typedef {import("./sections.js").Setting} Setting */

export class SettingFields {
  #changed;
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
      if (!places.length) {
        const place = element("div", { class: "guide-setting guide-setting--line", "data-setting": setting.id });
        find(root, ".guide-top").append(place);
        places.push(place);
      }
      places.forEach((place, index) => this.#fill(place, setting, `setting-${setting.id}-${index}`));
    }
  }

  /**
   * @param {HTMLElement} place
   * @param {Setting} setting
   * @param {string} id
   */
  #fill(place, setting, id) {
    const options = setting.answers.map((answer) => element("option", { value: answer.id }, answer.label));
    const menu = element("select", { class: "guide-menu", id }, ...options);
    menu.addEventListener("change", () => this.#changed(setting, menu.value));
    this.#menus.push({ id: setting.id, menu });
    place.replaceChildren(element("label", { for: id }, setting.name), " ", menu);
    if (!setting.hint) return;
    const hint = element("p", { class: "guide-hint", id: `${id}-hint` }, setting.hint);
    menu.setAttribute("aria-describedby", hint.id);
    place.append(hint);
  }

  /**
   * Show every setting's value.
   * @param {Record<string, string>} values
   */
  render(values) {
    for (const { id, menu } of this.#menus) menu.value = values[id];
  }
}
