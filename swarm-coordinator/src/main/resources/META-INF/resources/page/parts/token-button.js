import { element } from "../base/dom.js";
import { refusal, wantToken } from "../api/token.js";

/**
 * For who has said that there is no token: asks for one after all.
 *
 * @param given told when there is one
 */
export function tokenButton(given) {
  const button = element(
    "button",
    {
      type: "button",
      hidden: true,
      onclick: async () => {
        if (await wantToken("this needs a valid token", false)) {
          given();
        }
      },
    },
    "Enter a token…",
  );
  refusal.addEventListener("change", () => {
    button.hidden = !refusal.isStanding;
  });
  return button;
}
