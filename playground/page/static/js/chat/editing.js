// Changing a message of one's own, in its place.
import { h } from "../dom.js";
import { act } from "../server.js";
import { change, store } from "../store.js";
import { decode, encode } from "../text/typed.js";
import { toast } from "../ui/toast.js";
import { messageField } from "./message_field.js";

/** A field in place of a message's text; Esc leaves it as it was. */
export function editor(message, channel) {
  const stop = () => change({ editing: null });
  const { element, focus } = messageField({
    label: "Edit message",
    text: decode(message.text),
    buttons: (send) => [h("button", { type: "button", class: "button button-small", onclick: stop }, "Cancel"), h("button", { type: "button", class: "button button-small button-primary", onclick: send }, "Save")],
    onEscape: stop,
    onSend: async (text) => {
      try {
        await act("edit_message", { channel, ts: message.ts, text: encode(text), is_encoded: true });
        stop();
      } catch (refusal) {
        toast(refusal.message, "problem");
      }
    },
  });
  setTimeout(focus);
  return h("div", { class: "message-editor" }, element);
}

/** Begins to edit the last message that the person wrote here, as the arrow up does in an empty field. */
export function editLast(messages, channel) {
  const last = messages.findLast(({ user, bot_id: bot, ephemeral, subtype }) => user === store.me && !bot && !ephemeral && !subtype);
  if (last) change({ editing: { channel, ts: last.ts } });
}
