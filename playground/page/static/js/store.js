// All that the page knows. The server computes it; the page only asks again and draws what it was told.

const listeners = new Set();
let scheduled = false;

export const store = {
  me: null,
  team: { name: "", id: "" },
  people: new Map(),
  conversations: new Map(),
  usergroups: new Map(),
  app: null,
  place: { conversation: null, tab: "messages" },
  thread: null,
  timelines: new Map(),
  threads: new Map(),
  home: null,
  modals: [],
  statuses: new Map(),
  prompts: new Map(),
  unreadFrom: null,
  timelineStamp: 0,
  occurrences: [],
  inspecting: false,
  editing: null,
  connected: false,
  clockAhead: 0,

  /** The workspace's own time. */
  now() {
    return new Date(Date.now() + store.clockAhead * 1000);
  },

  /** The conversation that is shown, or undefined. */
  conversation() {
    return store.conversations.get(store.place.conversation);
  },
};

/** Changes what the page knows, and draws it again in the next frame. */
export function change(part) {
  Object.assign(store, part);
  redraw();
}

/** Calls `draw` after every change, at most once a frame. */
export function onChange(draw) {
  listeners.add(draw);
}

/** Draws everything again in the next frame. */
export function redraw() {
  if (scheduled) return;
  scheduled = true;
  const frame = document.hidden ? (run) => setTimeout(run, 30) : requestAnimationFrame;
  frame(() => {
    scheduled = false;
    for (const draw of listeners) draw();
  });
}
