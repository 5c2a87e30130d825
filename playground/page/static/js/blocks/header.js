import { h } from "../dom.js";
import { plainText } from "../text/mrkdwn.js";

/** A header: one line of large, plain text. */
export function header(block) {
  const level = Math.min(Math.max(block.level ?? 1, 1), 4);
  return h("p", { class: "header-text", role: "heading", "aria-level": level + 2 }, plainText(block.text?.text));
}

/** A divider: a thin line between blocks. */
export function divider() {
  return h("hr");
}
