import { h } from "../dom.js";
import { richText } from "../text/rich_text.js";
import { textObject } from "../text/mrkdwn.js";
import { picture } from "./image.js";

/** A container: a titled frame around other blocks, which may fold. */
export function container(block, surface, drawBlock) {
  const title = block.rich_text_title ? richText(block.rich_text_title.elements) : textObject(block.title);
  const subtitle = block.subtitle && h("span", { class: "container-subtitle" }, textObject(block.subtitle));
  const icon = block.icon && picture(block.icon, "card-icon");
  const children = (block.child_blocks ?? []).map((child) => drawBlock(child, surface));
  const head = [icon, h("span", { class: "container-title" }, title), subtitle];
  if (!block.is_collapsible) return h("section", { class: "container" }, h("div", { class: "container-head" }, head), children);
  return h("details", { class: "container", open: !block.default_collapsed }, h("summary", { class: "container-head" }, head), children);
}
