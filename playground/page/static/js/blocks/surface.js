// Where blocks are shown: a message, a modal or the Home tab. Keeps what was entered, and sends what was done.
import { act } from "../server.js";
import { toast } from "../ui/toast.js";

const PRESSED = new Set(["button", "feedback_buttons", "icon_button", "workflow_button"]);

/** A surface for interactive elements; `place` is `{channel, ts}` of a message or `{view_id}`. */
export class Surface {
  constructor(place, { values = {}, errors = {} } = {}) {
    this.place = place;
    this.values = structuredClone(values);
    this.errors = errors;
    this.sent = Promise.resolve();
  }

  /** What was entered into an element, as Slack's `state.values` has it; undefined while untouched. */
  value(block, element) {
    return this.values[block.block_id]?.[element.action_id];
  }

  /** What the input blocks hold, by block id. */
  entered(blocks) {
    const inputs = blocks.filter(({ type, block_id: id }) => type === "input" && this.values[id]);
    return Object.fromEntries(inputs.map(({ block_id: id, element }) => [id, this.values[id][element.action_id]]));
  }

  /** Remembers what was entered into an element. */
  enter(block, element, value) {
    this.values[block.block_id] ??= {};
    this.values[block.block_id][element.action_id] = { type: element.type, ...value };
  }

  /** Remembers a choice and hands it over; the app hears of it, unless an input block keeps it to itself. */
  changed(block, element, value, control) {
    this.enter(block, element, value);
    return this.act(block, element, value, control);
  }

  /** Sends what was done, one after the other, and marks `control` as busy until the app has answered. */
  act(block, element, value, control) {
    control?.setAttribute("aria-busy", "true");
    this.sent = this.sent.then(() => this.send(block, element, value)).finally(() => control?.removeAttribute("aria-busy"));
    return this.sent;
  }

  async send(block, element, value) {
    const name = PRESSED.has(element.type) ? "press" : "choose";
    try {
      await act(name, { ...this.place, block_id: block.block_id, action_id: element.action_id, value: plain(element, value) });
    } catch (refusal) {
      toast(refusal.message, "problem");
    }
  }
}

// The playground takes the bare value of a choice: a text, an option's value, an id, or a list of these.
function plain(element, value) {
  if (PRESSED.has(element.type)) return value.value;
  const [chosen] = Object.values(value);
  const bare = (one) => (one?.text && !element.type.includes("external") ? one.value : one);
  return Array.isArray(chosen) ? chosen.map(bare) : bare(chosen);
}
