// Names and faces: every person has initials on a colour that never changes.
import { h } from "./dom.js";
import { store } from "./store.js";

/** The person or bot with that id; an unknown id still has a name to show. */
export function person(id) {
  return store.people.get(id) ?? { id, name: id, display: id ?? "Somebody", unknown: true };
}

/** How the person is called in the workspace. */
export function displayName(id) {
  return person(id).display;
}

/** The person's face: their picture if they have one, else initials on a stable colour. */
export function avatar(who, size = "m") {
  const face = h("span", { class: `avatar avatar-${size}${who.is_bot ? " avatar-bot" : ""}`, "aria-hidden": "true" });
  face.style.setProperty("--hue", hue(who.id ?? who.display));
  if (who.icon_emoji) face.append(who.icon_emoji);
  else if (who.image) face.append(picture(who, face));
  else face.append(initials(who.real_name || who.display));
  return face;
}

function picture(who, face) {
  const img = h("img", { src: who.image, alt: "", loading: "lazy", referrerpolicy: "no-referrer" });
  img.addEventListener("error", () => face.replaceChildren(initials(who.real_name || who.display)));
  return img;
}

/** One or two letters that stand for a name: `Ana Lima` gives `AL`. */
export function initials(name) {
  const words = String(name ?? "?").replace(/[^\p{L}\p{N} ]+/gu, " ").trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => [...word][0] ?? "?").join("").toUpperCase() || "?";
}

// An angle on the circle of colours, by the FNV-1a hash of the id (http://www.isthe.com/chongo/tech/comp/fnv/).
function hue(id) {
  let hash = 0x811c9dc5;
  for (const letter of String(id)) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193) >>> 0;
  return hash % 360;
}
