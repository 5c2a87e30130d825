// The websocket on which the playground says what happened; on a lost connection everything is asked again.
import { change, store } from "./store.js";
import { refreshAll, refreshHome, refreshModals, refreshThread, refreshTimeline, refreshWorkspace } from "./refresh.js";
import { readIfShown } from "./chat/reading.js";

const RETRY_AFTER = 1500;
const REMEMBERED = 400;
let socket = null;

/** Opens the connection for the person acted as, and keeps it open. */
export function startLive() {
  socket?.close();
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const mine = (socket = new WebSocket(`${scheme}//${location.host}/page/live?as=${encodeURIComponent(store.me)}`));
  let opened = false;
  mine.addEventListener("open", () => {
    opened = true;
    store.occurrences = [];
    document.body.dataset.live = "on";
    refreshAll();
  });
  mine.addEventListener("message", ({ data }) => happened(JSON.parse(data)));
  mine.addEventListener("close", () => {
    if (socket !== mine) return;
    document.body.dataset.live = "off";
    setTimeout(() => socket === mine && startLive(), opened ? RETRY_AFTER / 3 : RETRY_AFTER);
  });
}

const HANDLERS = {
  event: ({ channel }) => {
    refreshWorkspace();
    if (channel) refreshMessages(channel);
  },
  ephemeral: ({ channel }) => refreshMessages(channel),
  ephemeral_deleted: ({ channel }) => refreshMessages(channel),
  status: ({ channel }) => refreshMessages(channel),
  prompts: ({ channel }) => refreshMessages(channel),
  read: () => refreshWorkspace(),
  view: () => {
    refreshHome();
    refreshModals();
  },
  clock: () => refreshWorkspace(),
  socket: () => refreshWorkspace(),
};

async function refreshMessages(channel) {
  const shown = channel === store.place.conversation;
  const asked = [];
  if (shown) asked.push(refreshTimeline(channel));
  if (store.thread?.channel === channel) asked.push(refreshThread());
  await Promise.all(asked);
  if (shown) readIfShown();
}

function happened(occurrence) {
  store.occurrences = [...store.occurrences, occurrence].slice(-REMEMBERED);
  HANDLERS[occurrence.kind]?.(occurrence);
  change({});
}
