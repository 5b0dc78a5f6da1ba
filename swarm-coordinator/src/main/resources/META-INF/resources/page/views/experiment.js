import { Experiment } from "../api/experiment.js";
import { untilAnswered } from "../api/retry.js";
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
  #route;
  #links;
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
    this.#route = route;
    this.element.replaceChildren(heading(this.#experiment.id), element("p", { class: "notice" }, "Loading…"));
    try {
      await untilAnswered(() => this.#experiment.load(), this.#ending.signal);
    } catch (error) {
      if (!this.#ending.signal.aborted) {
        this.#say(reason(error));
      }
      return;
    }
    if (this.#ending.signal.aborted) {
      return;
    }
    this.#build();
    this.go(this.#route);
    if (this.#api.isLive) {
      this.#experiment.addEventListener("gone", ({ detail }) => this.#gone(detail), { signal: this.#ending.signal });
      this.#experiment.follow(this.#ending.signal);
    }
  }

  /** Shows another section. */
  go(route) {
    this.#route = route;
    if (this.#experiment.view === null) {
      return; // it is shown once it is loaded
    }
    const { section, evaluationId } = route;
    this.#endParts();
    this.#parts =
      section === "candidate" ? [candidate(this.#experiment, evaluationId)] : PARTS[section](this.#experiment);
    this.#section.replaceChildren(
      section === "candidate"
        ? this.#parts[0].element
        : element("div", { class: "panels" }, this.#parts.map((part) => part.element)),
    );
    const current = section === "candidate" ? "candidates" : section;
    for (const [name, link] of this.#links) {
      if (name === current) {
        link.setAttribute("aria-current", "page");
      } else {
        link.removeAttribute("aria-current");
      }
    }
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
    this.#links = new Map(
      SECTIONS.filter(([name]) => this.#api.isLive || name !== "files").map(([name, text]) => [
        name,
        element("a", { href: experimentAddress(this.#experiment.id, name) }, text),
      ]),
    );
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
        element(
          "nav",
          { class: "sections", "aria-label": "Sections" },
          element("ul", {}, [...this.#links.values()].map((link) => element("li", {}, link))),
        ),
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
      ["–", noBest(view)],
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

function noBest({ evaluationsDone, iteration }) {
  if (evaluationsDone === 0) {
    return "nothing was evaluated yet";
  }
  return iteration === 0 ? "no iteration is complete yet" : "nothing could be evaluated";
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
