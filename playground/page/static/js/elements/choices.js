import { h } from "../dom.js";
import { textObject } from "../text/mrkdwn.js";
import { freshId } from "../ui/ids.js";
import { confirmed } from "./confirm.js";

/** Checkboxes: any number of up to ten options. */
export function checkboxes(element, block, surface) {
  const chosen = new Set((surface.value(block, element)?.selected_options ?? element.initial_options ?? []).map(({ value }) => value));
  const changed = (option, box) => {
    if (box.checked) chosen.add(option.value);
    else chosen.delete(option.value);
    return { selected_options: element.options.filter(({ value }) => chosen.has(value)) };
  };
  return choices("checkbox", element, block, surface, (option) => chosen.has(option.value), changed);
}

/** Radio buttons: one of up to ten options. */
export function radioButtons(element, block, surface) {
  const chosen = (surface.value(block, element)?.selected_option ?? element.initial_option)?.value;
  return choices("radio", element, block, surface, (option) => option.value === chosen, (option) => ({ selected_option: option }));
}

function choices(type, element, block, surface, isChosen, changed) {
  const name = freshId("choice");
  const row = (option) => {
    const box = h("input", { type, name, checked: isChosen(option) });
    box.addEventListener("change", async () => {
      if (await confirmed(element)) await surface.changed(block, element, changed(option, box), box);
      else box.checked = isChosen(option);
    });
    const description = option.description && h("span", { class: "option-description" }, textObject(option.description));
    return h("label", { class: "choice" }, box, h("span", { class: "choice-text" }, h("span", {}, textObject(option.text)), description));
  };
  return h("div", { class: "choices", role: type === "radio" ? "radiogroup" : "group", "data-action": element.action_id }, element.options.map(row));
}
