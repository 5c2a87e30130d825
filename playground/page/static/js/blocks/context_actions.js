import { h } from "../dom.js";
import { drawElement } from "../elements/index.js";

/** Context actions: small feedback and icon buttons below a message. */
export function contextActions(block, surface) {
  return h("div", { class: "context-actions" }, (block.elements ?? []).map((element) => drawElement(element, block, surface)));
}
