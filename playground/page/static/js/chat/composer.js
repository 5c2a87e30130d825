// Where messages are written: text, slash commands, shortcuts of the app, files.
import { h } from "../dom.js";
import { act, upload } from "../server.js";
import { store } from "../store.js";
import { encode } from "../text/typed.js";
import { icon } from "../ui/icons.js";
import { openListbox } from "../ui/listbox.js";
import { toast } from "../ui/toast.js";
import { messageField } from "./message_field.js";

const drafts = new Map();

/** The field of a conversation or of a thread. */
export function composer({ channel, threadTs, label, onUp, onEscape }) {
  const key = `${store.me} ${channel} ${threadTs ?? ""}`;
  const attached = [];
  const shelf = h("div", { class: "attached" });
  const made = messageField({
    label,
    placeholder: label,
    text: drafts.get(key) ?? "",
    commands: !threadTs,
    tools: [attachButton(channel, attached, shelf), threadTs ? null : shortcutsButton()],
    buttons: (send) => h("button", { type: "button", class: "send", "aria-label": "Send", title: "Send", onclick: () => (made.field.value.trim() ? send() : sendFiles()) }, icon("send", 18)),
    onUp,
    onEscape,
    onChange: (text) => drafts.set(key, text),
    onSend: (text) => deliver(text),
  });
  made.element.prepend(shelf);

  async function deliver(text) {
    made.set("");
    try {
      await send(text, { channel, thread_ts: threadTs, files: attached.map(({ id }) => id) });
      attached.length = 0;
      shelf.replaceChildren();
    } catch (refusal) {
      if (!made.field.value) made.set(text);
      toast(refusal.message, "problem");
    }
  }
  const sendFiles = () => attached.length && deliver("");
  return made;
}

function send(text, to) {
  const command = !to.thread_ts && /^(\/\S+)\s*([\s\S]*)$/.exec(text);
  if (!command) return act("post_message", { ...to, text: encode(text.trim()), is_encoded: true });
  const known = store.app.commands.some((one) => one.command === command[1]);
  if (!known) throw new Error(`${command[1]} is no command of ${store.app.name}. To send it as a message, begin with a space.`);
  return act("run_command", { channel: to.channel, command: command[1], text: command[2].trim() });
}

function attachButton(channel, attached, shelf) {
  const chooser = h("input", { type: "file", multiple: true, hidden: true, "aria-label": "Files to attach" });
  chooser.addEventListener("change", async () => {
    for (const file of chooser.files) {
      const known = await upload(file, channel).catch((refusal) => toast(refusal.message, "problem"));
      if (!known) continue;
      attached.push(known);
      const tag = h("button", { type: "button", class: "tag", "aria-label": `Remove ${known.name}`, onclick: () => { attached.splice(attached.indexOf(known), 1); tag.remove(); } }, icon("file", 14), known.name, icon("close", 12));
      shelf.append(tag);
    }
    chooser.value = "";
  });
  return [chooser, h("button", { type: "button", class: "icon-button", "aria-label": "Attach files", title: "Attach files", onclick: () => chooser.click() }, icon("clip"))];
}

function shortcutsButton() {
  const shortcuts = store.app.shortcuts.filter(({ type }) => type === "global");
  if (!shortcuts.length) return null;
  const options = shortcuts.map((one) => ({ label: one.name, description: one.description, icon: () => icon("bolt", 16), callback: one.callback_id }));
  const run = ({ callback }) => act("global_shortcut", { callback_id: callback }).catch((refusal) => toast(refusal.message, "problem"));
  return h("button", { type: "button", class: "icon-button", "aria-label": "Shortcuts", title: "Shortcuts", "aria-haspopup": "listbox", "aria-expanded": "false", onclick: ({ currentTarget }) => openListbox({ anchor: currentTarget, label: "Shortcuts", options, onPick: run }) }, icon("bolt"));
}
