import { h } from "../dom.js";
import { confirmed } from "./confirm.js";

/** A date: `selected_date` is `YYYY-MM-DD`. */
export function datePicker(element, block, surface) {
  return field("date", element, block, surface, "selected_date", "initial_date");
}

/** A time of day: `selected_time` is `HH:mm`. */
export function timePicker(element, block, surface) {
  return field("time", element, block, surface, "selected_time", "initial_time");
}

/** A moment: `selected_date_time` is seconds since 1970. */
export function dateTimePicker(element, block, surface) {
  const read = (text) => (text ? Math.floor(new Date(text).getTime() / 1000) : null);
  const show = (seconds) => (seconds ? localText(new Date(seconds * 1000)) : "");
  return field("datetime-local", element, block, surface, "selected_date_time", "initial_date_time", read, show);
}

function field(type, element, block, surface, key, initial, read = (text) => text || null, show = (value) => value ?? "") {
  const value = surface.value(block, element)?.[key] ?? element[initial];
  const control = h("input", { type, class: "text-input date-input", value: show(value), "aria-label": element.placeholder?.text ?? { date: "Date", time: "Time" }[type] ?? "Date and time", "data-action": element.action_id });
  control.addEventListener("change", async () => {
    if (await confirmed(element)) await surface.changed(block, element, { [key]: read(control.value) }, control);
  });
  return control;
}

/** The moment as a `datetime-local` field wants it, in this browser's time zone. */
export function localText(when) {
  const two = (number) => String(number).padStart(2, "0");
  return `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}T${two(when.getHours())}:${two(when.getMinutes())}`;
}
