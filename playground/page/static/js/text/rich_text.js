// Slack's rich_text blocks, drawn. Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
import { h } from "../dom.js";
import { emoji } from "./emoji.js";
import { broadcast, channelMention, link, userMention, usergroupHandle } from "./entities.js";
import { formatDate } from "./time.js";
import { store } from "../store.js";

/** The nodes of a rich_text block's or cell's elements; lists that follow one another nest by their indent. */
export function richText(elements) {
  return (elements ?? []).map((element) => (PARTS[element.type] ?? unknownPart)(element));
}

const unknownPart = ({ type }) => h("p", { class: "unknown" }, `rich text “${type}” is not known here`);

const PARTS = {
  rich_text_section: ({ elements }) => h("div", { class: "rt-section" }, inlines(elements)),
  rich_text_quote: ({ elements }) => h("blockquote", {}, inlines(elements)),
  rich_text_preformatted: ({ elements }) => h("pre", { class: "code-block" }, h("code", {}, inlines(elements))),
  rich_text_list: list,
};

function list({ style, indent = 0, offset = 0, elements }) {
  const ordered = style === "ordered";
  const props = { class: `rt-list indent-${Math.min(indent, 8)} level-${indent % 3}` };
  if (ordered && offset) props.start = offset + 1;
  return h(ordered ? "ol" : "ul", props, elements.map((item) => h("li", {}, inlines(item.elements))));
}

function inlines(elements) {
  return (elements ?? []).map((element) => styled(inlineElement(element), element.style));
}

function inlineElement(element) {
  switch (element.type) {
    case "text": return element.text;
    case "emoji": return element.skin_tone ? emoji(`${element.name}::skin-tone-${element.skin_tone}`) : emoji(element.name);
    case "link": return /^(https?|mailto|tel):/i.test(element.url) ? link(element.url, element.text || element.url) : element.text || element.url;
    case "user": return userMention(element.user_id);
    case "usergroup": return h("span", { class: "mention" }, `@${usergroupHandle(element.usergroup_id)}`);
    case "channel": return channelMention(element.channel_id);
    case "broadcast": return broadcast(element.range);
    case "date": return dateElement(element);
    case "color": return h("code", { class: "code" }, element.value);
    default: return h("span", { class: "unknown" }, element.type);
  }
}

function dateElement({ timestamp, format, fallback }) {
  const when = new Date(timestamp * 1000);
  return Number.isNaN(when.getTime()) ? fallback ?? "" : h("time", { datetime: when.toISOString() }, formatDate(when, format, store.now()));
}

const STYLES = { code: ["code", "code"], bold: ["strong"], italic: ["em"], strike: ["s"], underline: ["u"], highlight: ["mark"] };

function styled(node, style) {
  let result = node;
  for (const [name, [tag, className]] of Object.entries(STYLES)) {
    if (style?.[name]) result = h(tag, { class: className }, result);
  }
  return result;
}
