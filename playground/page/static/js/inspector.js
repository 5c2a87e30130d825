// The inspector: what Slack's protocol carried, beside the chat.
import { fill, h, syncList } from "./dom.js";
import { change, store } from "./store.js";
import { icon } from "./ui/icons.js";
import { highlighted } from "./json_view.js";

const SHOWN = 120;
const KINDS = { envelope: "Envelopes", event: "Events", api_call: "API calls" };
const KIND_NAMES = { envelope: "Envelope", event: "Event", api_call: "API call" };
let filter = null;
const opened = new Set();

/** Shows or hides the inspector. */
export function toggleInspector() {
  change({ inspecting: !store.inspecting });
  if (store.inspecting) document.querySelector("#inspector button")?.focus();
}

/** Draws the last occurrences, newest first. */
export function drawInspector() {
  const root = document.getElementById("inspector");
  root.hidden = !store.inspecting;
  document.body.classList.toggle("inspecting", store.inspecting);
  if (root.hidden) return;
  if (!root.childElementCount) frame(root);
  for (const button of root.querySelectorAll("[data-kind]")) button.setAttribute("aria-pressed", String((button.dataset.kind || null) === filter));
  const shown = store.occurrences.filter(({ kind }) => kind in KINDS && (!filter || kind === filter)).slice(-SHOWN).reverse();
  syncList(root.querySelector(".log"), shown.map((one) => ({ key: String(one.number), stamp: one.outcome ?? "", draw: () => entry(one) })));
  root.querySelector(".log-empty").hidden = shown.length > 0;
}

function frame(root) {
  const kinds = [["", "All"], ...Object.entries(KINDS)];
  fill(root,
    h("header", { class: "pane-head" }, h("h2", {}, "Inspector"), h("button", { type: "button", class: "icon-button", "aria-label": "Close inspector", onclick: toggleInspector }, icon("close"))),
    h("div", { class: "log-filter", role: "group", "aria-label": "What to show" }, kinds.map(([kind, label]) => h("button", { type: "button", class: "chip", "data-kind": kind, onclick: () => { filter = kind || null; change({}); } }, label))),
    h("p", { class: "log-empty" }, "Nothing yet. What the app and the workspace say to each other shows up here."),
    h("div", { class: "log" }));
}

function entry(one) {
  const { title, note, wrong, detail } = SUMMARIES[one.kind](one);
  const seconds = new Date(one.at * 1000).toLocaleTimeString("en-GB");
  const body = h("div", { class: "log-detail" });
  const details = h("details", { class: `log-entry log-${one.kind}${wrong ? " log-wrong" : ""}`, open: opened.has(one.number) },
    h("summary", { title: `${KIND_NAMES[one.kind]}: ${title}` }, h("span", { class: "log-sign", "aria-hidden": "true" }), h("span", { class: "log-title" }, title), h("span", { class: "log-note" }, note), h("time", {}, seconds)), body);
  const show = () => fill(body, h("pre", { tabindex: 0 }, highlighted(detail)));
  details.addEventListener("toggle", () => {
    if (details.open) show();
    opened[details.open ? "add" : "delete"](one.number);
  });
  return details;
}

const took = (seconds) => (seconds === undefined || seconds === null ? "" : `${Math.round(seconds * 1000)} ms`);

const SUMMARIES = {
  event: ({ event }) => ({ title: [event.type, event.subtype].filter(Boolean).join("."), note: event.channel?.id ?? event.channel ?? event.item?.channel ?? "", detail: event }),
  envelope: ({ envelope, outcome, response, seconds }) => {
    const payload = envelope.payload ?? envelope;
    const inner = payload.event?.type ?? payload.command ?? payload.type ?? "";
    const retry = envelope.retry_attempt ? ` (retry ${envelope.retry_attempt})` : "";
    const well = outcome === "acknowledged";
    return { title: `${inner || envelope.type}${retry}`, note: [well ? "ack" : outcome, took(seconds)].filter(Boolean).join(" · "), wrong: !well, detail: { envelope, outcome, response } };
  },
  api_call: ({ method, arguments: given, status, response, seconds }) => ({ title: method, note: [response?.error ?? (status >= 400 ? status : "ok"), took(seconds)].filter(Boolean).join(" · "), wrong: response?.ok === false || status >= 400, detail: { arguments: given, status, response } }),
};
