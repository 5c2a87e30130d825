// Slack's names of emoji, and the characters they stand for.
import { h } from "../dom.js";

const SKIN_TONES = ["🏻", "🏼", "🏽", "🏾", "🏿"];
export const OFTEN_USED = ["+1", "raised_hands", "white_check_mark", "heart", "tada", "pray", "eyes", "bulb"];

let groups = [];
const characters = new Map();

/** Reads the list of emoji that the page carries; until then names are shown as `:name:`. */
export async function loadEmoji(url) {
  groups = await (await fetch(url)).json();
  for (const group of groups) {
    for (const [character, ...names] of group.emoji) {
      for (const name of names) characters.set(name, character);
    }
  }
}

/** All emoji in their groups: `{title, emoji: [[character, name, …other names]]}`. */
export function emojiGroups() {
  return groups;
}

/** The character of `thumbsup` or `+1::skin-tone-3`; undefined for a name nobody knows. */
export function emojiCharacter(name) {
  const [plain, tone] = name.split("::skin-tone-");
  const character = characters.get(plain);
  return character && tone ? character.replace("\ufe0f", "") + (SKIN_TONES[Number(tone) - 2] ?? "") : character;
}

/** The emoji as an element that reads its name aloud; an unknown one is shown by its name. */
export function emoji(name) {
  const character = emojiCharacter(name);
  if (!character) return document.createTextNode(`:${name}:`);
  return h("span", { class: "emoji", role: "img", "aria-label": `:${name}:`, title: `:${name}:` }, character);
}

/** Up to `limit` emoji whose name holds `query`, those that begin with it first: `[character, name]`. */
export function findEmoji(query, limit = 8) {
  const wanted = query.toLowerCase();
  const hits = [...characters].filter(([name]) => name.includes(wanted));
  const rank = ([name]) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2);
  return hits.sort((a, b) => rank(a) - rank(b) || a[0].length - b[0].length).slice(0, limit).map(([name, character]) => [character, name]);
}
