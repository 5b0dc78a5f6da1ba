import { Problem } from "../api/problem.js";

/**
 * Does what a button asks for, once at a time, and tells what went wrong.
 *
 * @param button that was pressed
 * @param work gives a promise
 * @param tell takes a sentence
 */
export async function whileBusy(button, work, tell) {
  if (button.getAttribute("aria-disabled") === "true") {
    return;
  }
  button.setAttribute("aria-disabled", "true");
  try {
    await work();
  } catch (error) {
    tell(reason(error));
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

/** What went wrong, as a sentence. */
export function reason(error) {
  if (!(error instanceof Problem)) {
    console.error(error);
  }
  const text = error.message;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`.replace(/([.…])\.$/, "$1");
}
