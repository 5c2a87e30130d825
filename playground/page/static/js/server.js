// What the page asks of the playground, always in the name of the person it acts as.
import { store } from "./store.js";

/** The playground said no; `code` is Slack's own error code and `message` says it to a person. */
export class Refused extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** What `/page/<path>` knows, as JSON; raises Refused. */
export function ask(path, query = {}) {
  return answer(fetch(address(`/page/${path}`, query)));
}

/** Does `action` (one of `playground.actions.ACTIONS`) as the person; raises Refused. */
export function act(action, given = {}) {
  return answer(fetch(address(`/page/act/${action}`), json(given)));
}

/** Hands a chosen file over, for `channel` or for nobody else yet, and returns Slack's file object. */
export function upload(file, channel) {
  const body = new FormData();
  body.set("file", file);
  return answer(fetch(address("/page/upload", { channel }), { method: "POST", body }));
}

/** Moves the workspace's time forward by that many seconds. */
export function advanceClock(seconds) {
  return answer(fetch("/playground/clock", json({ seconds })));
}

const json = (body) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

function address(path, query = {}) {
  const known = Object.entries({ as: store.me ?? "", ...query }).filter(([, value]) => value !== undefined && value !== null);
  return `${path}?${new URLSearchParams(known)}`;
}

async function answer(request) {
  let response;
  try {
    response = await request;
  } catch {
    throw new Refused("unreachable", "The playground does not answer. Is it still running?");
  }
  const body = await response.json().catch(() => ({ error: "no_json", message: `The playground answered ${response.status}.` }));
  if (!response.ok) throw new Refused(body.error, body.message ?? body.error);
  return body;
}
