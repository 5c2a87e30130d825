import { h } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { textObject } from "../text/mrkdwn.js";

const LONG_TEXT = 700;

/** A section: text, up to ten fields in two columns, and one accessory beside them. */
export function section(block, surface) {
  const text = block.text && h("div", { class: "text" }, textObject(block.text));
  const fields = block.fields && h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "field text" }, textObject(field))));
  const accessory = block.accessory && h("div", { class: "accessory" }, drawElement(block.accessory, block, surface));
  const body = h("div", { class: "section-body" }, foldable(text, block), fields);
  return h("div", { class: "section" }, body, accessory);
}

/** Slack folds long sections behind “Show more” unless told to expand them. */
function foldable(text, block) {
  if (!text || block.expand || (block.text.text ?? "").length <= LONG_TEXT) return text;
  text.classList.add("folded");
  const more = h("button", { type: "button", class: "link-button", onclick: () => { text.classList.remove("folded"); more.remove(); } }, "Show more");
  return [text, more];
}
