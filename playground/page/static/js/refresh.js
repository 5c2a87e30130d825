// Asks the playground again for what changed. Any number of changes at once lead to one question, and none is lost.
import { change, store } from "./store.js";
import { ask } from "./server.js";

const running = new Map();

/** Runs `load` for `name` now, or once more after the run that is under way. */
function once(name, load) {
  const run = running.get(name);
  if (run) {
    run.again = true;
    return run.done;
  }
  const fresh = { again: false };
  running.set(name, fresh);
  fresh.done = (async () => {
    try {
      do {
        fresh.again = false;
        await load();
      } while (fresh.again);
    } finally {
      running.delete(name);
    }
  })();
  return fresh.done;
}

const byId = (items) => new Map(items.map((item) => [item.id, item]));

/** People, conversations with their unread counts, the app, the clock. */
export function refreshWorkspace() {
  return once("workspace", async () => {
    const known = await ask("workspace");
    if (store.me && known.me !== store.me) return;
    change({
      me: known.me,
      team: known.team,
      people: byId(known.people),
      conversations: byId(known.conversations),
      usergroups: byId(known.usergroups),
      app: known.app,
      connected: known.app.connected,
      clockAhead: known.clock_ahead,
    });
  });
}

/** The messages of a conversation. */
export function refreshTimeline(channel) {
  if (!channel) return Promise.resolve();
  return once(`timeline ${channel}`, async () => {
    const me = store.me;
    const { messages, last_read: lastRead, status, prompts } = await ask("messages", { channel });
    if (me !== store.me) return;
    store.timelines.set(channel, { messages, lastRead });
    store.statuses.set(channel, status);
    store.prompts.set(channel, prompts);
    change({});
  });
}

/** The open thread. */
export function refreshThread() {
  const thread = store.thread;
  if (!thread) return Promise.resolve();
  return once(`thread ${thread.ts}`, async () => {
    const { messages, status, prompts } = await ask("thread", { channel: thread.channel, ts: thread.ts });
    store.threads.set(thread.ts, { messages, status, prompts });
    change({});
  });
}

/** The person's Home tab of the app. */
export function refreshHome() {
  return once("home", async () => change({ home: (await ask("home")).view }));
}

/** The person's stack of modals, the one on top last. */
export function refreshModals() {
  return once("modals", async () => change({ modals: (await ask("modals")).modals }));
}

/** Everything that is shown now. */
export async function refreshAll() {
  await refreshWorkspace();
  await Promise.all([refreshTimeline(store.place.conversation), refreshThread(), refreshHome(), refreshModals()]);
}
