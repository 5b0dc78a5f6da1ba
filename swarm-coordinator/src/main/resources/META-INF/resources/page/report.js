import { StoredApi } from "./api/stored-api.js";
import { element } from "./base/dom.js";
import { moment } from "./base/format.js";
import { experimentAddress, route } from "./base/routes.js";
import { ExperimentView } from "./views/experiment.js";

const { id, writtenAt, answers } = JSON.parse(document.getElementById("answers").textContent);
const api = new StoredApi(answers);
const view = new ExperimentView(api, { id });
const main = element("main", { id: "main" }, view.element);

document.title = `${id} – PSOPruner`;
document.body.append(
  element(
    "header",
    { class: "top" },
    element("a", { class: "brand", href: experimentAddress(id) }, "PSOPruner"),
    element("p", { class: "weak" }, `Report of ${moment(writtenAt)}`),
  ),
  main,
);
addEventListener("hashchange", () => view.go(wanted()));
await view.open(wanted());

function wanted() {
  const here = route(location.hash);
  return view.shows(here) ? here : route(experimentAddress(id));
}
