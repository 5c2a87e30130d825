import { h } from "../dom.js";

/** A block that this page does not know: named, with what it holds. */
export function unknown(block) {
  return h("details", { class: "unknown" },
    h("summary", {}, `A block of type “${block?.type ?? "none"}”, which this page cannot draw`),
    h("pre", {}, JSON.stringify(block, null, 2)));
}
