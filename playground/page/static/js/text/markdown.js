// Standard Markdown, as the `markdown` block has it: read by marked, drawn here as elements, raw HTML as text.
import { h } from "../dom.js";
import { lexer } from "../../vendor/marked.js";
import { inline as mrkdwnInline, plainText } from "./mrkdwn.js";
import { link } from "./entities.js";

/** The nodes that standard Markdown stands for. */
export function markdown(text) {
  return draw(lexer(String(text ?? ""), { gfm: true, breaks: true }));
}

function draw(tokens) {
  return (tokens ?? []).map((token) => (DRAWN[token.type] ?? asText)(token));
}

const asText = (token) => unentity(token.raw);
const wrap = (tag, props = {}) => (token) => h(tag, props, draw(token.tokens));
const safe = (url) => /^(https?|mailto|tel):/i.test(url);

const DRAWN = {
  space: () => null,
  checkbox: () => null,
  heading: (token) => h("p", { class: `md-heading md-h${Math.min(token.depth, 4)}`, role: "heading", "aria-level": token.depth + 2 }, draw(token.tokens)),
  paragraph: wrap("p"),
  strong: wrap("strong"),
  em: wrap("em"),
  del: wrap("s"),
  blockquote: wrap("blockquote"),
  br: () => h("br"),
  hr: () => h("hr"),
  code: (token) => h("pre", { class: "code-block" }, h("code", {}, token.text)),
  codespan: (token) => h("code", { class: "code" }, token.text),
  escape: (token) => token.text,
  html: slackMarkup,
  image: (token) => (safe(token.href) ? link(token.href, token.text || token.href) : token.raw),
  link: (token) => (safe(token.href) ? link(token.href, draw(token.tokens)) : slackMarkup(token)),
  list: (token) => h(token.ordered ? "ol" : "ul", token.ordered ? { start: token.start } : {}, token.items.map(item)),
  table: (token) => table(token),
  text: (token) => (token.tokens ? draw(token.tokens) : plainText(unentity(token.text))),
};

// Slack's own <@U…> and <#C…> look like HTML or links to marked; they mean the same here as in mrkdwn.
function slackMarkup({ raw }) {
  return /^<[@#!]\w[^<>]*>$/.test(raw) ? mrkdwnInline(raw) : raw;
}

function item(token) {
  const box = token.task ? h("input", { type: "checkbox", disabled: true, checked: token.checked, "aria-label": "Task" }) : null;
  return h("li", token.task ? { class: "task" } : {}, box, draw(token.tokens));
}

function table({ header, rows, align }) {
  const cell = (tag) => (content, column) => h(tag, { class: align[column] ? `align-${align[column]}` : undefined }, draw(content.tokens));
  return h("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": "Table" },
    h("table", {}, h("thead", {}, h("tr", {}, header.map(cell("th")))), h("tbody", {}, rows.map((row) => h("tr", {}, row.map(cell("td")))))));
}

function unentity(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}
