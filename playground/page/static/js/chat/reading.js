// What was seen is read: the marks of unread messages go away for whoever looks at them.
import { act } from "../server.js";
import { store } from "../store.js";

/** Marks the shown conversation as read up to its last message, if somebody is looking. */
export function readIfShown() {
  const { conversation, tab } = store.place;
  const known = store.conversations.get(conversation);
  const last = store.timelines.get(conversation)?.messages.filter(({ ephemeral }) => !ephemeral).at(-1);
  if (!last || tab !== "messages" || document.hidden || !known?.member) return;
  if (known.unread || (known.last_read ?? "0") < last.ts) act("mark_read", { channel: conversation, ts: last.ts }).catch(() => {});
}

// Whoever looks away and comes back finds what was said meanwhile below the line “New”.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) store.unreadFrom = store.timelines.get(store.place.conversation)?.messages.at(-1)?.ts ?? null;
  else readIfShown();
});
