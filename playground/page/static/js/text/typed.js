// Between what people type and what Slack keeps: names become mentions, links become tokens, all else is escaped.
import { displayName } from "../people.js";
import { store } from "../store.js";
import { escape, unescape } from "./entities.js";

const BROADCASTS = ["here", "channel", "everyone"];
const MARK = /(?<![\w/.@#])[@#](?=[\p{L}\p{N}])|https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"\]]/gu;

/** The typed text as Slack keeps it. Nothing that was typed is ever taken for markup. */
export function encode(typed) {
  let kept = "";
  let end = 0;
  for (const match of typed.matchAll(MARK)) {
    if (match.index < end) continue;
    const token = match[0].length > 1 ? { length: match[0].length, text: `<${escape(match[0])}>` } : named(match[0], typed.slice(match.index + 1));
    if (!token) continue;
    kept += escape(typed.slice(end, match.index)) + token.text;
    end = match.index + token.length;
  }
  return kept + escape(typed.slice(end));
}

function named(mark, rest) {
  const names = mark === "@" ? mentionNames() : channelNames();
  const lower = rest.toLowerCase();
  const found = names.find(([name]) => lower.startsWith(name) && !/^[\p{L}\p{N}_-]/u.test(rest.slice(name.length)));
  return found && { length: 1 + found[0].length, text: found[1] };
}

const longestFirst = (entries) => entries.sort((a, b) => b[0].length - a[0].length);

function mentionNames() {
  const people = [...store.people.values()].filter(({ deleted }) => !deleted);
  const groups = [...store.usergroups.values()].map(({ id, handle }) => [handle.toLowerCase(), `<!subteam^${id}|@${handle}>`]);
  return longestFirst([
    ...people.flatMap(({ id, display, name }) => [[display.toLowerCase(), `<@${id}>`], [name.toLowerCase(), `<@${id}>`]]),
    ...groups,
    ...BROADCASTS.map((name) => [name, `<!${name}>`]),
  ].filter(([name]) => name));
}

function channelNames() {
  const channels = [...store.conversations.values()].filter(({ kind }) => kind === "channel" || kind === "group");
  return longestFirst(channels.map(({ id, name }) => [name.toLowerCase(), `<#${id}|${name}>`]));
}

/** A kept text as it was typed, for editing it. */
export function decode(kept) {
  const typed = kept.replace(/<([^<>]+)>/g, (whole, inside) => {
    const [target, label] = inside.split("|");
    if (/^@[UW]/.test(target)) return `@${displayName(target.slice(1))}`;
    if (/^#C/.test(target)) return `#${store.conversations.get(target.slice(1))?.name ?? label ?? target.slice(1)}`;
    if (/^!(here|channel|everyone)$/.test(target)) return `@${target.slice(1)}`;
    if (target.startsWith("!subteam^")) return label ?? target;
    return /^(https?|mailto):/.test(target) ? target : whole;
  });
  return unescape(typed);
}
