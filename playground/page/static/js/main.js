// Joins the parts of the page, and starts them.
import { startActAs } from "./act_as.js";
import { loadEmoji } from "./text/emoji.js";
import { drawConversation, startConversation } from "./chat/conversation.js";
import { drawHeader } from "./chat/header.js";
import { drawHome } from "./home.js";
import { drawInspector } from "./inspector.js";
import { startLive } from "./live.js";
import { drawModals } from "./modals.js";
import { followAddress, startPlaces } from "./places.js";
import { refreshAll } from "./refresh.js";
import { drawSidebar } from "./chat/sidebar.js";
import { drawThread } from "./chat/thread.js";
import { onChange, redraw, store } from "./store.js";

function drawTitle() {
  const unread = [...store.conversations.values()].reduce((sum, { unread: count }) => sum + (count ?? 0), 0);
  const name = store.conversation()?.title ?? "";
  document.title = `${unread ? `(${unread}) ` : ""}${name ? `${name} · ` : ""}${store.team.name}`;
}

async function start() {
  for (const draw of [drawTitle, drawSidebar, drawHeader, drawConversation, drawThread, drawHome, drawModals, drawInspector]) onChange(draw);
  startConversation();
  startPlaces();
  store.me = new URLSearchParams(location.search).get("as") ?? sessionStorage.getItem("playground.as");
  loadEmoji("/page/static/vendor/emoji.json").then(() => {
    store.timelineStamp += 1;
    redraw();
  });
  await startActAs(refreshAll);
  followAddress();
  startLive();
  document.body.dataset.ready = "true";
}

start();
