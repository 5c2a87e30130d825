// The left side: the workspace, its channels, direct messages and app, and who one acts as.
import { chooseActAs } from "../act_as.js";
import { fill, h } from "../dom.js";
import { avatar, person } from "../people.js";
import { goTo } from "../places.js";
import { store } from "../store.js";
import { icon } from "../ui/icons.js";
import { browseChannels, newMessage } from "./finding.js";

let drawn = "";

/** Draws the sidebar where anything in it changed. */
export function drawSidebar() {
  if (!store.me) return;
  const stamp = JSON.stringify([store.me, store.team, store.place.conversation, store.connected, [...store.conversations.values()], store.people.size]);
  if (stamp === drawn) return;
  drawn = stamp;
  const root = document.getElementById("sidebar");
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const scrolled = root.querySelector("nav")?.scrollTop ?? 0;
  fill(root, head(), h("nav", { "aria-label": "Conversations", onkeydown: moveWithArrows }, sections()), foot());
  root.querySelector("nav").scrollTop = scrolled;
  if (focused) root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function head() {
  const state = store.connected ? "connected" : "waiting";
  const words = store.connected ? `${store.app.name} is connected` : `Waiting for ${store.app?.name ?? "the app"}`;
  return h("div", { class: "sidebar-head" },
    h("span", { class: "workspace-sign", "aria-hidden": "true" }, [...store.team.name][0] ?? "P"),
    h("div", { class: "workspace" }, h("span", { class: "workspace-name" }, store.team.name), h("span", { class: `app-state app-${state}`, role: "status" }, words)));
}

function sections() {
  const all = [...store.conversations.values()].filter(({ member }) => member);
  const channels = all.filter(({ kind }) => kind === "channel" || kind === "group").sort(byName);
  const direct = all.filter(({ kind, is_app: app }) => (kind === "im" || kind === "mpim") && !app).sort(byName);
  const apps = all.filter(({ is_app: app }) => app);
  return [
    section("Channels", channels, { label: "Browse channels", open: browseChannels }),
    section("Direct messages", direct, { label: "New message", open: newMessage }),
    section("Apps", apps),
  ];
}

const byName = (a, b) => a.title.localeCompare(b.title);

function section(title, conversations, adding) {
  const add = adding && h("button", { type: "button", class: "icon-button", "aria-label": adding.label, title: adding.label, "aria-expanded": "false", "data-key": `add ${title}`, onclick: ({ currentTarget }) => adding.open(currentTarget) }, icon("plus", 16));
  return h("section", { class: "sidebar-section" },
    h("div", { class: "sidebar-title" }, h("h2", {}, title), add),
    h("ul", {}, conversations.map((one) => h("li", {}, entry(one)))));
}

function entry(conversation) {
  const { id, unread, mentions, title } = conversation;
  const here = id === store.place.conversation;
  const count = mentions || (conversation.kind === "im" && unread) ? h("span", { class: "badge", "aria-hidden": "true" }, mentions || unread) : null;
  const said = unread ? `, ${unread} unread` : "";
  return h("button", {
    type: "button", class: `entry${unread ? " unread" : ""}`, "data-key": id, "data-conversation": id, "aria-current": here ? "page" : undefined, "aria-label": `${spoken(conversation)}${said}`,
    onclick: () => goTo(id, conversation.is_app && store.app.home_tab && !unread ? "home" : "messages"),
  }, sign(conversation), h("span", { class: "entry-name" }, title), conversation.shared && h("span", { class: "entry-shared", title: `Shared with ${conversation.shared}` }, icon("link", 14)), count);
}

function spoken({ kind, title }) {
  return { channel: `Channel ${title}`, group: `Private channel ${title}` }[kind] ?? title;
}

function sign({ kind, peer }) {
  if (kind === "im") return avatar(person(peer), "xs");
  return icon({ channel: "hash", group: "lock", mpim: "people" }[kind], 16);
}

function moveWithArrows(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const entries = [...event.currentTarget.querySelectorAll(".entry")];
  const next = entries[entries.indexOf(document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function foot() {
  const me = person(store.me);
  return h("button", { type: "button", class: "act-as", "data-key": "act-as", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-label": `Acting as ${me.display}. Act as somebody else`, onclick: ({ currentTarget }) => chooseActAs(currentTarget) },
    avatar(me, "m"),
    h("span", { class: "act-as-text" }, h("span", { class: "quiet" }, "Acting as"), h("span", { class: "act-as-name" }, me.display)),
    icon("swap", 16));
}
