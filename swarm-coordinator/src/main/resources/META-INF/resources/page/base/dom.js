const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes an element. Properties that begin with "on" listen to events, those that are null,
 * undefined or false are left out; children are nodes or text, and those that are null are left out.
 */
export function element(name, properties, ...children) {
  return filled(document.createElement(name), properties, children);
}

/** Makes an element of a drawing, as `element` does. */
export function shape(name, properties, ...children) {
  return filled(document.createElementNS(SVG, name), properties, children);
}

function filled(node, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      node.addEventListener(name.slice(2), value);
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** Text that only screen readers tell. */
export function spokenOnly(text) {
  return element("span", { class: "spoken-only" }, text);
}

/** Sets a node's text where it is another: what has not changed is not told again. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/**
 * Gives a node other children, but keeps those that stay, and with them whatever has the focus.
 *
 * @param wanted elements
 * @param key is the same for a child and for what it is to become
 * @param change makes a child what it is to become, where they differ
 */
export function renew(node, wanted, key = (child) => child.outerHTML, change = () => {}) {
  const there = new Map();
  for (const child of node.children) {
    const name = key(child);
    there.set(name, [...(there.get(name) ?? []), child]);
  }
  const children = wanted.map((child) => {
    const old = there.get(key(child))?.shift();
    if (old && !old.isEqualNode(child)) {
      change(old, child);
    }
    return old ?? child;
  });
  there.forEach((left) => left.forEach((child) => child.remove()));
  children.forEach((child, i) => {
    if (node.children[i] !== child) {
      node.insertBefore(child, node.children[i] ?? null);
    }
  });
}

let number = 0;

/** An id that no other element has. */
export function uniqueId(prefix) {
  number += 1;
  return `${prefix}-${number}`;
}
