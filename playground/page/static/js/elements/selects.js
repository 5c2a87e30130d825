import { h } from "../dom.js";
import { icon } from "../ui/icons.js";
import { openListbox } from "../ui/listbox.js";
import { confirmed } from "./confirm.js";
import { fromConversation, fromOption, fromPerson, optionsOf } from "./options.js";
import { store } from "../store.js";

const SEARCH_FROM = 8;

// Per source of options: the key of one choice in Slack's payload, of several, and of the initial ones.
const KEYS = {
  users: { one: "selected_user", many: "selected_users", first: "initial_user", firsts: "initial_users", show: fromPerson },
  channels: { one: "selected_channel", many: "selected_channels", first: "initial_channel", firsts: "initial_channels", show: shownConversation },
  conversations: { one: "selected_conversation", many: "selected_conversations", first: "initial_conversation", firsts: "initial_conversations", show: shownConversation },
};
const OPTION_KEYS = { one: "selected_option", many: "selected_options", first: "initial_option", firsts: "initial_options", show: fromOption };

function shownConversation(id) {
  const known = store.conversations.get(id);
  return known ? fromConversation(known) : { label: id, value: id };
}

function keysOf(element) {
  return KEYS[element.type.replace("multi_", "").replace("_select", "")] ?? OPTION_KEYS;
}

const chosenValue = (keys, item) => (keys === OPTION_KEYS ? item.option : item.value);
const sameValue = (a, b) => (a?.value ?? a) === (b?.value ?? b);

/** A menu to choose one thing from. */
export function select(element, block, surface) {
  const keys = keysOf(element);
  let chosen = surface.value(block, element)?.[keys.one] ?? element[keys.first];
  const label = h("span", { class: "select-label" });
  const control = selectButton(element, label);
  const show = () => {
    label.textContent = chosen ? keys.show(chosen).label : element.placeholder?.text ?? "Choose an option";
    label.classList.toggle("placeholder", !chosen);
  };
  const pick = async (item) => {
    if (!(await confirmed(element))) return;
    chosen = chosenValue(keys, item);
    show();
    await surface.changed(block, element, { [keys.one]: chosen }, control);
  };
  if (chosen) surface.enter(block, element, { [keys.one]: chosen });
  open(control, element, block, surface, (item) => sameValue(item.value, chosen), { onPick: pick });
  show();
  return control;
}

/** A menu to choose several things from, shown as a row of tags. */
export function multiSelect(element, block, surface) {
  const keys = keysOf(element);
  let chosen = [...(surface.value(block, element)?.[keys.many] ?? element[keys.firsts] ?? [])];
  const tags = h("span", { class: "select-tags" });
  const control = selectButton(element, tags);
  const show = () => {
    const shown = chosen.map((value) => h("span", { class: "tag" }, keys.show(value).label));
    tags.replaceChildren(...(shown.length ? shown : [h("span", { class: "placeholder" }, element.placeholder?.text ?? "Choose options")]));
  };
  const pick = async (item) => {
    const value = chosenValue(keys, item);
    const without = chosen.filter((one) => !sameValue(one, value));
    chosen = without.length < chosen.length ? without : [...chosen, value].slice(0, element.max_selected_items ?? Infinity);
    show();
    await surface.changed(block, element, { [keys.many]: chosen }, control);
  };
  if (chosen.length) surface.enter(block, element, { [keys.many]: chosen });
  open(control, element, block, surface, (item) => chosen.some((value) => sameValue(item.value, value)), { onPick: pick, several: true });
  show();
  return control;
}

function selectButton(element, content) {
  return h("button", { type: "button", class: "select", "aria-haspopup": "listbox", "aria-expanded": "false", "data-action": element.action_id }, content, icon("chevron", 16));
}

function open(control, element, block, surface, isChosen, { onPick, several }) {
  const marked = (items) => items.map((item) => ({ ...item, selected: isChosen(item) }));
  control.addEventListener("click", () => {
    const source = optionsOf(element, surface);
    const dynamic = typeof source === "function";
    const options = dynamic ? async (typed) => marked(await source(typed)) : marked(source);
    openListbox({ anchor: control, label: element.placeholder?.text ?? "Options", options, onPick, several, search: dynamic || source.length >= SEARCH_FROM });
  });
}
