const NAMES = [
  "text",
  "text-weak",
  "line",
  "surface",
  "accent",
  "accent-weak",
  "good",
  "warning",
  "bad",
  "muted",
  "first",
  "last",
];

/** The colours of charts, as the style sheets say for the light or the dark. */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    NAMES.map((name) => [
      name.replace(/-(\w)/, (_, letter) => letter.toUpperCase()),
      style.getPropertyValue(`--${name}`).trim(),
    ]),
  );
}

/** Told when the light turns to dark, or back, until the signal is given. */
export function onLightChange(listener, signal) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", listener, { signal });
}
