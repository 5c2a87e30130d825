import { h } from "../dom.js";
import { link } from "../text/entities.js";
import { plainText, textObject } from "../text/mrkdwn.js";
import { picture } from "./image.js";

/** A video: its title and still, leading to the page it is on; nothing is embedded from elsewhere. */
export function video(block) {
  const title = block.title_url && /^https?:/i.test(block.title_url) ? link(block.title_url, plainText(block.title?.text)) : plainText(block.title?.text);
  const still = picture({ image_url: block.thumbnail_url, alt_text: block.alt_text }, "image-picture");
  return h("figure", { class: "image video" }, h("figcaption", {}, title), block.description && h("p", { class: "quiet" }, textObject(block.description)), still);
}
