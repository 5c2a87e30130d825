import { h } from "../dom.js";
import { richText as nodes } from "../text/rich_text.js";

/** Rich text: sections, lists, quotes, code. */
export function richText(block) {
  return h("div", { class: "rich-text text" }, nodes(block.elements));
}
