// The top of the page: where one is, and the workspace's clock, inspector and colours.
import { drawClock } from "../clock.js";
import { fill, h } from "../dom.js";
import { toggleInspector } from "../inspector.js";
import { channelMenu, showMembers } from "./channel_menu.js";
import { avatar, person } from "../people.js";
import { goTo } from "../places.js";
import { change, store } from "../store.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { icon } from "../ui/icons.js";
import { switchTheme, themeIcon } from "../colours.js";

let drawn = "";

/** Draws the head of the conversation, and the tabs of an app. */
export function drawHeader() {
  const here = store.conversation();
  if (!here) return;
  const stamp = JSON.stringify([here, store.place, store.inspecting, themeIcon(), store.app?.home_tab, store.me]);
  if (stamp !== drawn) {
    drawn = stamp;
    fill(document.getElementById("header"), menuButton(), title(here), tools(here));
    drawTabs(here);
  }
  drawClock(document.getElementById("clock"));
}

function menuButton() {
  return h("button", { type: "button", class: "icon-button menu-button", "aria-label": "Show channels", onclick: () => document.body.classList.toggle("sidebar-open") }, icon("menu", 20));
}

function title(here) {
  const sign = here.kind === "im" ? avatar(person(here.peer), "s") : icon({ channel: "hash", group: "lock", mpim: "people" }[here.kind], 18);
  const people = here.kind === "im" ? person(here.peer).title : membersButton(here);
  const about = here.topic || here.purpose;
  return h("div", { class: "header-title" },
    h("h1", {}, sign, h("span", {}, here.title), here.shared && h("span", { class: "pill", title: "Slack Connect" }, `shared with ${here.shared}`)),
    h("p", { class: "header-about" }, h("span", {}, people), about && h("span", { class: "topic" }, mrkdwn(about))));
}

function membersButton({ member_ids: ids }) {
  const label = `${ids.length} ${ids.length === 1 ? "member" : "members"}`;
  return h("button", { type: "button", class: "members", "aria-haspopup": "listbox", "aria-expanded": "false", onclick: ({ currentTarget }) => showMembers(currentTarget, ids) }, label);
}

function tools(here) {
  const tool = (label, sign, onclick, more = {}) => h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...more }, icon(sign, 19));
  return h("div", { class: "header-tools" },
    h("button", { type: "button", class: "clock-button", id: "clock", "aria-haspopup": "listbox", "aria-expanded": "false" }),
    here.kind !== "im" && here.member && tool("Channel actions", "more", ({ currentTarget }) => channelMenu(currentTarget, here), { "aria-expanded": "false" }),
    tool("Inspector: events, envelopes and API calls", "pulse", toggleInspector, { "aria-pressed": String(store.inspecting), id: "inspector-button" }),
    tool("Light or dark", themeIcon(), () => { switchTheme(); change({}); }));
}

function drawTabs(here) {
  const tabs = document.getElementById("tabs");
  tabs.hidden = !(here.is_app && store.app.home_tab);
  const names = [["home", "Home"], ["messages", "Messages"]];
  fill(tabs, names.map(([name, label]) => {
    const chosen = name === store.place.tab;
    return h("button", { type: "button", role: "tab", class: "tab", "aria-selected": String(chosen), tabindex: chosen ? 0 : -1, "aria-controls": name === "home" ? "home" : "conversation", onclick: () => goTo(here.id, name), onkeydown: (event) => moveTab(event, here, name) }, label);
  }));
}

function moveTab(event, here, name) {
  if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
  goTo(here.id, name === "home" ? "messages" : "home");
  setTimeout(() => document.querySelector('#tabs [aria-selected="true"]')?.focus(), 50);
}
