// What can be done with a channel: see who is in it, bring people in, leave it, make a new one.
import { h } from "../dom.js";
import { fromPerson, people } from "../elements/options.js";
import { goTo, goToPerson } from "../places.js";
import { refreshWorkspace } from "../refresh.js";
import { act } from "../server.js";
import { store } from "../store.js";
import { closeDialog, openDialog } from "../ui/dialog.js";
import { icon } from "../ui/icons.js";
import { openListbox } from "../ui/listbox.js";
import { toast } from "../ui/toast.js";

/** Lists the members; choosing one leads to the direct messages with them. */
export function showMembers(anchor, ids) {
  openListbox({ anchor, label: "Members", options: ids.map(fromPerson), search: true, placeholder: "Find a member", onPick: ({ value }) => goToPerson(value) });
}

/** The menu of a channel. */
export function channelMenu(anchor, here) {
  const options = [
    { label: "Add people or the app", icon: () => icon("people", 16), run: () => chooseInvited(anchor, here) },
    { label: "Leave channel", icon: () => icon("close", 16), danger: true, run: () => attempt(() => act("leave_channel", { channel: here.id })) },
  ];
  openListbox({ anchor, label: "Channel actions", options, onPick: ({ run }) => run() });
}

function chooseInvited(anchor, here) {
  const outside = people().filter(({ value }) => !here.member_ids.includes(value));
  openListbox({ anchor, label: "Add to the channel", options: outside, search: true, placeholder: "Whom?", onPick: ({ value }) => invite(here.id, value) });
}

/** Brings somebody, or the app, into a channel. */
export function invite(channel, user) {
  return attempt(() => act("invite", { channel, users: [user] }));
}

/** Asks for the name of a new channel, and makes it. */
export function newChannel() {
  const name = h("input", { class: "text-input", name: "name", required: true, maxlength: 80, placeholder: "for example: plan-budget", autofocus: true });
  const isPrivate = h("input", { type: "checkbox" });
  const submit = async (event) => {
    event.preventDefault();
    closeDialog(dialog);
    const wanted = name.value.trim().toLowerCase().replace(/\s+/g, "-");
    const made = await attempt(() => act("create_channel", { name: wanted, is_private: isPrivate.checked }));
    if (made) goTo(made.id);
  };
  const dialog = openDialog({
    title: "New channel",
    className: "dialog-small",
    onCancel: () => closeDialog(dialog),
    content: (id) => h("form", { onsubmit: submit },
      h("h2", { id, class: "dialog-title" }, "New channel"),
      h("label", { class: "field-label" }, "Name", name),
      h("label", { class: "choice" }, isPrivate, h("span", { class: "choice-text" }, "Private: only its members see it")),
      h("div", { class: "dialog-buttons" }, h("button", { type: "button", class: "button", onclick: () => closeDialog(dialog) }, "Cancel"), h("button", { type: "submit", class: "button button-primary" }, "Create"))),
  });
}

async function attempt(work) {
  try {
    const done = await work();
    await refreshWorkspace();
    return done;
  } catch (refusal) {
    toast(refusal.message, "problem");
    return null;
  }
}
