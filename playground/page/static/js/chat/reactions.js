// Reactions below a message: pressed by those who gave them, with a picker for more.
import { h } from "../dom.js";
import { displayName } from "../people.js";
import { act } from "../server.js";
import { store } from "../store.js";
import { emojiCharacter } from "../text/emoji.js";
import { icon } from "../ui/icons.js";
import { toast } from "../ui/toast.js";
import { pickEmoji } from "./emoji_picker.js";

/** Draws the reactions of a message, and a button for another one. */
export function reactions(message, channel) {
  if (!message.reactions?.length) return null;
  const more = h("button", { type: "button", class: "reaction reaction-add", "aria-label": "Add a reaction", title: "Add a reaction", "aria-expanded": "false", onclick: ({ currentTarget }) => chooseReaction(currentTarget, message, channel) }, icon("smile", 15), "+");
  return h("div", { class: "reactions", role: "group", "aria-label": "Reactions" }, message.reactions.map((one) => reaction(one, message, channel)), more);
}

function reaction({ name, users, count }, message, channel) {
  const mine = users.includes(store.me);
  const who = users.map((id) => (id === store.me ? "you" : displayName(id))).join(", ");
  return h("button", {
    type: "button", class: "reaction", "data-reaction": name, "aria-pressed": String(mine), title: `${who} reacted with :${name}:`, "aria-label": `${count} ${name}, from ${who}`,
    onclick: () => toggle(name, mine, message, channel),
  }, h("span", { class: "emoji", "aria-hidden": "true" }, emojiCharacter(name) ?? `:${name}:`), h("span", { class: "count" }, count));
}

async function toggle(name, mine, message, channel) {
  try {
    await act(mine ? "unreact" : "react", { channel, ts: message.ts, emoji: name });
  } catch (refusal) {
    toast(refusal.message, "problem");
  }
}

/** Lets the person pick a reaction for a message; one they gave already stays. */
export function chooseReaction(anchor, message, channel) {
  pickEmoji(anchor, (name) => {
    const mine = message.reactions?.find((one) => one.name === name)?.users.includes(store.me);
    if (!mine) toggle(name, false, message, channel);
  });
}
