// Finding conversations: channels to join, people to write to, anything by its name.
import { fromConversation, people } from "../elements/options.js";
import { goTo, goToPerson } from "../places.js";
import { refreshWorkspace } from "../refresh.js";
import { act } from "../server.js";
import { store } from "../store.js";
import { icon } from "../ui/icons.js";
import { openListbox } from "../ui/listbox.js";
import { newChannel } from "./channel_menu.js";

/** Lets the person look into any public channel; those they are not in can be joined there. */
export function browseChannels(anchor) {
  const options = [...store.conversations.values()].filter(({ kind }) => kind === "channel" || kind === "group");
  const described = options.map((one) => ({ ...fromConversation(one), description: [!one.member && "not joined", one.purpose].filter(Boolean).join(" · ") }));
  const making = { label: "New channel …", keywords: "create", icon: () => icon("plus", 16), make: newChannel };
  openListbox({ anchor, label: "Browse channels", options: [...described, making], search: true, placeholder: "Find a channel", onPick: ({ value, make }) => (make ? make() : goTo(value)) });
}

/** Lets the person choose somebody to write to. */
export function newMessage(anchor) {
  const options = people().filter(({ value }) => value !== store.me);
  openListbox({ anchor, label: "New message", options, search: true, placeholder: "To whom?", onPick: ({ value }) => goToPerson(value) });
}

/** Joins the shown channel. */
export async function join(channel) {
  await act("join_channel", { channel });
  await refreshWorkspace();
}

/** Jumps to any conversation by its name: Ctrl+K. */
export function quickSwitch(anchor) {
  const options = [...store.conversations.values()].map(fromConversation);
  openListbox({ anchor, label: "Go to", options, search: true, placeholder: "Go to a channel or person", onPick: ({ value }) => goTo(value) });
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "k") {
    event.preventDefault();
    quickSwitch(document.getElementById("header"));
  }
});
