import { h } from "../dom.js";
import { textObject } from "../text/mrkdwn.js";
import { icon } from "../ui/icons.js";

const LEVELS = new Set(["default", "info", "warning", "error", "success"]);

/** An alert: one text in the colour of its level. */
export function alert(block) {
  const level = LEVELS.has(block.level) ? block.level : "default";
  return h("div", { class: `alert alert-${level}`, role: level === "error" ? "alert" : "note" }, icon(level === "success" ? "check" : "alert"), h("div", { class: "text" }, textObject(block.text)));
}
