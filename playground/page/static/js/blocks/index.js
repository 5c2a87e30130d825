// Block Kit, drawn: one file per block. An unknown block is shown as such, never dropped.
import { h } from "../dom.js";
import { actions } from "./actions.js";
import { alert } from "./alert.js";
import { card, carousel } from "./card.js";
import { container } from "./container.js";
import { context } from "./context.js";
import { contextActions } from "./context_actions.js";
import { fileBlock } from "./file.js";
import { divider, header } from "./header.js";
import { image } from "./image.js";
import { input } from "./input.js";
import { plan, taskCard } from "./plan.js";
import { markdown } from "./markdown.js";
import { richText } from "./rich_text.js";
import { section } from "./section.js";
import { table } from "./table.js";
import { unknown } from "./unknown.js";
import { video } from "./video.js";

const BLOCKS = {
  actions, alert, card, carousel, container, context, divider, header, image, input, markdown, plan, section, table, video,
  context_actions: contextActions,
  file: fileBlock,
  rich_text: richText,
  task_card: taskCard,
};

/** Draws one block for `surface` (see `surface.js`). */
export function drawBlock(block, surface) {
  const draw = BLOCKS[block?.type] ?? unknown;
  const element = h("div", { class: `block block-${block?.type ?? "unknown"}`, "data-block": block?.block_id });
  element.append(draw(block, surface, drawBlock));
  return element;
}

/** Draws a message's or a view's blocks in their order. */
export function drawBlocks(blocks, surface) {
  return h("div", { class: "blocks" }, (blocks ?? []).map((block) => drawBlock(block, surface)));
}
