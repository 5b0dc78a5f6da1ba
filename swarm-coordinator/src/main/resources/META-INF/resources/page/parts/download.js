import { element } from "../base/dom.js";
import { whileBusy } from "./busy.js";

/**
 * A button that saves a file. It asks for it itself, since a link sends no token.
 *
 * @param label of the button
 * @param name of the file
 * @param load gives its content
 * @param tell takes what went wrong
 */
export function downloadButton(label, name, load, tell) {
  const button = element(
    "button",
    { type: "button", onclick: () => whileBusy(button, async () => save(name, await load()), tell) },
    label,
  );
  return button;
}

function save(name, content) {
  const address = URL.createObjectURL(content);
  const link = element("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
