// Messages one below the other, with the days between them; the arrows move from one to the next.
import { h, syncList } from "../dom.js";
import { store } from "../store.js";
import { dayKey, dayName, moment } from "../text/time.js";
import { author, drawMessage, isNotice } from "./message.js";

const TOGETHER_WITHIN = 300;
const NEAR_THE_END = 80;

/** Draws `messages` into `root`; `unreadFrom` is the ts after which they are new. Keeps the place that is read. */
export function drawTimeline(root, messages, { channel, inThread = false, unreadFrom = null, head = [] }) {
  const fresh = root.dataset.of !== `${channel} ${store.me}`;
  const atEnd = fresh || root.scrollHeight - root.scrollTop - root.clientHeight < NEAR_THE_END;
  root.dataset.of = `${channel} ${store.me}`;
  if (fresh) root.replaceChildren();
  syncList(root, [...head, ...items(messages, { channel, inThread, unreadFrom })]);
  oneTabStop(root);
  if (fresh && showUnread(root)) return;
  if (atEnd) root.scrollTop = root.scrollHeight;
}

function showUnread(root) {
  const line = root.querySelector(".unread-line");
  if (!line || root.scrollHeight <= root.clientHeight) return false;
  root.scrollTop = Math.max(0, line.offsetTop - root.offsetTop - root.clientHeight / 3);
  return true;
}

function items(messages, { channel, inThread, unreadFrom }) {
  const list = [];
  let previous = null;
  let marked = false;
  for (const message of messages) {
    const newDay = !previous || dayKey(moment(previous.ts)) !== dayKey(moment(message.ts));
    const isNew = !marked && unreadFrom && message.ts > unreadFrom && message.user !== store.me && !message.ephemeral && (previous || unreadFrom > "1");
    if (newDay && !inThread) list.push(dayLine(message, isNew));
    else if (isNew) list.push({ key: `unread ${channel}`, stamp: "", draw: () => h("div", { class: "unread-line", role: "separator" }, h("span", {}, "New")) });
    marked ||= Boolean(isNew);
    const compact = !newDay && !isNew && continues(previous, message);
    list.push({ key: `${channel} ${message.ts}`, stamp: stampOf(message, compact), draw: () => drawMessage(message, { channel, compact, inThread }) });
    previous = message;
  }
  return list;
}

function dayLine(message, isNew) {
  const when = moment(message.ts);
  const name = dayName(when, store.now());
  return { key: `day ${dayKey(when)}`, stamp: `${name}${isNew}`, draw: () => h("div", { class: isNew ? "day-line unread-line" : "day-line", role: "separator" }, h("span", {}, name), isNew && h("span", { class: "new" }, "New")) };
}

function continues(previous, message) {
  if (!previous || isNotice(message) || isNotice(previous)) return false;
  const same = author(previous).display === author(message).display && Boolean(previous.ephemeral) === Boolean(message.ephemeral);
  return same && message.ts - previous.ts < TOGETHER_WITHIN && !message.subtype && !previous.subtype;
}

function stampOf(message, compact) {
  const edited = store.editing?.ts === message.ts && store.editing.channel === store.place.conversation;
  return JSON.stringify([message, compact, edited, store.people.size, store.timelineStamp]);
}

function oneTabStop(root) {
  const all = root.querySelectorAll(".message");
  if ([...all].some((one) => one.tabIndex === 0)) return;
  if (all.length) all[all.length - 1].tabIndex = 0;
}

/** Lets the arrows, Home and End move through the messages of `root`, and Esc go back to `field`. */
export function moveThrough(root, field) {
  root.addEventListener("keydown", (event) => {
    const all = [...root.querySelectorAll(".message")];
    const at = all.indexOf(event.target);
    if (event.key === "Escape") field()?.focus();
    if (at < 0) return;
    const next = { ArrowDown: all[at + 1], ArrowUp: all[at - 1], Home: all[0], End: all.at(-1) }[event.key];
    if (!next) return;
    event.preventDefault();
    for (const one of all) one.tabIndex = one === next ? 0 : -1;
    next.focus();
  });
}
