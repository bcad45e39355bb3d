/** The settings of the page: radios where an outcome has a place for one, else under the answers. */

import { element } from "../page/dom.js";

/**
 * @typedef {{id: string, name: string, hint: string, default: string, answers: {id: string, label: string}[]}} Setting
 */

export class Settings {
  /**
   * @param {HTMLElement} root
   * @param {Setting[]} all
   * @param {(setting: Setting, value: string) => void} changed
   */
  constructor(root, all, changed) {
    this.all = all;
    this.ids = new Set(all.map((setting) => setting.id));
    this.inputs = new Map(all.map((setting) => [setting.id, []]));
    for (const setting of all) {
      const places = [...root.querySelectorAll(`.guide-setting[data-setting="${CSS.escape(setting.id)}"]`)];
      if (!places.length) {
        const place = element("div", { class: "guide-setting", "data-setting": setting.id });
        root.querySelector(".guide-answers").append(place);
        places.push(place);
      }
      places.forEach((place, index) => this.fill(place, setting, `${setting.id}-${index}`, changed));
    }
  }

  fill(place, setting, group, changed) {
    const fieldset = element("fieldset", {}, element("legend", {}, setting.name));
    if (setting.hint) {
      const hint = element("p", { class: "guide-hint", id: `setting-${group}-hint` }, setting.hint);
      fieldset.append(hint);
      fieldset.setAttribute("aria-describedby", hint.id);
    }
    for (const answer of setting.answers) {
      const input = element("input", { type: "radio", class: "guide-radio", name: `setting-${group}`, value: answer.id });
      input.addEventListener("change", () => changed(setting, answer.id));
      this.inputs.get(setting.id).push(input);
      fieldset.append(element("label", {}, input, " ", answer.label));
    }
    place.replaceChildren(fieldset);
    place.hidden = false;
  }

  /** Check the radios of every setting's value; unknown values count as the default. */
  set(answers) {
    for (const setting of this.all) {
      const value = this.value(setting, answers);
      for (const input of this.inputs.get(setting.id)) input.checked = input.value === value;
    }
  }

  /** A setting's value among the answers. */
  value(setting, answers) {
    const given = answers[setting.id];
    return setting.answers.some((answer) => answer.id === given) ? given : setting.default;
  }

  /** Whether an id is that of a setting. */
  has(id) {
    return this.ids.has(id);
  }

  /** Every setting's value among the answers, by id. */
  values(answers) {
    return Object.fromEntries(this.all.map((setting) => [setting.id, this.value(setting, answers)]));
  }

  /** The label of each setting's value, by id. @returns {[string, string][]} */
  labels(answers) {
    return this.all.map((setting) => {
      const value = this.value(setting, answers);
      return [setting.id, setting.answers.find(({ id }) => id === value).label];
    });
  }

  /** The settings that differ from their default, for the address. */
  worthKeeping(answers) {
    const kept = {};
    for (const setting of this.all) {
      const value = this.value(setting, answers);
      if (value !== setting.default) kept[setting.id] = value;
    }
    return kept;
  }
}
