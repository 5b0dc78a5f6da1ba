/** What a field's path leads to; undefined where there is nothing. */
export function at(tree, path) {
  return path.split(".").reduce((node, step) => node?.[step], tree);
}

/** Sets what a field's path leads to. */
export function put(tree, path, value) {
  const steps = path.split(".");
  const last = steps.pop();
  const node = steps.reduce((inner, step) => (inner[step] ??= {}), tree);
  node[last] = value;
}

/** Whether nothing is said in any field of a tree. */
export function isEmpty(tree) {
  return isObject(tree) ? Object.values(tree).every(isEmpty) : tree === undefined;
}

/** A tree with what another one has besides, or in its place. */
export function merged(tree, more) {
  if (!isObject(tree) || !isObject(more)) {
    return more;
  }
  const all = { ...tree };
  for (const [name, value] of Object.entries(more)) {
    all[name] = Object.hasOwn(tree, name) ? merged(tree[name], value) : value;
  }
  return all;
}

/** The merge patch (RFC 7396) that makes one tree of another, for trees with the same fields; undefined is none. */
export function mergePatch(from, to) {
  const patch = {};
  for (const [name, value] of Object.entries(to)) {
    if (isObject(value) && isObject(from[name])) {
      const inner = mergePatch(from[name], value);
      if (Object.keys(inner).length > 0) {
        patch[name] = inner;
      }
    } else if (JSON.stringify(value) !== JSON.stringify(from[name])) {
      patch[name] = value ?? null;
    }
  }
  return patch;
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
