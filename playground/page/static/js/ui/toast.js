// Short notices at the bottom of the page, read aloud.
import { h } from "../dom.js";

const SHOWN_FOR = 6000;

/** Shows a notice for a few seconds; `kind` is `note` or `problem`. */
export function toast(text, kind = "note") {
  const region = document.getElementById("toasts");
  const notice = h("div", { class: `toast toast-${kind}`, role: kind === "problem" ? "alert" : "status" }, text);
  region.append(notice);
  setTimeout(() => notice.remove(), SHOWN_FOR);
}
