import { h } from "../dom.js";
import { textObject } from "../text/mrkdwn.js";
import { picture } from "./image.js";

/** Context: small images and small text in one line. */
export function context(block) {
  return h("div", { class: "context" }, (block.elements ?? []).map((element) =>
    element.type === "image" ? picture(element, "context-image") : h("span", { class: "text" }, textObject(element))));
}
