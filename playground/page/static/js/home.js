// The App Home tab.
import { drawBlocks } from "./blocks/index.js";
import { Surface } from "./blocks/surface.js";
import { fill, h } from "./dom.js";
import { store } from "./store.js";

let drawn = "";

/** Draws the app's Home tab for the person, where it is shown. */
export function drawHome() {
  const root = document.getElementById("home");
  root.hidden = store.place.tab !== "home";
  if (root.hidden) return;
  const stamp = JSON.stringify([store.me, store.home?.id, store.home?.hash, store.people.size, store.timelineStamp]);
  if (stamp === drawn) return;
  drawn = stamp;
  const scrolled = root.scrollTop;
  fill(root, store.home ? filled(store.home) : empty());
  root.scrollTop = scrolled;
}

function filled(view) {
  const surface = new Surface({ view_id: view.id }, { values: view.state?.values });
  return h("div", { class: "home-view", role: "tabpanel", "aria-label": "Home" }, drawBlocks(view.blocks, surface));
}

function empty() {
  return h("div", { class: "home-empty" }, h("h2", {}, `${store.app.name} has not put anything here yet`), h("p", {}, "An app fills its Home tab when somebody opens it."));
}
