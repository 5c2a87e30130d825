// Slack's mrkdwn, drawn. Source: https://docs.slack.dev/messaging/formatting-message-text
import { h } from "../dom.js";
import { emoji } from "./emoji.js";
import { entity, unescape } from "./entities.js";

const EDGE = "[\\p{L}\\p{N}*_~\\x60]";
const wrapped = (mark, name) => `(?<!${EDGE})[${mark}](?=\\S)(?<${name}>[^\\n]*?[^\\s${mark}])[${mark}](?!${EDGE})`;

const INLINE = new RegExp(
  [
    String.raw`<(?<entity>[^<>\n]+)>`,
    "`(?<code>[^`\\n]+)`",
    String.raw`:(?<emoji>[a-z0-9_+'’-]+(?:::skin-tone-[2-6])?):`,
    wrapped("*", "bold"),
    wrapped("_", "italic"),
    wrapped("~", "strike"),
  ].join("|"),
  "gu",
);

/** The nodes that `text` in mrkdwn stands for. */
export function mrkdwn(text) {
  const parts = String(text ?? "").split(/```\n?([\s\S]*?)\n?```/);
  return parts.map((part, index) => (index % 2 ? codeBlock(part) : paragraphs(part, index > 0, index < parts.length - 1)));
}

function codeBlock(text) {
  return h("pre", { class: "code-block" }, h("code", {}, pieces(text, /<(?<entity>[^<>\n]+)>/gu)));
}

function paragraphs(text, afterCode, beforeCode) {
  const trimmed = text.replace(afterCode ? /^\n/ : /^(?!)/, "").replace(beforeCode ? /\n$/ : /(?!)$/, "");
  if (!trimmed) return [];
  const nodes = [];
  for (const { quoted, lines } of runs(trimmed.split("\n"))) {
    const content = lines.flatMap((line, index) => (index ? ["\n", inline(line)] : [inline(line)]));
    if (quoted) nodes.push(h("blockquote", {}, content));
    else nodes.push(content);
  }
  return nodes;
}

function runs(lines) {
  const found = [];
  for (const line of lines) {
    const quoted = /^(&gt;|>)/.test(line);
    const text = quoted ? line.replace(/^(&gt;|>) ?/, "") : line;
    if (found.at(-1)?.quoted === quoted) found.at(-1).lines.push(text);
    else found.push({ quoted, lines: [text] });
  }
  return found;
}

/** One line of mrkdwn, as nodes. */
export function inline(text) {
  return pieces(text, INLINE);
}

function pieces(text, pattern) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) nodes.push(unescape(text.slice(end, match.index)));
    nodes.push(piece(match.groups));
    end = match.index + match[0].length;
  }
  if (end < text.length) nodes.push(unescape(text.slice(end)));
  return nodes;
}

function piece({ entity: inside, code, emoji: name, bold, italic, strike }) {
  if (inside !== undefined) return entity(inside);
  if (code !== undefined) return h("code", { class: "code" }, pieces(code, /<(?<entity>[^<>\n]+)>/gu));
  if (name !== undefined) return emoji(name);
  if (bold !== undefined) return h("strong", {}, inline(bold));
  if (italic !== undefined) return h("em", {}, inline(italic));
  return h("s", {}, inline(strike));
}

/** Plain text with its emoji names drawn, as `plain_text` objects have it. */
export function plainText(text, withEmoji = true) {
  const parts = String(text ?? "").split(withEmoji ? /:([a-z0-9_+'’-]+(?:::skin-tone-[2-6])?):/u : /(?!)/);
  return parts.map((part, index) => (index % 2 ? emoji(part) : part));
}

/** A text object of Block Kit, `plain_text` or `mrkdwn`, as nodes. */
export function textObject(object) {
  if (!object) return null;
  if (typeof object === "string") return plainText(object);
  return object.type === "mrkdwn" ? mrkdwn(object.text) : plainText(object.text, object.emoji !== false);
}
