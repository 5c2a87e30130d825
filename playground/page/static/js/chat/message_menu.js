// What can be done with a message: react, reply, the app's message shortcuts, edit, delete, copy its link.
import { h } from "../dom.js";
import { openThread } from "../places.js";
import { act } from "../server.js";
import { change, store } from "../store.js";
import { confirmDialog } from "../ui/dialog.js";
import { icon } from "../ui/icons.js";
import { openListbox } from "../ui/listbox.js";
import { toast } from "../ui/toast.js";
import { chooseReaction } from "./reactions.js";

/** The buttons that appear over a message under the pointer or in the focus. */
export function messageTools(message, channel, inThread) {
  if (message.ephemeral || message.subtype === "tombstone") return null;
  const tool = (label, sign, onclick) => h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, "aria-expanded": "false", onclick }, icon(sign, 17));
  return h("div", { class: "message-tools", role: "toolbar", "aria-label": "Message" },
    tool("Add a reaction", "smile", ({ currentTarget }) => chooseReaction(currentTarget, message, channel)),
    inThread ? null : tool("Reply in thread", "reply", () => openThread(message.thread_ts ?? message.ts, channel)),
    tool("More actions", "more", ({ currentTarget }) => openMenu(currentTarget, message, channel)));
}

/** Keys for a message in the focus: R reacts, T replies in the thread, E edits one's own, M opens the menu. */
export function messageKeys(message, channel, inThread) {
  const tools = (article) => [...article.querySelectorAll(".message-tools button")];
  const keys = {
    r: (article) => tools(article)[0]?.click(),
    t: () => inThread || openThread(message.thread_ts ?? message.ts, channel),
    e: () => message.user === store.me && !message.bot_id && change({ editing: { channel, ts: message.ts } }),
    m: (article) => tools(article).at(-1)?.click(),
  };
  return (event) => {
    const plain = event.target === event.currentTarget && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!plain || message.ephemeral || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key](event.currentTarget);
  };
}

function openMenu(anchor, message, channel) {
  const mine = message.user === store.me && !message.bot_id;
  const options = [
    ...store.app.shortcuts.filter(({ type }) => type === "message").map((one) => ({ label: one.name, description: store.app.name, icon: () => icon("bolt", 16), run: () => runShortcut(one, message, channel) })),
    mine && { label: "Edit message", icon: () => icon("edit", 16), run: () => change({ editing: { channel, ts: message.ts } }) },
    { label: "Copy link", icon: () => icon("link", 16), run: () => copyLink(message, channel) },
    mine && { label: "Delete message", danger: true, icon: () => icon("trash", 16), run: () => remove(message, channel) },
  ];
  openListbox({ anchor, label: "Message actions", options: options.filter(Boolean), onPick: ({ run }) => run() });
}

async function runShortcut(shortcut, message, channel) {
  try {
    await act("message_shortcut", { callback_id: shortcut.callback_id, channel, ts: message.ts });
  } catch (refusal) {
    toast(refusal.message, "problem");
  }
}

async function copyLink(message, channel) {
  const part = message.thread_ts && message.thread_ts !== message.ts ? `/thread/${message.thread_ts}` : "";
  await navigator.clipboard.writeText(`${location.origin}/#${channel}${part}`);
  toast("Link copied.");
}

async function remove(message, channel) {
  const sure = await confirmDialog({ title: "Delete message", text: "Delete this message for everybody? It cannot be brought back.", confirm: "Delete", deny: "Cancel", danger: true });
  if (!sure) return;
  await act("delete_message", { channel, ts: message.ts }).catch((refusal) => toast(refusal.message, "problem"));
}
