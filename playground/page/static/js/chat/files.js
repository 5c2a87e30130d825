// Files of a message: pictures are shown, everything else is offered.
import { ownAddress } from "../blocks/image.js";
import { h } from "../dom.js";
import { icon } from "../ui/icons.js";

const UNITS = ["B", "kB", "MB", "GB"];

/** Draws the files that were shared with a message. */
export function files(list) {
  if (!list?.length) return null;
  return h("div", { class: "files" }, list.map((file) => (file.mimetype?.startsWith("image/") ? image(file) : card(file))));
}

const address = ({ id }) => ownAddress(id);

function image(file) {
  const img = h("img", { src: address(file), alt: file.alt_txt || file.title || file.name, class: "image-picture", loading: "lazy" });
  img.addEventListener("error", () => frame.replaceWith(card(file)));
  const frame = h("figure", { class: "image" }, h("figcaption", {}, file.title || file.name), h("a", { href: address(file), target: "_blank", rel: "noopener" }, img));
  return frame;
}

function card(file) {
  return h("a", { class: "file-card", href: address(file), download: file.name },
    icon("file", 22),
    h("span", { class: "file-text" }, h("span", { class: "file-name" }, file.title || file.name), h("span", { class: "quiet" }, `${file.pretty_type ?? file.filetype ?? "File"} · ${sized(file.size ?? 0)}`)));
}

function sized(bytes) {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${(bytes / 1000 ** power).toFixed(power ? 1 : 0)} ${UNITS[power]}`;
}
