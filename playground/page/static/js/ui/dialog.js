// Dialogs that must be answered: the browser keeps the focus inside, Esc cancels.
import { h } from "../dom.js";
import { freshId } from "./ids.js";

/** Opens a dialog with `content`; `onCancel` is called for Esc and for its close button. */
export function openDialog({ title, content, onCancel, className = "" }) {
  const id = freshId("dialog");
  const dialog = h("dialog", { class: `dialog ${className}`, "aria-labelledby": id }, content(id));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    onCancel?.();
  });
  dialog.dataset.title = title;
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Closes a dialog for good. */
export function closeDialog(dialog) {
  dialog.close();
  dialog.remove();
}

/** Asks a yes-or-no question; resolves to whether the answer was yes. */
export function confirmDialog({ title, text, confirm, deny, danger = false }) {
  return new Promise((resolve) => {
    const done = (answer) => () => {
      closeDialog(dialog);
      resolve(answer);
    };
    const dialog = openDialog({
      title,
      className: "dialog-small",
      onCancel: () => done(false)(),
      content: (id) => [
        h("h2", { id, class: "dialog-title" }, title),
        h("div", { class: "text dialog-text" }, text),
        h("div", { class: "dialog-buttons" },
          h("button", { type: "button", class: "button", onclick: done(false) }, deny),
          h("button", { type: "button", class: `button ${danger ? "button-danger" : "button-primary"}`, autofocus: true, onclick: done(true) }, confirm)),
      ],
    });
  });
}
