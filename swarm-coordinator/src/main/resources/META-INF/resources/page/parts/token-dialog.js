import { element } from "../base/dom.js";
import { ask, dialogField } from "./dialog.js";

/**
 * Asks for a token.
 *
 * @param reason why the coordinator asks
 * @return the token; null if the user has none
 */
export async function askForToken(reason) {
  const input = element("input", {
    type: "password",
    name: "token",
    autocomplete: "off",
    required: true,
    pattern: "[ -~]+",
    title: "Only letters, digits and signs of ASCII can be sent.",
  });
  return ask({
    title: "A token is needed",
    text: `The coordinator says: ${reason}. The token is kept until this tab is closed.`,
    fields: [dialogField("Token of an operator, or of a viewer who only looks", input)],
    accept: "Go on",
    answer: () => input.value.trim() || null,
  });
}
