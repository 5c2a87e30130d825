// JSON to read: indented, with keys, strings and numbers told apart.
import { h } from "./dom.js";

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\b/gi;

/** The nodes of `value` as indented JSON. */
export function highlighted(value) {
  const text = JSON.stringify(value, null, 2) ?? "";
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    nodes.push(text.slice(end, match.index));
    const kind = match[2] ? "json-key" : match[1] ? "json-string" : "json-value";
    nodes.push(h("span", { class: kind }, match[1] ?? match[0]), match[2] ?? "");
    end = match.index + match[0].length;
  }
  nodes.push(text.slice(end));
  return nodes;
}
