import { h } from "../dom.js";
import { icon } from "../ui/icons.js";
import { openListbox } from "../ui/listbox.js";
import { confirmed } from "./confirm.js";

/** An overflow menu: up to five options behind three dots. */
export function overflow(element, block, surface) {
  const control = h("button", { type: "button", class: "icon-button", "aria-label": "More options", "aria-haspopup": "listbox", "aria-expanded": "false", "data-action": element.action_id }, icon("more"));
  const options = (element.options ?? []).map((option) => ({ label: option.text?.text ?? "", description: option.description?.text, option }));
  const pick = async ({ option }) => {
    if (/^https?:/i.test(option.url ?? "")) window.open(option.url, "_blank", "noopener,noreferrer");
    if (await confirmed(element)) await surface.act(block, element, { selected_option: option }, control);
  };
  control.addEventListener("click", () => openListbox({ anchor: control, label: "More options", options, onPick: pick }));
  return control;
}
