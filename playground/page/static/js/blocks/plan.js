import { h } from "../dom.js";
import { plainText } from "../text/mrkdwn.js";
import { richText } from "../text/rich_text.js";
import { link } from "../text/entities.js";
import { icon } from "../ui/icons.js";

const STATES = { pending: ["clock", "Pending"], in_progress: ["pulse", "In progress"], complete: ["check", "Done"], error: ["alert", "Failed"] };

/** A plan: the tasks an agent goes through, in their order. */
export function plan(block) {
  const title = h("p", { class: "plan-title" }, plainText(block.title?.text ?? block.title));
  return h("div", { class: "plan" }, title, (block.tasks ?? []).map(taskCard));
}

/** A task of an agent: its state, what it found, and where. */
export function taskCard(block) {
  const [sign, label] = STATES[block.status] ?? STATES.pending;
  const sources = (block.sources ?? []).filter(({ url }) => /^https?:/i.test(url)).map((source) => link(source.url, source.text ?? source.url));
  return h("details", { class: `task task-${block.status ?? "pending"}` },
    h("summary", {}, icon(sign, 16), h("span", {}, block.title ?? ""), h("span", { class: "quiet" }, label)),
    block.details && h("div", { class: "text" }, richText(block.details.elements)),
    block.output && h("div", { class: "text" }, richText(block.output.elements)),
    sources.length > 0 && h("p", { class: "task-sources" }, sources));
}
