// The picker of emoji: groups to look through, a field to search, arrows to move.
import { fill, h } from "../dom.js";
import { emojiCharacter, emojiGroups, findEmoji, OFTEN_USED } from "../text/emoji.js";
import { closePopup, openPopup } from "../ui/popup.js";

const FOUND_AT_MOST = 60;

/** Opens the picker beside `anchor`; `onPick` gets the emoji's name. */
export function pickEmoji(anchor, onPick) {
  const grid = h("div", { class: "emoji-grid" });
  const name = h("p", { class: "emoji-name", "aria-live": "polite" }, "Pick an emoji");
  const search = h("input", { type: "text", class: "listbox-search", placeholder: "Search emoji", "aria-label": "Search emoji", autocomplete: "off" });
  const choose = (event) => {
    const chosen = event.target.closest("button")?.dataset.emoji;
    if (!chosen) return;
    closePopup();
    onPick(chosen);
  };
  search.addEventListener("input", () => show(grid, search.value.trim()));
  search.addEventListener("keydown", (event) => fromSearch(event, grid));
  grid.addEventListener("click", choose);
  grid.addEventListener("keydown", (event) => moveInGrid(event, grid, search));
  const tell = ({ target }) => target.dataset?.emoji && (name.textContent = `:${target.dataset.emoji}:`);
  grid.addEventListener("focusin", tell);
  grid.addEventListener("pointerover", ({ target }) => tell({ target: target.closest("button") ?? target }));
  show(grid, "");
  openPopup(anchor, h("div", { class: "emoji-picker", role: "dialog", "aria-label": "Emoji" }, search, grid, name), { className: "popup-emoji" });
  search.focus();
}

function show(grid, typed) {
  if (typed) {
    const found = findEmoji(typed, FOUND_AT_MOST);
    fill(grid, group("Found", found.map(([character, name]) => button(character, name))), found.length ? null : h("p", { class: "listbox-empty" }, "No emoji of that name"));
    return;
  }
  const often = OFTEN_USED.filter(emojiCharacter).map((name) => button(emojiCharacter(name), name));
  fill(grid, group("Often used", often), emojiGroups().map(({ title, emoji }) => group(title, emoji.map(([character, name]) => button(character, name)))));
}

function group(title, buttons) {
  return h("section", { class: "emoji-group", "aria-label": title }, h("h3", {}, title), h("div", { class: "emoji-row" }, buttons));
}

function button(character, name) {
  return h("button", { type: "button", tabindex: -1, "data-emoji": name, "aria-label": name, title: `:${name}:` }, character);
}

function fromSearch(event, grid) {
  const first = grid.querySelector("button");
  if (!first || (event.key !== "Enter" && event.key !== "ArrowDown")) return;
  event.preventDefault();
  if (event.key === "Enter") first.click();
  else first.focus();
}

function moveInGrid(event, grid, search) {
  const buttons = [...grid.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const row = document.activeElement.closest(".emoji-row");
  const columns = row ? getComputedStyle(row).gridTemplateColumns.split(" ").length : 1;
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  (buttons[at + step] ?? (step < 0 ? search : buttons.at(-1))).focus();
}
