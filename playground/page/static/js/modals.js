// Modals that the app opened for the person, one on top of the other; only the one on top is shown.
import { drawBlocks } from "./blocks/index.js";
import { Surface } from "./blocks/surface.js";
import { fill, h } from "./dom.js";
import { act } from "./server.js";
import { store } from "./store.js";
import { plainText } from "./text/mrkdwn.js";
import { closeDialog, openDialog } from "./ui/dialog.js";
import { icon } from "./ui/icons.js";
import { toast } from "./ui/toast.js";

let shown = null;

/** Shows the modal on top, changes it where the app changed it, closes it where the app closed it. */
export function drawModals() {
  const view = store.modals.at(-1);
  if (!view) return close();
  const stamp = JSON.stringify([view.id, view.hash, view.errors, store.modals.length]);
  if (shown?.stamp === stamp) return undefined;
  const values = shown?.view.id === view.id ? shown.surface.values : view.state?.values;
  const errors = view.errors ?? {};
  const dialog = shown?.dialog ?? openDialog({ title: view.title?.text, className: "modal", onCancel: () => dismiss(), content: () => h("form", { novalidate: true }) });
  shown = { dialog, stamp, view, surface: new Surface({ view_id: view.id }, { values, errors }) };
  draw(errors);
  return undefined;
}

function draw(errors) {
  const { dialog, view, surface } = shown;
  const form = dialog.querySelector("form");
  const focused = document.activeElement?.dataset?.action;
  const scrolled = form.querySelector(".modal-body")?.scrollTop ?? 0;
  form.onsubmit = submit;
  fill(form, head(view), h("div", { class: "modal-body" }, drawBlocks(view.blocks, surface)), foot(view));
  form.querySelector(".modal-body").scrollTop = scrolled;
  dialog.setAttribute("aria-labelledby", "modal-title");
  const wrong = Object.keys(errors).length && form.querySelector('[aria-invalid="true"]');
  const again = focused && form.querySelector(`[data-action="${CSS.escape(focused)}"]`);
  (wrong || again || form.querySelector("[autofocus]") || form.querySelector(".modal-body input,.modal-body textarea,.modal-body .select") || form.querySelector(".modal-foot button:last-child")).focus();
}

function head(view) {
  const back = store.modals.length > 1 && h("button", { type: "button", class: "icon-button", "aria-label": "Back", onclick: () => dismiss() }, icon("reply"));
  return h("header", { class: "modal-head" }, back, h("h2", { id: "modal-title" }, plainText(view.title?.text)), h("button", { type: "button", class: "icon-button", "aria-label": "Close", onclick: () => dismiss(true) }, icon("close")));
}

function foot(view) {
  const submitButton = view.submit && h("button", { type: "submit", class: "button button-primary", disabled: view.submit_disabled || undefined }, plainText(view.submit.text));
  return h("footer", { class: "modal-foot" }, h("span", { class: "quiet" }, store.app.name), h("button", { type: "button", class: "button", onclick: () => dismiss() }, plainText(view.close?.text ?? (view.submit ? "Cancel" : "Close"))), submitButton);
}

async function submit(event) {
  event.preventDefault();
  const { dialog, view, surface } = shown;
  const button = dialog.querySelector('[type="submit"]');
  button?.setAttribute("aria-busy", "true");
  try {
    await surface.sent;
    await act("submit_view", { view_id: view.id, values: surface.entered(view.blocks) });
  } catch (refusal) {
    toast(refusal.message, "problem");
  } finally {
    button?.removeAttribute("aria-busy");
  }
}

async function dismiss(all = false) {
  await shown.surface.sent;
  act("close_view", { view_id: shown.view.id, all_views: all }).catch((refusal) => toast(refusal.message, "problem"));
}

function close() {
  if (!shown) return;
  closeDialog(shown.dialog);
  shown = null;
}
