import { h } from "../dom.js";
import { drawElement } from "../elements/index.js";

/** Actions: up to 25 interactive elements in a row. */
export function actions(block, surface) {
  return h("div", { class: "actions" }, (block.elements ?? []).map((element) => drawElement(element, block, surface)));
}
