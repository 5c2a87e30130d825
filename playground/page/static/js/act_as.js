// Acting as somebody: the page shows the workspace as that person sees it.
import { people } from "./elements/options.js";
import { startLive } from "./live.js";
import { followAddress } from "./places.js";
import { refreshAll } from "./refresh.js";
import { change, store } from "./store.js";
import { openListbox } from "./ui/listbox.js";

/** Finds out who to act as: the one kept, or else whoever the playground proposes. */
export async function startActAs(refresh) {
  try {
    await refresh();
  } catch {
    store.me = null;
    await refresh();
  }
  sessionStorage.setItem("playground.as", store.me);
}

/** Lets the person choose somebody else to act as. */
export function chooseActAs(anchor) {
  const humans = people().filter(({ value }) => !store.people.get(value).is_bot);
  const options = humans.map((option) => ({ ...option, selected: option.value === store.me, description: outside(option.value) ?? option.description }));
  openListbox({ anchor, label: "Act as", options, search: true, placeholder: "Act as …", onPick: ({ value }) => actAs(value) });
}

function outside(id) {
  const { team, is_stranger: stranger } = store.people.get(id);
  return stranger ? `from ${team}` : undefined;
}

/** Shows the workspace as that person sees it. */
export async function actAs(id) {
  sessionStorage.setItem("playground.as", id);
  store.timelines.clear();
  store.threads.clear();
  change({ me: id, home: null, modals: [], thread: null, editing: null });
  await refreshAll();
  followAddress();
  startLive();
}
