// The open thread, beside the conversation.
import { fill, h } from "../dom.js";
import { closeThread } from "../places.js";
import { store } from "../store.js";
import { icon } from "../ui/icons.js";
import { composer } from "./composer.js";
import { suggestions } from "./conversation.js";
import { editLast } from "./editing.js";
import { drawTimeline, moveThrough } from "./timeline.js";

let drawnFor = "";

/** Draws the thread where one is open. */
export function drawThread() {
  const root = document.getElementById("thread");
  const thread = store.thread;
  root.hidden = !thread;
  document.body.classList.toggle("thread-open", Boolean(thread));
  const of = thread ? `${thread.channel} ${thread.ts} ${store.me} ${store.conversations.get(thread.channel)?.member}` : "";
  if (of !== drawnFor) frame(root, thread);
  drawnFor = of;
  const known = thread && store.threads.get(thread.ts);
  if (!known) return;
  drawTimeline(root.querySelector(".timeline"), known.messages, { channel: thread.channel, inThread: true });
  drawStatus(root.querySelector(".status"), known, thread);
}

function frame(root, thread) {
  if (!thread) return fill(root);
  const here = store.conversations.get(thread.channel);
  const timeline = h("div", { class: "timeline", role: "feed", "aria-label": "Thread" });
  const made = here?.member && composer({ channel: thread.channel, threadTs: thread.ts, label: "Reply", onEscape: closeThread, onUp: () => editLast(store.threads.get(thread.ts)?.messages ?? [], thread.channel) });
  moveThrough(timeline, () => made?.field);
  fill(root,
    h("header", { class: "pane-head" }, h("h2", {}, "Thread"), h("span", { class: "quiet" }, here?.title ?? ""), h("button", { type: "button", class: "icon-button", "aria-label": "Close thread", onclick: closeThread }, icon("close"))),
    timeline,
    h("div", { class: "pane-foot" }, h("div", { class: "status", role: "status" }), made?.element));
  made?.focus?.();
  return root;
}

function drawStatus(line, { status, prompts }, thread) {
  const stamp = JSON.stringify([status, prompts]);
  if (line.dataset.stamp === stamp) return;
  line.dataset.stamp = stamp;
  fill(line, status && h("p", { class: "thinking" }, `${store.app.name} ${status}`), suggestions(prompts, thread.channel, thread.ts));
}
