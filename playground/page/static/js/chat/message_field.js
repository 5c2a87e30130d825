// A field to write a message in: grows with the text, completes names, commands and emoji; Enter sends.
import { h } from "../dom.js";
import { icon } from "../ui/icons.js";
import { Completion } from "./completion.js";
import { pickEmoji } from "./emoji_picker.js";

const TALLEST = 260;

/**
 * A message field. `onSend` gets the text when Enter or the button is pressed; `commands` offers slash commands;
 * `buttons` draws what stands at the right below it. Returns the element and how to focus, read and empty it.
 */
export function messageField({ label, placeholder = "", text = "", commands = false, tools = [], buttons, onSend, onEscape, onUp, onChange }) {
  const field = h("textarea", { class: "message-input", rows: 1, placeholder, "aria-label": label, value: text, spellcheck: "true" });
  const element = h("div", { class: "message-field" });
  const completion = new Completion(field, element, { commands });
  const send = () => field.value.trim() && onSend(field.value);
  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`;
  };
  field.addEventListener("input", () => {
    grow();
    onChange?.(field.value);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || completion.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && onEscape) {
      event.stopPropagation();
      onEscape();
    } else if (event.key === "ArrowUp" && !field.value) onUp?.(event);
  });
  const emojiButton = h("button", { type: "button", class: "icon-button", "aria-label": "Emoji", title: "Emoji", "aria-expanded": "false", onclick: ({ currentTarget }) => pickEmoji(currentTarget, (name) => insert(field, `:${name}: `)) }, icon("smile"));
  const mention = h("button", { type: "button", class: "icon-button text-sign", "aria-label": "Mention somebody", title: "Mention somebody", onclick: () => insert(field, "@") }, "@");
  element.append(field, h("div", { class: "field-tools" }, tools, mention, emojiButton, h("span", { class: "spacer" }), buttons(send)));
  requestAnimationFrame(grow);
  return {
    element,
    field,
    focus: () => {
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    },
    set: (value) => {
      field.value = value;
      grow();
      onChange?.(value);
    },
  };
}

/** Puts `text` where the cursor is, as if it had been typed. */
export function insert(field, text) {
  field.focus();
  const before = field.value.slice(0, field.selectionStart);
  const gap = text === "@" && before && !/\s$/.test(before) ? " " : "";
  field.setRangeText(gap + text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
