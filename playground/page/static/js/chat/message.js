// One message: who, when, what, its reactions and its thread.
import { drawBlocks } from "../blocks/index.js";
import { Surface } from "../blocks/surface.js";
import { h } from "../dom.js";
import { avatar, person } from "../people.js";
import { openThread } from "../places.js";
import { act } from "../server.js";
import { store } from "../store.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { clockTime, dayWithin, fullTime, moment } from "../text/time.js";
import { icon } from "../ui/icons.js";
import { attachments } from "./attachments.js";
import { editor } from "./editing.js";
import { files } from "./files.js";
import { messageKeys, messageTools } from "./message_menu.js";
import { reactions } from "./reactions.js";

const NOTICES = new Set(["channel_join", "channel_leave", "group_join", "group_leave", "channel_topic", "channel_purpose", "channel_name", "channel_archive", "channel_unarchive"]);

/** Whether a message only tells what happened to the channel. */
export function isNotice({ subtype }) {
  return NOTICES.has(subtype);
}

/** Who is shown as the author: the person, or the name an app gave itself. */
export function author(message) {
  const who = person(message.user);
  if (!message.username && !message.icons) return who;
  return { ...who, display: message.username ?? who.display, real_name: message.username ?? who.real_name, image: message.icons?.image_72 ?? message.icons?.image_48 ?? who.image };
}

/** Draws a message; `compact` leaves out the author, who is the same as above it. */
export function drawMessage(message, { channel, compact = false, inThread = false }) {
  const who = author(message);
  const when = moment(message.ts);
  const kind = [compact && "compact", message.ephemeral && "ephemeral", isNotice(message) && "notice", mentionsMe(message) && "mentioned"].filter(Boolean).join(" ");
  const body = isEdited(message, channel) ? editor(message, channel) : content(message, channel);
  return h("article", { class: `message ${kind}`, tabindex: -1, "data-ts": message.ts, onkeydown: messageKeys(message, channel, inThread), "aria-label": `${who.display}, ${fullTime(when)}` },
    h("div", { class: "message-side" }, compact ? h("time", { class: "side-time", datetime: when.toISOString(), title: fullTime(when) }, clockTime(when)) : avatar(who, "l")),
    h("div", { class: "message-main" },
      message.ephemeral && h("p", { class: "only-you" }, icon("eye", 14), "Only visible to you"),
      !compact && byline(message, who, when),
      body,
      reactions(message, channel),
      message.ephemeral && dismissButton(message, channel),
      !inThread && threadSummary(message)),
    messageTools(message, channel, inThread));
}

function isEdited(message, channel) {
  return store.editing?.ts === message.ts && store.editing.channel === channel;
}

function mentionsMe({ text = "", user, subtype }) {
  return user !== store.me && !subtype && text.includes(`<@${store.me}>`);
}

function byline(message, who, when) {
  const from = who.is_stranger ? h("span", { class: "pill" }, who.team) : null;
  return h("p", { class: "byline" },
    h("button", { type: "button", class: "author", tabindex: -1, "data-person": message.user }, who.display),
    message.bot_id && h("span", { class: "pill pill-app" }, "App"),
    from,
    h("time", { datetime: when.toISOString(), title: fullTime(when) }, clockTime(when)));
}

function content(message, channel) {
  const surface = new Surface({ channel, ts: message.ts }, { values: message.state?.values });
  if (isNotice(message)) return h("p", { class: "text" }, mrkdwn(message.text.replace(`<@${message.user}> `, "")));
  const said = message.blocks?.length ? drawBlocks(message.blocks, surface) : message.text && h("div", { class: "text" }, mrkdwn(message.text));
  const edited = message.edited && h("span", { class: "edited", title: fullTime(moment(message.edited.ts)) }, "(edited)");
  return h("div", { class: "message-content" }, said, edited, attachments(message.attachments, surface), files(message.files));
}

function dismissButton(message, channel) {
  return h("button", { type: "button", class: "link-button", onclick: () => act("delete_message", { channel, ts: message.ts }) }, "Dismiss message");
}

function threadSummary(message) {
  if (!message.reply_count) return null;
  const faces = (message.reply_users ?? []).slice(0, 4).map((id) => avatar(person(id), "xs"));
  const last = moment(message.latest_reply);
  return h("button", { type: "button", class: "thread-summary", onclick: () => openThread(message.ts) },
    h("span", { class: "faces" }, faces),
    h("span", { class: "replies" }, `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`),
    h("span", { class: "quiet" }, `last reply ${dayWithin(last, store.now())} at ${clockTime(last)}`));
}
