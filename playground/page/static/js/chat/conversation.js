// The shown conversation: its messages and the field to write in.
import { fill, h } from "../dom.js";
import { act } from "../server.js";
import { store } from "../store.js";
import { mrkdwn, plainText } from "../text/mrkdwn.js";
import { invite } from "./channel_menu.js";
import { composer } from "./composer.js";
import { editLast } from "./editing.js";
import { join } from "./finding.js";
import { drawTimeline, moveThrough } from "./timeline.js";

let field = null;
let fieldOf = "";

/** Prepares the keyboard of the timeline. */
export function startConversation() {
  moveThrough(document.getElementById("timeline"), () => field?.field);
}

/** Draws the messages of the shown conversation and, once for each conversation, its field. */
export function drawConversation() {
  const here = store.conversation();
  const root = document.getElementById("conversation");
  root.hidden = !here || store.place.tab !== "messages";
  if (root.hidden) return;
  const timeline = store.timelines.get(here.id);
  if (timeline) drawTimeline(document.getElementById("timeline"), timeline.messages, { channel: here.id, unreadFrom: store.unreadFrom, head: [intro(here)] });
  drawField(here);
  drawStatus(here);
}

function intro(here) {
  const words = { channel: `This is the beginning of #${here.name}.`, group: `This is the beginning of the private channel ${here.name}.` }[here.kind] ?? `These are the direct messages with ${here.title}.`;
  return { key: `intro ${here.id}`, stamp: here.purpose, draw: () => h("div", { class: "intro" }, h("h2", {}, here.kind === "channel" ? `#${here.title}` : here.title), h("p", {}, words, here.purpose ? " " : "", mrkdwn(here.purpose))) };
}

function drawField(here) {
  const of = `${here.id} ${here.member} ${store.me} ${here.can_post}`;
  if (of === fieldOf) return;
  fieldOf = of;
  const root = document.getElementById("composer");
  if (!here.member) {
    field = null;
    fill(root, h("div", { class: "join-bar" }, h("span", {}, `You are looking at #${here.name}.`), h("button", { type: "button", class: "button button-primary", onclick: () => join(here.id) }, "Join channel")));
    return;
  }
  field = composer({ channel: here.id, label: `Message ${here.kind === "channel" ? "#" : ""}${here.title}`, onUp: () => editLast(store.timelines.get(here.id)?.messages ?? [], here.id) });
  fill(root, h("div", { id: "status", class: "status", role: "status" }), field.element);
  if (window.matchMedia("(min-width: 700px)").matches) field.focus();
}

function drawStatus(here) {
  const line = document.getElementById("status");
  if (!line) return;
  const status = store.statuses.get(here.id);
  const prompts = store.prompts.get(here.id);
  const missed = missedApp(here);
  const stamp = JSON.stringify([status, prompts, missed]);
  if (line.dataset.stamp === stamp) return;
  line.dataset.stamp = stamp;
  fill(line, missed && inviteBar(here), status && h("p", { class: "thinking" }, `${store.app.name} ${status}`), suggestions(prompts, here.id));
}

// Whoever mentions the app where it cannot hear them is told so, as Slackbot does.
function missedApp(here) {
  const last = store.timelines.get(here.id)?.messages.at(-1);
  return !here.app_member && here.kind !== "im" && last?.user === store.me && (last.text ?? "").includes(`<@${store.app.user}>`);
}

function inviteBar(here) {
  return h("p", { class: "invite-bar" }, `${store.app.name} is not in this channel and has not seen that.`, h("button", { type: "button", class: "button button-small", onclick: () => invite(here.id, store.app.user) }, `Add ${store.app.name}`));
}

/** The prompts an agent proposes; pressing one sends it. */
export function suggestions(prompts, channel, threadTs) {
  if (!prompts?.prompts?.length) return null;
  return h("div", { class: "prompts" }, prompts.title && h("p", { class: "quiet" }, prompts.title), prompts.prompts.map(({ title, message }) =>
    h("button", { type: "button", class: "prompt", onclick: () => act("post_message", { channel, text: message, thread_ts: threadTs }) }, plainText(title))));
}
