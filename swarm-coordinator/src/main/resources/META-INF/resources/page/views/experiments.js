import { element, setText, uniqueId } from "../base/dom.js";
import { moment, percent, percentOf, whole } from "../base/format.js";
import { experimentAddress, formAddress } from "../base/routes.js";
import { isPassing } from "../api/problem.js";
import { reason } from "../parts/busy.js";
import { ProgressBar } from "../parts/progress.js";
import { StateBadge, STATES } from "../parts/state-badge.js";

const PAGE = 20;
const PAUSE_MILLIS = 2_000;

/** All experiments, the newest first, kept up to date. */
export class ExperimentsView {
  title = "Experiments";
  #api;
  #ending = new AbortController();
  #page = 0;
  #total = null;
  #rows = new Map();
  #body = element("tbody", {});
  #notice = element("p", { class: "notice", role: "status" }, "Loading…");
  #table;
  #name;
  #state;
  #summary = element("span", {});
  #newer;
  #older;
  #asking = 0;

  constructor(api) {
    this.#api = api;
    this.#name = element("input", { type: "search", id: uniqueId("name"), oninput: () => this.#turn(0) });
    this.#state = element(
      "select",
      { id: uniqueId("state"), onchange: () => this.#turn(0) },
      element("option", { value: "" }, "any"),
      STATES.map(([value, text]) => element("option", { value: value.toLowerCase() }, text)),
    );
    this.#newer = element("button", { type: "button", onclick: () => this.#turn(this.#page - 1) }, "Newer");
    this.#older = element("button", { type: "button", onclick: () => this.#turn(this.#page + 1) }, "Older");
    this.#table = element(
      "div",
      { class: "scrolling", tabindex: "0", role: "region", "aria-label": "Experiments", hidden: true },
      element(
        "table",
        { class: "experiments" },
        element("caption", { class: "spoken-only" }, "Experiments, the newest first"),
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            ["Experiment", "State", "Progress", "Best so far", "Parameters", "Evaluations", "Asked for"].map((name, i) =>
              element("th", { scope: "col", class: i >= 4 ? "less" : null }, name),
            ),
          ),
        ),
        this.#body,
      ),
    );
    this.element = element(
      "div",
      { class: "experiments-view" },
      element(
        "header",
        { class: "view-head" },
        element("h1", { tabindex: "-1" }, "Experiments"),
        element("a", { class: "button primary", href: formAddress() }, "New experiment"),
      ),
      element(
        "form",
        { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
        element("div", { class: "filter" }, element("label", { for: this.#name.id }, "Name has"), this.#name),
        element("div", { class: "filter" }, element("label", { for: this.#state.id }, "State"), this.#state),
      ),
      this.#notice,
      this.#table,
      element("nav", { class: "pager", "aria-label": "Pages" }, this.#newer, this.#summary, this.#older),
    );
  }

  shows() {
    return false;
  }

  async open() {
    document.addEventListener("visibilitychange", () => this.#refresh(), { signal: this.#ending.signal });
    await this.#refresh();
    this.#repeat();
  }

  dispose() {
    this.#ending.abort();
  }

  #repeat() {
    setTimeout(async () => {
      if (!this.#ending.signal.aborted) {
        await this.#refresh();
        this.#repeat();
      }
    }, PAUSE_MILLIS);
  }

  #turn(page) {
    this.#page = Math.max(0, page);
    this.#total = page === 0 ? null : this.#total;
    this.#refresh();
  }

  async #refresh() {
    if (document.hidden || this.#ending.signal.aborted) {
      return;
    }
    this.#asking += 1;
    const asking = this.#asking;
    try {
      const found = await this.#load();
      if (asking === this.#asking && !this.#ending.signal.aborted) {
        this.#show(found);
      }
    } catch (error) {
      if (!isPassing(error)) {
        this.#notice.hidden = false;
        setText(this.#notice, reason(error));
      }
    }
  }

  /** The list begins with the oldest: where the newest are depends on how many there are. */
  async #load() {
    this.#total ??= (await this.#ask(0, 1)).total;
    const { start, size } = this.#range(this.#total);
    const found = await this.#ask(start, Math.max(1, size));
    if (found.total === this.#total) {
      return found;
    }
    this.#total = found.total;
    this.#page = Math.min(this.#page, Math.max(0, Math.ceil(found.total / PAGE) - 1)); // some are gone
    return this.#load();
  }

  #range(total) {
    const end = Math.max(0, total - this.#page * PAGE);
    const start = Math.max(0, end - PAGE);
    return { start, size: end - start };
  }

  #ask(offset, limit) {
    const query = new URLSearchParams({ offset, limit });
    if (this.#name.value.trim()) {
      query.set("name", this.#name.value.trim());
    }
    if (this.#state.value) {
      query.set("state", this.#state.value);
    }
    return this.#api.get(`/experiments?${query}`);
  }

  #show({ total, items }) {
    const newestFirst = [...items].reverse();
    const filtered = this.#name.value.trim() !== "" || this.#state.value !== "";
    this.#notice.hidden = total > 0;
    setText(this.#notice, filtered ? "No experiment is like that." : "There is no experiment yet. Begin with a new one, or with psopruner submit.");
    this.#table.hidden = total === 0;
    const { start, size } = this.#range(total);
    setText(this.#summary, total > 0 ? `${whole(total - start - size + 1)} to ${whole(total - start)} of ${whole(total)}` : "");
    this.#newer.disabled = this.#page === 0;
    this.#older.disabled = start === 0;
    this.#rowsOf(newestFirst);
  }

  /** Rows that stay are kept, and with them whatever has the focus. */
  #rowsOf(views) {
    const wanted = new Map(views.map((view) => [view.spec.id, view]));
    for (const [id, row] of this.#rows) {
      if (!wanted.has(id)) {
        row.element.remove();
        this.#rows.delete(id);
      }
    }
    views.forEach((view, i) => {
      const { id } = view.spec;
      if (!this.#rows.has(id)) {
        this.#rows.set(id, new Row(id));
      }
      const row = this.#rows.get(id);
      row.show(view);
      if (this.#body.children[i] !== row.element) {
        this.#body.insertBefore(row.element, this.#body.children[i] ?? null);
      }
    });
  }
}

/** An experiment in the list. */
class Row {
  #badge = new StateBadge();
  #progress = new ProgressBar();
  #best = element("td", {});
  #parameters = element("td", { class: "less" });
  #evaluations = element("td", { class: "less" });
  #created = element("td", { class: "less" });

  constructor(id) {
    this.element = element(
      "tr",
      {},
      element("th", { scope: "row" }, element("a", { href: experimentAddress(id) }, id)),
      element("td", {}, this.#badge.element),
      element("td", {}, this.#progress.element),
      this.#best,
      this.#parameters,
      this.#evaluations,
      this.#created,
    );
  }

  show(view) {
    const { globalBest: best } = view;
    this.#badge.show(view.state);
    this.#progress.show(view);
    setText(this.#best, best ? percent(best.accuracy) : "–");
    setText(this.#parameters, best ? percentOf(best.cost.parameters, view.baseline.parameters) : "–");
    setText(this.#evaluations, whole(view.evaluationsDone));
    setText(this.#created, moment(view.createdAt));
  }
}
