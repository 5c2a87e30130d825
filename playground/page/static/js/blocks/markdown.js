import { h } from "../dom.js";
import { markdown as nodes } from "../text/markdown.js";

/** Standard Markdown, as language models write it. */
export function markdown(block) {
  return h("div", { class: "markdown" }, nodes(block.text));
}
