// The older kind of attachments: a coloured bar beside text, fields or blocks.
import { drawBlocks } from "../blocks/index.js";
import { picture } from "../blocks/image.js";
import { h } from "../dom.js";
import { link } from "../text/entities.js";
import { mrkdwn, plainText } from "../text/mrkdwn.js";

const NAMED = { good: "#2f8f5b", warning: "#c98a1b", danger: "#c0392b" };

/** Draws a message's attachments. */
export function attachments(list, surface) {
  return (list ?? []).map((one) => {
    const frame = h("div", { class: "attachment" }, one.pretext && h("div", { class: "text" }, mrkdwn(one.pretext)), h("div", { class: "attachment-body" }, one.blocks ? drawBlocks(one.blocks, surface) : classic(one)));
    const color = NAMED[one.color] ?? (/^#?[0-9a-f]{6}$/i.test(one.color ?? "") ? `#${one.color.replace("#", "")}` : null);
    if (color) frame.style.setProperty("--bar", color);
    return frame;
  });
}

function classic(one) {
  const title = one.title && h("p", { class: "attachment-title" }, /^https?:/i.test(one.title_link ?? "") ? link(one.title_link, one.title) : one.title);
  const fields = one.fields?.length ? h("div", { class: "fields" }, one.fields.map(({ title: name, value }) => h("div", { class: "field text" }, h("strong", {}, name), "\n", mrkdwn(value)))) : null;
  const image = one.image_url && picture({ image_url: one.image_url, alt_text: one.title ?? "" }, "image-picture");
  const text = one.text ?? (title || fields || image ? null : one.fallback);
  return [one.author_name && h("p", { class: "quiet" }, one.author_name), title, text && h("div", { class: "text" }, mrkdwn(text)), fields, image, one.footer && h("p", { class: "quiet" }, plainText(one.footer))];
}
