import { element } from "../base/dom.js";
import { connection } from "../api/connection.js";

const CONNECTED_AGAIN_MILLIS = 4_000;

/** Says when the coordinator does not answer, and when it does again. */
export function connectionNotice() {
  const words = element("p", { class: "connection", role: "status", hidden: true });
  let timer = null;
  const show = (text, state) => {
    clearTimeout(timer);
    words.textContent = text;
    words.dataset.state = state;
    words.hidden = text === "";
  };
  connection.addEventListener("change", () => {
    if (connection.reason !== null) {
      show(`Connection lost: ${connection.reason}. Trying again…`, "lost");
    } else {
      show("Connected again.", "back");
      timer = setTimeout(() => show("", ""), CONNECTED_AGAIN_MILLIS);
    }
  });
  return words;
}
