import { h } from "../dom.js";
import { plainText } from "../text/mrkdwn.js";
import { richText } from "../text/rich_text.js";

/** A table: the first row is its head; columns say how they align and whether they wrap. */
export function table(block) {
  const [head = [], ...body] = block.rows ?? [];
  const cell = (tag) => (content, column) => {
    const settings = block.column_settings?.[column];
    const classes = [settings?.align && `align-${settings.align}`, settings?.is_wrapped && "wrapped"].filter(Boolean);
    return h(tag, { class: classes.join(" ") || undefined, scope: tag === "th" ? "col" : undefined }, cellContent(content));
  };
  const rows = body.map((row) => h("tr", {}, row.map(cell("td"))));
  return h("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": "Table" },
    h("table", {}, h("thead", {}, h("tr", {}, head.map(cell("th")))), h("tbody", {}, rows)));
}

function cellContent(content) {
  if (content?.type === "rich_text") return richText(content.elements);
  if (content?.type === "raw_number") return content.text ?? String(content.value);
  return plainText(content?.text);
}
