// What Slack writes between angle brackets: mentions, channels, links, dates. And how people's own text is encoded.
import { h } from "../dom.js";
import { displayName, person } from "../people.js";
import { store } from "../store.js";
import { formatDate } from "./time.js";

/** Slack's three escapes undone. */
export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Text as Slack wants it, so that nothing in it is taken for markup. */
export function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The element for what stood between `<` and `>`; anything that is no markup is given back as plain text. */
export function entity(inside) {
  const [target, label] = splitOnce(inside, "|");
  if (/^@[UWB]\w+$/.test(target)) return userMention(target.slice(1));
  if (/^#[CG]\w+$/.test(target)) return channelMention(target.slice(1), label && unescape(label));
  if (target.startsWith("!")) return special(target.slice(1), label);
  if (/^(https?|mailto|tel):/i.test(target)) return link(unescape(target), unescape(label || target.replace(/^(mailto|tel):/i, "")));
  return document.createTextNode(`<${unescape(inside)}>`);
}

function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** A person's name as a mention; it stands out where it names the reader. */
export function userMention(id) {
  const mine = id === store.me ? " mention-me" : "";
  return h("button", { type: "button", class: `mention${mine}`, "data-person": id, title: person(id).title || undefined }, `@${displayName(id)}`);
}

/** A channel's name as a link to it. */
export function channelMention(id, label) {
  const name = store.conversations.get(id)?.name ?? label ?? id;
  return h("button", { type: "button", class: "mention", "data-channel": id }, `#${name}`);
}

/** `@here`, `@channel` and `@everyone`, which call on many at once. */
export function broadcast(range) {
  return h("span", { class: "mention mention-me" }, `@${range}`);
}

function special(command, label) {
  const [name, ...rest] = command.split("^");
  if (["here", "channel", "everyone"].includes(name)) return broadcast(name);
  if (name === "subteam") return h("span", { class: "mention" }, label ? unescape(label) : `@${usergroupHandle(rest[0])}`);
  if (name === "date") return date(rest, label);
  return document.createTextNode(label ? `<${unescape(label)}>` : `<!${unescape(command)}>`);
}

export function usergroupHandle(id) {
  return store.usergroups.get(id)?.handle ?? id;
}

function date([seconds, format, url], fallback) {
  const when = new Date(Number(seconds) * 1000);
  if (!format || Number.isNaN(when.getTime())) return document.createTextNode(unescape(fallback ?? ""));
  const text = formatDate(when, unescape(format), store.now());
  return url && /^https?:/i.test(url) ? link(unescape(url), text) : h("time", { datetime: when.toISOString() }, text);
}

/** A link that opens beside the page and tells the other site nothing. */
export function link(url, children) {
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, children);
}
