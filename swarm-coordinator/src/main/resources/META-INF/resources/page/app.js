import { liveApi } from "./api/live-api.js";
import { onTokenWanted } from "./api/token.js";
import { element } from "./base/dom.js";
import { formAddress, LIST, route } from "./base/routes.js";
import { connectionNotice } from "./parts/connection-notice.js";
import { tokenButton } from "./parts/token-button.js";
import { askForToken } from "./parts/token-dialog.js";
import { ExperimentView } from "./views/experiment.js";
import { ExperimentsView } from "./views/experiments.js";
import { FormView } from "./views/form.js";
import { UnknownView } from "./views/unknown.js";

const VIEWS = { experiments: ExperimentsView, form: FormView, experiment: ExperimentView, unknown: UnknownView };

const main = element("main", { id: "main", tabindex: "-1" });
let view = null;

onTokenWanted(askForToken);
document.body.replaceChildren(
  element("a", { class: "skip", href: "#main", onclick: skip }, "Skip to the content"),
  element(
    "header",
    { class: "top" },
    element("a", { class: "brand", href: LIST }, element("img", { src: "page/icon.svg", alt: "", width: "28", height: "28" }), "PSOPruner"),
    element(
      "nav",
      { "aria-label": "Views" },
      element("a", { href: LIST }, "Experiments"),
      element("a", { href: formAddress() }, "New experiment"),
    ),
    connectionNotice(),
    tokenButton(letIn),
  ),
  main,
);
addEventListener("hashchange", () => show(true));
show(false);

function skip(event) {
  event.preventDefault();
  main.focus();
}

/** What was refused is asked for again; what was entered stays. */
function letIn() {
  if (view instanceof FormView) {
    view.open();
    return;
  }
  view.dispose();
  view = null;
  show(false);
}

/** @param moved whether the user came from another view, and is to be told where they are */
async function show(moved) {
  const wanted = route(location.hash);
  if (view?.shows(wanted)) {
    view.go(wanted);
    return;
  }
  view?.dispose();
  const next = new VIEWS[wanted.view](liveApi, wanted);
  view = next;
  document.title = `${next.title} – PSOPruner`;
  markCurrent(wanted.view);
  main.replaceChildren(next.element);
  await next.open(wanted);
  if (moved && view === next) {
    main.querySelector("h1")?.focus();
  }
}

function markCurrent(name) {
  document.querySelectorAll(".top nav a").forEach((link) => {
    const isCurrent =
      (name === "experiments" && link.hash === LIST) || (name === "form" && link.hash === formAddress());
    link.toggleAttribute("aria-current", false);
    if (isCurrent) {
      link.setAttribute("aria-current", "page");
    }
  });
}
