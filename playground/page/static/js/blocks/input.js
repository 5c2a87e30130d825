import { h } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { plainText } from "../text/mrkdwn.js";
import { freshId } from "../ui/ids.js";

/** An input: label, element, hint, and what the app found wrong with it. */
export function input(block, surface) {
  const id = freshId("input");
  const error = surface.errors[block.block_id];
  const hint = block.hint && h("p", { class: "hint", id: `${id}-hint` }, plainText(block.hint.text));
  const problem = error && h("p", { class: "problem", id: `${id}-problem`, role: "alert" }, error);
  const control = drawElement(block.element, block, surface);
  describe(control, id, [hint, problem], error);
  const optional = block.optional && h("span", { class: "optional" }, " (optional)");
  return h("div", { class: `input${error ? " input-wrong" : ""}` }, h("label", { htmlFor: id, id: `${id}-label` }, plainText(block.label?.text), optional), control, problem, hint);
}

function describe(control, id, notes, error) {
  const target = control.matches("input,textarea,button,select") ? control : control.querySelector("[data-main]") ?? control;
  target.id = id;
  if (target === control && !control.matches("input,textarea,button,select")) target.setAttribute("aria-labelledby", `${id}-label`);
  if (target.matches("button")) target.setAttribute("aria-labelledby", `${id}-label ${id}`);
  const ids = notes.filter(Boolean).map((note) => note.id);
  if (ids.length) target.setAttribute("aria-describedby", ids.join(" "));
  if (error) target.setAttribute("aria-invalid", "true");
}
