// The workspace's own time, and moving it forward.
import { fill } from "./dom.js";
import { advanceClock } from "./server.js";
import { store } from "./store.js";
import { clockTime, fullTime } from "./text/time.js";
import { icon } from "./ui/icons.js";
import { openListbox } from "./ui/listbox.js";
import { toast } from "./ui/toast.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
const TICK = 10_000;
let shown = "";

/** Draws the time into its button in the header. */
export function drawClock(button) {
  if (!button) return;
  const now = store.now();
  const text = `${now.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short" })}, ${clockTime(now)}`;
  if (text === shown && button.childElementCount) return;
  shown = text;
  const span = document.createElement("span");
  span.textContent = text;
  fill(button, icon("clock", 17), span);
  button.title = `The workspace's time: ${fullTime(now)}. Press to move it forward.`;
  button.setAttribute("aria-label", button.title);
  button.onclick = () => choose(button);
}

setInterval(() => drawClock(document.getElementById("clock")), TICK);

function choose(anchor) {
  const steps = [
    ["An hour later", HOUR],
    ["A day later", DAY],
    ["Next Monday, 09:00", untilMonday(store.now())],
    ["A week later", 7 * DAY],
  ];
  const options = steps.map(([label, seconds]) => ({ label, seconds, description: fullTime(new Date(store.now().getTime() + seconds * 1000)) }));
  openListbox({ anchor, label: "Move the workspace's time forward", options, onPick: advance });
}

/** Seconds until the next Monday at 09:00, in this browser's time zone; a week where it is that very moment. */
export function untilMonday(now) {
  const monday = new Date(now);
  monday.setHours(9, 0, 0, 0);
  monday.setDate(monday.getDate() + ((8 - monday.getDay()) % 7));
  if (monday <= now) monday.setDate(monday.getDate() + 7);
  return Math.ceil((monday - now) / 1000);
}

async function advance({ seconds }) {
  try {
    await advanceClock(seconds);
    toast(`It is now ${fullTime(new Date(store.now().getTime() + seconds * 1000))}.`);
  } catch (refusal) {
    toast(refusal.message, "problem");
  }
}
