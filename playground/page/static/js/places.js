// Where the person is: a conversation, its tab, an open thread. The address keeps it, so that a reload stays there.
import { change, store } from "./store.js";
import { refreshHome, refreshThread, refreshTimeline, refreshWorkspace } from "./refresh.js";
import { act } from "./server.js";
import { readIfShown } from "./chat/reading.js";

/** Listens to the browser's back and forward, and to mentions that lead somewhere. */
export function startPlaces() {
  window.addEventListener("hashchange", followAddress);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && closeDrawers());
  document.addEventListener("click", ({ target }) => {
    if (target === document.body) closeDrawers();
    const { channel, person } = target.closest?.("button[data-channel],button[data-person]")?.dataset ?? {};
    if (channel) goTo(channel);
    if (person) goToPerson(person);
  });
}

/** Shows what the address names: `#C1`, `#C1/thread/1.2`, `#D1/home`. */
export function followAddress() {
  const [conversation, part, ts] = decodeURIComponent(location.hash.slice(1)).split("/");
  const known = store.conversations.get(conversation) ?? firstConversation();
  if (!known) return;
  show(known.id, part === "home" && known.is_app ? "home" : "messages");
  if (part === "thread" && ts) openThread(ts, known.id);
  else if (store.thread) change({ thread: null });
}

function firstConversation() {
  const all = [...store.conversations.values()];
  return all.find(({ is_general: general, member }) => general && member) ?? all.find(({ member }) => member) ?? all[0];
}

/** Goes to a conversation, and to one of its tabs. */
export function goTo(conversation, tab = "messages") {
  closeDrawers();
  const address = tab === "home" ? `#${conversation}/home` : `#${conversation}`;
  if (location.hash === address) followAddress();
  else location.hash = address;
}

/** Goes to the direct messages with somebody, opened where there were none. */
export async function goToPerson(id) {
  if (id === store.me) return;
  const { id: channel } = await act("open_direct_message", { users: [id] });
  await refreshWorkspace();
  goTo(channel);
}

async function show(conversation, tab) {
  const moved = store.place.conversation !== conversation || store.place.tab !== tab;
  change({ place: { conversation, tab } });
  if (!moved) return;
  const known = store.conversations.get(conversation);
  if (known?.is_app) act("open_home", { tab }).catch(() => {});
  if (tab === "home") await refreshHome();
  else await refreshTimeline(conversation);
  change({ unreadFrom: known?.unread ? store.timelines.get(conversation)?.lastRead : null });
  readIfShown();
}

/** Opens the thread of a message beside the conversation. */
export async function openThread(ts, channel = store.place.conversation) {
  if (store.thread?.ts !== ts) change({ thread: { channel, ts } });
  history.replaceState(null, "", `#${channel}/thread/${ts}`);
  await refreshThread();
}

/** Closes the thread beside the conversation. */
export function closeThread() {
  change({ thread: null });
  history.replaceState(null, "", `#${store.place.conversation}`);
}

/** On a narrow screen the sidebar lies over the page; this takes it away. */
export function closeDrawers() {
  document.body.classList.remove("sidebar-open");
}
