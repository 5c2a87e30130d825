import { h } from "../dom.js";
import { store } from "../store.js";
import { plainText } from "../text/mrkdwn.js";
import { icon } from "../ui/icons.js";
import { confirmed } from "./confirm.js";

const STYLES = { primary: "button-primary", danger: "button-danger" };

/** A button: tells the app, and opens its link where it has one. */
export function button(element, block, surface) {
  const props = { type: "button", class: `button ${STYLES[element.style] ?? ""}`, "aria-label": element.accessibility_label, "data-action": element.action_id };
  const control = h("button", props, plainText(element.text?.text));
  control.addEventListener("click", () => press(control, element, block, surface));
  return control;
}

async function press(control, element, block, surface) {
  if (control.hasAttribute("aria-busy") || !(await confirmed(element))) return;
  if (/^https?:/i.test(element.url ?? "")) window.open(element.url, "_blank", "noopener,noreferrer");
  await surface.act(block, element, { text: element.text, ...(element.value === undefined ? {} : { value: element.value }) }, control);
}

/** A button that would start a workflow, which the playground has none of. */
export function workflowButton(element) {
  return h("button", { type: "button", class: "button", disabled: true, title: "The playground runs no workflows" }, plainText(element.text?.text));
}

// Slack keeps no state of feedback, so the page remembers which of two was pressed.
const given = new Map();

/** Thumbs up and down; one of them stays pressed. */
export function feedbackButtons(element, block, surface) {
  const pair = [["positive_button", "thumbUp"], ["negative_button", "thumbDown"]];
  const key = `${Object.values(surface.place).join(" ")} ${block.block_id} ${element.action_id}`;
  const buttons = pair.filter(([name]) => element[name]).map(([name, sign]) => feedbackButton(element[name], sign, given.get(key) === name, async (control) => {
    given.set(key, name);
    for (const other of buttons) other.setAttribute("aria-pressed", String(other === control));
    await surface.act(block, element, { text: element[name].text, value: element[name].value }, control);
  }));
  return h("span", { class: "feedback", role: "group", "aria-label": "Feedback" }, buttons);
}

function feedbackButton({ text, accessibility_label: label }, sign, isGiven, press) {
  const control = h("button", { type: "button", class: "icon-button", "aria-label": label ?? text?.text, title: text?.text, "aria-pressed": String(isGiven) }, icon(sign, 16));
  control.addEventListener("click", () => press(control));
  return control;
}

/** A small button with an icon, shown only to those it is meant for. */
export function iconButton(element, block, surface) {
  const meant = element.visible_to_user_ids;
  if (meant?.length && !meant.includes(store.me)) return null;
  const control = h("button", { type: "button", class: "icon-button", "aria-label": element.accessibility_label ?? element.text?.text, title: element.text?.text }, icon(element.icon === "trash" ? "trash" : "bolt", 16));
  control.addEventListener("click", () => press(control, element, block, surface));
  return control;
}
