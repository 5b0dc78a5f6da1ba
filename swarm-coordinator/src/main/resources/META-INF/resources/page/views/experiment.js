import { Experiment } from "../api/experiment.js";
import { element, setText } from "../base/dom.js";
import { count, moment, percent, percentOf, whole } from "../base/format.js";
import { experimentAddress, LIST, SECTIONS } from "../base/routes.js";
import { candidates } from "../charts/candidates.js";
import { convergence } from "../charts/convergence.js";
import { keptFractions } from "../charts/kept-fractions.js";
import { network } from "../charts/network.js";
import { sensitivity } from "../charts/sensitivity.js";
import { swarm } from "../charts/swarm.js";
import { timeline } from "../charts/timeline.js";
import { actions } from "../parts/actions.js";
import { reason } from "../parts/busy.js";
import { Figures } from "../parts/figures.js";
import { files } from "../parts/files.js";
import { journal } from "../parts/journal.js";
import { ProgressBar } from "../parts/progress.js";
import { settings } from "../parts/settings.js";
import { StateBadge } from "../parts/state-badge.js";
import { workers } from "../parts/workers.js";
import { candidate } from "./candidate.js";

/** What each section is made of. */
const PARTS = {
  overview: (experiment) => [
    convergence(experiment),
    candidates(experiment),
    workers(experiment),
    journal(experiment, { limit: 8, title: "Latest events", wide: false }),
  ],
  candidates: (experiment) => [candidates(experiment), keptFractions(experiment)],
  network: (experiment) => [network(experiment), ...(experiment.isLive ? [sensitivity()] : [])],
  swarm: (experiment) => [swarm(experiment)],
  workers: (experiment) => [workers(experiment, { wide: true }), timeline(experiment)],
  events: (experiment) => [journal(experiment)],
  files: (experiment) => [files(experiment)],
  settings: (experiment) => [settings(experiment)],
};

/** One experiment: how it stands, what can be done to it, and a section of all that is known of it. */
export class ExperimentView {
  #api;
  #ending = new AbortController();
  #experiment;
  #sections = element("nav", { class: "sections", "aria-label": "Sections" });
  #section = element("div", { class: "section" });
  #parts = [];
  #actions = null;

  constructor(api, { id }) {
    this.#api = api;
    this.#experiment = new Experiment(api, id);
    this.title = id;
    this.element = element("div", { class: "experiment" });
  }

  /** Whether this view can show an address without being made anew. */
  shows({ view, id }) {
    return view === "experiment" && id === this.#experiment.id;
  }

  async open(route) {
    this.element.replaceChildren(heading(this.#experiment.id), element("p", { class: "notice" }, "Loading…"));
    try {
      await this.#experiment.load();
    } catch (error) {
      this.#say(reason(error));
      return;
    }
    if (this.#ending.signal.aborted) {
      return;
    }
    this.#build();
    this.go(route);
    if (this.#api.isLive) {
      this.#experiment.addEventListener("gone", ({ detail }) => this.#gone(detail), { signal: this.#ending.signal });
      this.#experiment.follow(this.#ending.signal);
    }
  }

  /** Shows another section. */
  go({ section, evaluationId }) {
    if (this.#experiment.view === null) {
      return;
    }
    this.#endParts();
    this.#parts =
      section === "candidate" ? [candidate(this.#experiment, evaluationId)] : PARTS[section](this.#experiment);
    this.#section.replaceChildren(
      section === "candidate"
        ? this.#parts[0].element
        : element("div", { class: "panels" }, this.#parts.map((part) => part.element)),
    );
    const current = section === "candidate" ? "candidates" : section;
    this.#sections.replaceChildren(
      element(
        "ul",
        {},
        SECTIONS.filter(([name]) => this.#api.isLive || name !== "files").map(([name, text]) =>
          element(
            "li",
            {},
            element(
              "a",
              { href: experimentAddress(this.#experiment.id, name), "aria-current": name === current ? "page" : null },
              text,
            ),
          ),
        ),
      ),
    );
  }

  dispose() {
    this.#ending.abort();
    this.#endParts();
    this.#actions?.dispose();
  }

  #endParts() {
    this.#parts.forEach((part) => part.dispose());
    this.#parts = [];
  }

  #build() {
    const badge = new StateBadge();
    const progress = new ProgressBar();
    const figures = new Figures(["Best accuracy", "Parameters", "MACs", "Evaluations"]);
    const failure = element("p", { class: "trouble" });
    const since = element("p", { class: "weak" }, `Asked for ${moment(this.#experiment.view.createdAt)}`);
    const show = () => {
      const { view } = this.#experiment;
      badge.show(view.state);
      progress.show(view);
      figures.show(figuresOf(view));
      setText(failure, view.failure ? `It failed: ${view.failure}` : "");
    };
    this.#experiment.addEventListener("view", show, { signal: this.#ending.signal });
    show();
    this.#actions = this.#api.isLive ? actions(this.#experiment) : null;
    this.element.replaceChildren(
      ...[
        element(
          "header",
          { class: "experiment-head" },
          element("div", { class: "experiment-name" }, heading(this.#experiment.id), badge.element, since),
          this.#actions?.element ?? null,
        ),
        progress.element,
        failure,
        figures.element,
        this.#sections,
        this.#section,
      ].filter(Boolean),
    );
  }

  #gone(problem) {
    this.#endParts();
    this.#say(problem.isMissing ? `There is no experiment ${this.#experiment.id} any more.` : reason(problem));
  }

  #say(sentence) {
    this.element.replaceChildren(
      heading(this.#experiment.id),
      element("p", { class: "notice", role: "alert" }, sentence),
      element("p", {}, element("a", { href: LIST }, "All experiments")),
    );
  }
}

function heading(id) {
  return element("h1", { tabindex: "-1" }, id);
}

function figuresOf(view) {
  const { globalBest: best, baseline } = view;
  const asked = view.spec.swarm.particles * view.spec.swarm.iterations;
  const evaluations = [whole(view.evaluationsDone), evaluationNote(view, asked)];
  if (!best) {
    return [
      ["–", "nothing was evaluated yet"],
      ["–", `${whole(baseline.parameters)} before`],
      ["–", `${whole(baseline.macs)} before`],
      evaluations,
    ];
  }
  return [
    [percent(best.accuracy), `iteration ${best.iteration}, particle ${best.particle}`],
    [percentOf(best.cost.parameters, baseline.parameters), `${whole(best.cost.parameters)} of ${whole(baseline.parameters)}`],
    [percentOf(best.cost.macs, baseline.macs), `${whole(best.cost.macs)} of ${whole(baseline.macs)}`],
    evaluations,
  ];
}

function evaluationNote(view, asked) {
  const parts = [];
  if (view.evaluationsOutstanding > 0) {
    parts.push(`${whole(view.evaluationsOutstanding)} outstanding`);
  }
  if (view.evaluationsOutrun > 0) {
    parts.push(`${whole(view.evaluationsOutrun)} ended early`);
  }
  if (view.evaluationsFailed > 0) {
    parts.push(`${whole(view.evaluationsFailed)} failed`);
  }
  if (view.evaluationsShared > 0) {
    parts.push(`${count(view.evaluationsShared, "particle")} shared a score`);
  }
  return parts.join(", ") || `of ${whole(asked)} at most`;
}
