import { h } from "../dom.js";

/** A text of one line or several. */
export function plainTextInput(element, block, surface) {
  const control = element.multiline ? h("textarea", { class: "text-input", rows: 4 }) : h("input", { class: "text-input", type: "text" });
  return bind(control, element, block, surface);
}

/** An e-mail address. */
export function emailInput(element, block, surface) {
  return bind(h("input", { class: "text-input", type: "email" }), element, block, surface);
}

/** A web address. */
export function urlInput(element, block, surface) {
  return bind(h("input", { class: "text-input", type: "url" }), element, block, surface);
}

/** A number, whole or decimal. */
export function numberInput(element, block, surface) {
  const control = h("input", { class: "text-input", type: "number", min: element.min_value, max: element.max_value, step: element.is_decimal_allowed ? "any" : "1" });
  return bind(control, element, block, surface);
}

/** A formatted text: what is typed becomes one rich_text section. */
export function richTextInput(element, block, surface) {
  const control = h("textarea", { class: "text-input", rows: 4 });
  const read = (text) => ({ rich_text_value: { type: "rich_text", elements: [{ type: "rich_text_section", elements: text ? [{ type: "text", text }] : [] }] } });
  const show = (value) => flat(value?.rich_text_value ?? element.initial_value);
  return bind(control, element, block, surface, read, show);
}

function flat(richText) {
  return (richText?.elements ?? []).flatMap(({ elements }) => elements ?? []).map(({ text }) => text ?? "").join("");
}

function bind(control, element, block, surface, read = (text) => ({ value: text === "" ? null : text }), show = (value) => value?.value ?? element.initial_value ?? "") {
  control.value = show(surface.value(block, element)) ?? "";
  control.dataset.action = element.action_id;
  if (element.placeholder) control.placeholder = element.placeholder.text;
  if (element.min_length) control.minLength = element.min_length;
  if (element.max_length) control.maxLength = element.max_length;
  if (element.focus_on_load) control.autofocus = true;
  if (control.value) surface.enter(block, element, read(control.value));
  control.addEventListener("input", () => typed(control, element, block, surface, read));
  control.addEventListener("change", () => block.dispatch_action || surface.act(block, element, read(control.value)));
  control.addEventListener("keydown", (event) => {
    const sends = event.key === "Enter" && control.tagName === "INPUT" && triggers(element).includes("on_enter_pressed");
    if (!sends || !block.dispatch_action) return;
    event.preventDefault();
    surface.changed(block, element, read(control.value));
  });
  return control;
}

function typed(control, element, block, surface, read) {
  surface.enter(block, element, read(control.value));
  if (block.dispatch_action && triggers(element).includes("on_character_entered")) surface.act(block, element, read(control.value));
}

function triggers(element) {
  return element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
}
