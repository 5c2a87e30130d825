// Completion in a message field: `@` people, `#` channels, `/` commands, `:` emoji.
import { fromConversation, people } from "../elements/options.js";
import { h } from "../dom.js";
import { store } from "../store.js";
import { findEmoji } from "../text/emoji.js";
import { Listbox } from "../ui/listbox.js";

const SHOWN = 8;

/** Watches a field, and offers what could be meant just above it. */
export class Completion {
  constructor(field, frame, { commands }) {
    this.field = field;
    this.frame = frame;
    this.commands = commands;
    this.list = new Listbox({ label: "Suggestions", onPick: (option) => this.pick(option) });
    this.list.owner = field;
    this.list.element.tabIndex = -1;
    this.box = h("div", { class: "completion", hidden: true }, this.list.element);
    frame.append(this.box);
    field.setAttribute("aria-controls", this.list.id);
    field.setAttribute("aria-autocomplete", "list");
    field.addEventListener("input", () => this.look());
    field.addEventListener("blur", () => this.hide());
  }

  look() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    const found = (this.commands && command(before)) || name(before) || emojiName(before);
    if (!found?.options.length) return this.hide();
    this.found = found;
    this.box.hidden = false;
    this.list.show(found.options.slice(0, SHOWN));
    return undefined;
  }

  hide() {
    this.box.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }

  /** Takes a key press while something is offered; returns whether it was for the completion. */
  key(event) {
    if (this.box.hidden) return false;
    if (event.key === "Escape") this.hide();
    else if (event.key === "Tab") this.list.pick(this.list.active);
    else if (event.key === "Enter" && this.found.complete) return false;
    else if (["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return this.list.key(event);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  pick({ insert }) {
    const { field } = this;
    field.setRangeText(insert, this.found.from, field.selectionStart, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    this.hide();
  }
}

function command(before) {
  const typed = /^\/\S*$/.exec(before)?.[0];
  if (typed === undefined) return null;
  const fitting = store.app.commands.filter((one) => one.command.startsWith(typed.toLowerCase()));
  const options = fitting.map((one) => ({ label: `${one.command} ${one.usage_hint}`.trim(), description: `${one.description} · ${store.app.name}`, insert: `${one.command} ` }));
  return { from: 0, options, complete: fitting.some((one) => one.command === typed) };
}

function name(before) {
  const match = /(?<![\p{L}\p{N}_/.])([@#])([\p{L}\p{N}_.-]*(?: [\p{L}\p{N}_.-]*)?)$/u.exec(before);
  if (!match) return null;
  const [, mark, typed] = match;
  const options = (mark === "@" ? mentionable() : channels()).filter((option) => fits(option, typed.toLowerCase()));
  return { from: match.index, options: options.map((option) => ({ ...option, insert: `${mark}${option.label} ` })) };
}

function fits({ label, keywords = "" }, typed) {
  const words = label.toLowerCase().split(/\s+/).concat(keywords.toLowerCase());
  return label.toLowerCase().startsWith(typed) || words.some((word) => word.startsWith(typed));
}

function mentionable() {
  const all = [["channel", "everybody in this channel"], ["here", "everybody here who is online"]];
  return [...people(), ...all.map(([label, description]) => ({ label, description }))];
}

function channels() {
  return [...store.conversations.values()].filter(({ kind }) => kind === "channel" || kind === "group").map(fromConversation);
}

function emojiName(before) {
  const match = /(?<![\w:]):([a-z0-9_+-]{2,})$/.exec(before);
  if (!match) return null;
  const options = findEmoji(match[1], SHOWN).map(([character, found]) => ({ label: `${character}  :${found}:`, insert: `:${found}: ` }));
  return { from: match.index, options };
}
