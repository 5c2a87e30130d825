// What opens beside a button: placed where there is room, closed by Esc or a click elsewhere, and the focus given back.
import { h } from "../dom.js";

const GAP = 6;
const MARGIN = 8;
let current = null;

/** Opens `content` beside `anchor`; returns a function that closes it. `onClose` is told when it is gone. */
export function openPopup(anchor, content, { className = "", onClose } = {}) {
  closePopup();
  const popup = h("div", { class: `popup ${className}`, popover: "manual" }, content);
  const host = anchor.closest("dialog") ?? document.body;
  host.append(popup);
  popup.showPopover();
  anchor.setAttribute("aria-expanded", "true");
  current = { popup, anchor, onClose };
  new ResizeObserver(() => place(popup, anchor.getBoundingClientRect())).observe(popup.firstElementChild);
  return closePopup;
}

/** Closes what is open, if anything is. */
export function closePopup() {
  if (!current) return;
  const { popup, anchor, onClose } = current;
  const hadFocus = popup.contains(document.activeElement);
  current = null;
  popup.remove();
  if (hadFocus && anchor.isConnected) anchor.focus();
  anchor.setAttribute("aria-expanded", "false");
  onClose?.();
}

/** Whether something is open, beside that anchor or anywhere. */
export function popupOpen(anchor) {
  return Boolean(current && (!anchor || current.anchor === anchor));
}

function place(popup, anchor) {
  const width = popup.offsetWidth;
  const height = popup.firstElementChild.scrollHeight;
  const below = window.innerHeight - anchor.bottom - GAP - MARGIN;
  const above = anchor.top - GAP - MARGIN;
  const under = height <= below || below >= above;
  const room = Math.max(120, under ? below : above);
  popup.style.maxHeight = `${room}px`;
  const left = Math.min(Math.max(MARGIN, anchor.left), Math.max(MARGIN, window.innerWidth - width - MARGIN));
  const side = under ? { top: `${anchor.bottom + GAP}px`, bottom: "auto" } : { bottom: `${window.innerHeight - anchor.top + GAP}px`, top: "auto" };
  Object.assign(popup.style, side, { left: `${left}px` });
}

document.addEventListener("pointerdown", (event) => {
  if (current && !current.popup.contains(event.target) && !current.anchor.contains(event.target)) closePopup();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !current) return;
  event.preventDefault();
  event.stopPropagation();
  closePopup();
}, true);
window.addEventListener("resize", closePopup);
