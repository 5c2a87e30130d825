import { h } from "../dom.js";
import { store } from "../store.js";
import { plainText } from "../text/mrkdwn.js";

/** An image with its title; where it cannot be loaded its description stands in for it. */
export function image(block) {
  const title = block.title && h("figcaption", {}, plainText(block.title.text));
  return h("figure", { class: "image" }, title, picture(block, "image-picture"));
}

/** The picture of an image block or element, by address or by Slack file. */
export function picture(block, className) {
  const source = block.image_url ?? fileAddress(block.slack_file);
  const alt = block.alt_text ?? "";
  const missing = () => h("span", { class: "image-missing", role: "img", "aria-label": alt }, alt || "Image");
  if (!/^(https?:|data:image\/|\/)/i.test(source ?? "")) return missing();
  const img = h("img", { src: source, alt, class: className, loading: "lazy", referrerpolicy: "no-referrer" });
  img.addEventListener("error", () => img.replaceWith(missing()));
  return img;
}

/** Where the person whom the page acts as may open a file. */
export function ownAddress(id) {
  return `/page/files/${encodeURIComponent(id)}?as=${encodeURIComponent(store.me)}`;
}

function fileAddress(file) {
  if (!file) return undefined;
  return file.id ? ownAddress(file.id) : file.url;
}
