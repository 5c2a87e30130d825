// The one way elements are made here: text always enters as text nodes, so nothing people write can become HTML.

/** An element; `props` holds attributes, `on…` listeners, and DOM properties such as `value` or `checked`. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) setProp(element, name, value);
  append(element, children);
  return element;
}

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "open", "multiple", "htmlFor"]);

function setProp(element, name, value) {
  if (value === undefined || value === null) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2).toLowerCase(), value);
  else if (PROPERTIES.has(name)) element[name] = value;
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false) element.setAttribute(name, String(value));
}

/** Adds children to `parent`: nodes as they are, lists in order, anything else as text; null and false are left out. */
export function append(parent, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
  return parent;
}

/** Puts `children` in place of what `parent` held. */
export function fill(parent, ...children) {
  parent.replaceChildren();
  return append(parent, children);
}

/**
 * Makes the children of `parent` match `items`, keeping every node whose item did not change, and the keyboard's focus.
 * Each item is `{key, stamp, draw}`: a stable identity, what it depends on, and how it is drawn.
 */
export function syncList(parent, items) {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const focus = focusPath(parent);
  let cursor = parent.firstElementChild;
  for (const { key, stamp, draw } of items) {
    let node = old.get(key);
    old.delete(key);
    if (!node || node.dataset.stamp !== stamp) {
      const fresh = draw();
      fresh.dataset.key = key;
      fresh.dataset.stamp = stamp;
      if (node) {
        if (cursor === node) cursor = node.nextElementSibling;
        node.remove();
      }
      node = fresh;
    }
    if (node === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(node, cursor);
  }
  for (const node of old.values()) node.remove();
  restoreFocus(parent, focus);
}

function focusPath(parent) {
  const active = document.activeElement;
  const row = [...parent.children].find((child) => child.contains(active));
  if (!row) return null;
  return { key: row.dataset.key, index: focusable(row).indexOf(active) };
}

function restoreFocus(parent, focus) {
  if (!focus || parent.contains(document.activeElement)) return;
  const row = [...parent.children].find((child) => child.dataset.key === focus.key);
  if (!row) return;
  row.focus({ preventScroll: true });
  focusable(row)[focus.index]?.focus({ preventScroll: true });
}

const FOCUSABLE = "a[href],button:not([disabled]),input:not([disabled]),textarea,select,[tabindex]:not([tabindex='-1'])";

/** The elements inside `root` that the keyboard can reach, in their order. */
export function focusable(root) {
  return [...root.querySelectorAll(FOCUSABLE)].filter((element) => !element.closest("[hidden]"));
}

/** An inline icon from the page's own set (`ui/icons.js`). */
export function svg(path, { size = 18, filled = false } = {}) {
  const NS = "http://www.w3.org/2000/svg";
  const root = document.createElementNS(NS, "svg");
  const attributes = { viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true", class: "icon" };
  for (const [name, value] of Object.entries(attributes)) root.setAttribute(name, value);
  const shape = document.createElementNS(NS, "path");
  shape.setAttribute("d", path);
  shape.setAttribute("fill", filled ? "currentColor" : "none");
  if (!filled) shape.setAttribute("stroke", "currentColor");
  root.append(shape);
  return root;
}
