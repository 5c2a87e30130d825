// One list to choose from, for every menu of the page: arrows move, Enter chooses, typing narrows it down.
import { fill, h } from "../dom.js";
import { closePopup, openPopup } from "./popup.js";
import { freshId } from "./ids.js";

const SHOWN_AT_MOST = 200;

/**
 * Opens a list beside `anchor`. `options` are `{label, value, description, icon, group, selected}` or a function from
 * what was typed to a promise of them; `search` shows a field to type in; `onPick` gets the option. With `several` the
 * list stays open and options are switched on and off.
 */
export function openListbox({ anchor, label, options, onPick, search = false, several = false, placeholder = "Search" }) {
  const list = new Listbox({ label, onPick, several });
  const field = search ? searchField(list, options, label, placeholder) : null;
  openPopup(anchor, h("div", { class: "listbox-frame" }, field, list.element), { className: "popup-list" });
  if (field) narrow(list, options, "");
  else list.show(options);
  (field ?? list.element).focus();
  return list;
}

function searchField(list, options, label, placeholder) {
  const field = h("input", { class: "listbox-search", type: "text", role: "combobox", "aria-label": label, "aria-expanded": "true", "aria-controls": list.id, autocomplete: "off", placeholder });
  field.addEventListener("input", () => narrow(list, options, field.value));
  field.addEventListener("keydown", (event) => list.key(event));
  list.owner = field;
  return field;
}

async function narrow(list, options, typed) {
  const asked = (list.asked = Symbol("asked"));
  const wanted = typed.trim().toLowerCase();
  const found = typeof options === "function" ? await options(typed) : options.filter((option) => haystack(option).includes(wanted));
  if (list.asked === asked) list.show(found);
}

const haystack = ({ label, description = "", keywords = "" }) => `${label} ${description} ${keywords}`.toLowerCase();

/** The list itself, also used below the composer while somebody types. */
export class Listbox {
  constructor({ label, onPick, several = false }) {
    this.id = freshId("listbox");
    this.onPick = onPick;
    this.several = several;
    this.options = [];
    this.active = 0;
    this.element = h("div", { class: "listbox", id: this.id, role: "listbox", tabindex: 0, "aria-label": label, "aria-multiselectable": several || undefined });
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.owner = this.element;
  }

  /** Shows those options, the first selected one active. */
  show(options) {
    this.options = options.slice(0, SHOWN_AT_MOST);
    this.active = Math.max(0, this.options.findIndex((option) => option.selected));
    this.draw();
  }

  draw() {
    const rows = [];
    this.options.forEach((option, index) => {
      if (option.group && option.group !== this.options[index - 1]?.group) rows.push(h("div", { class: "listbox-group", role: "presentation" }, option.group));
      rows.push(this.row(option, index));
    });
    fill(this.element, rows.length ? rows : h("p", { class: "listbox-empty" }, "Nothing found"));
    this.mark();
  }

  row(option, index) {
    const text = h("span", { class: "option-text" }, h("span", { class: "option-label" }, option.draw?.() ?? option.label), option.description && h("span", { class: "option-description" }, option.description));
    const sign = option.selected ? h("span", { class: "option-check", "aria-hidden": "true" }, "✓") : null;
    const row = h("div", { class: `option${option.danger ? " danger" : ""}`, role: "option", id: `${this.id}-${index}`, "aria-selected": String(Boolean(option.selected)) }, option.icon?.(), text, sign);
    row.addEventListener("pointermove", () => this.move(index));
    row.addEventListener("pointerdown", (event) => event.preventDefault());
    row.addEventListener("click", () => this.pick(index));
    return row;
  }

  move(index) {
    if (!this.options.length || index === this.active) return;
    this.active = (index + this.options.length) % this.options.length;
    this.mark();
  }

  mark() {
    for (const row of this.element.querySelectorAll(".option")) row.classList.toggle("active", row.id === `${this.id}-${this.active}`);
    const row = document.getElementById(`${this.id}-${this.active}`);
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.owner.setAttribute("aria-activedescendant", row.id);
    else this.owner.removeAttribute("aria-activedescendant");
  }

  /** Takes a key press; returns whether it was for the list. */
  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.key in steps) this.move(this.active + steps[event.key]);
    else if (event.key === "Home" && this.owner === this.element) this.move(0);
    else if (event.key === "End" && this.owner === this.element) this.move(this.options.length - 1);
    else if (event.key === "Enter" && this.options.length) this.pick(this.active);
    else if (event.key === "Tab") return closePopup();
    else return this.seek(event);
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  seek(event) {
    if (this.owner !== this.element || event.key.length !== 1 || event.ctrlKey || event.metaKey) return false;
    const at = this.options.findIndex(({ label }) => label.toLowerCase().startsWith(event.key.toLowerCase()));
    if (at >= 0) this.move(at);
    return at >= 0;
  }

  pick(index) {
    const option = this.options[index];
    if (!option) return;
    if (this.several) {
      option.selected = !option.selected;
      this.draw();
    } else closePopup();
    this.onPick(option);
  }
}
