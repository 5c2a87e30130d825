import { h } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { textObject } from "../text/mrkdwn.js";
import { picture } from "./image.js";

/** A card: a picture on top, an icon beside title and subtitle, a text, and its buttons. */
export function card(block, surface) {
  const hero = block.hero_image && picture(block.hero_image, "card-hero");
  const icon = block.icon && picture(block.icon, "card-icon");
  const title = block.title && h("p", { class: "card-title" }, textObject(block.title));
  const subtitle = block.subtitle && h("p", { class: "card-subtitle" }, textObject(block.subtitle));
  const head = (icon || title || subtitle) && h("div", { class: "card-head" }, icon, h("div", {}, title, subtitle));
  const body = block.body && h("div", { class: "card-body text" }, textObject(block.body));
  const buttons = block.actions?.length && h("div", { class: "actions" }, block.actions.map((element) => drawElement(element, block, surface)));
  return h("article", { class: "card" }, hero, h("div", { class: "card-content" }, head, body, buttons || null));
}

/** A carousel: cards side by side, scrolled sideways. */
export function carousel(block, surface, drawBlock) {
  return h("div", { class: "carousel", tabindex: 0, role: "region", "aria-label": "Cards" }, (block.elements ?? []).map((element) => drawBlock(element, surface)));
}
