import { h } from "../dom.js";
import { icon } from "../ui/icons.js";

/** A remote file, which only Slack itself could show. */
export function fileBlock(block) {
  return h("div", { class: "file-card" }, icon("file"), h("span", {}, `Remote file ${block.external_id ?? ""}`));
}
