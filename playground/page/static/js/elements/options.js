// Where the options of a select menu come from: the block itself, the workspace, or the app.
import { avatar, person } from "../people.js";
import { act } from "../server.js";
import { store } from "../store.js";
import { icon } from "../ui/icons.js";

/** What a menu of this kind offers: a list, or a function from what was typed to a promise of one. */
export function optionsOf(element, surface) {
  const source = element.type.replace("multi_", "").replace("_select", "");
  if (source === "external") return (typed) => suggestions(element, surface, typed);
  if (source === "users") return people();
  if (source === "channels") return channels(({ kind }) => kind === "channel");
  if (source === "conversations") return conversations(element.filter);
  return (element.option_groups ?? [{ options: element.options ?? [] }]).flatMap(({ label, options }) => options.map((option) => fromOption(option, label?.text)));
}

/** An option of Block Kit as the list shows it. */
export function fromOption(option, group) {
  return { label: option.text?.text ?? "", description: option.description?.text, value: option.value, group, option };
}

/** Everybody a person could choose, by name. */
export function people() {
  const shown = [...store.people.values()].filter(({ deleted }) => !deleted);
  return shown.sort((a, b) => a.display.localeCompare(b.display)).map(({ id }) => fromPerson(id));
}

/** A person as the list shows them. */
export function fromPerson(id) {
  const who = person(id);
  return { label: who.display, description: [who.real_name !== who.display && who.real_name, who.title].filter(Boolean).join(" · ") || undefined, keywords: who.name, value: id, icon: () => avatar(who, "s") };
}

function channels(wanted) {
  return [...store.conversations.values()].filter(wanted).map(fromConversation);
}

function conversations(filter) {
  const kinds = { public: "channel", private: "group", im: "im", mpim: "mpim" };
  const wanted = filter?.include?.map((name) => kinds[name]);
  const bots = filter?.exclude_bot_users ? (peer) => !person(peer).is_bot : () => true;
  return channels(({ kind, peer }) => (!wanted || wanted.includes(kind)) && (!peer || bots(peer)));
}

/** A conversation as the list shows it. */
export function fromConversation({ id, kind, name, peer }) {
  if (kind === "im" && peer) return { ...fromPerson(peer), value: id };
  return { label: name, value: id, icon: () => icon(kind === "channel" ? "hash" : kind === "mpim" ? "people" : "lock", 16) };
}

async function suggestions(element, surface, typed) {
  if (typed.length < (element.min_query_length ?? 3)) return [];
  const found = await act("suggest", { ...surface.place, action_id: element.action_id, typed }).catch(() => ({}));
  return (found.option_groups ?? [{ options: found.options ?? [] }]).flatMap(({ label, options }) => options.map((option) => fromOption(option, label?.text)));
}
