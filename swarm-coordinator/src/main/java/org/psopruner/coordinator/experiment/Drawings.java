package org.psopruner.coordinator.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.psopruner.coordinator.search.SwarmSearch;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView.BestView;
import org.psopruner.messages.rest.LayersView;
import org.psopruner.messages.rest.LayersView.LayerSizeView;
import org.psopruner.messages.rest.LayersView.LayerView;
import org.psopruner.pruning.cost.NetworkPlan;

/** Networks layer by layer, before and after. */
final class Drawings {
  private Drawings() {}

  /**
   * The layers of the baseline and of a candidate.
   *
   * @param evaluationId of the candidate; empty for the best so far, if there is one
   * @return empty if there is no such candidate, or no network stands behind the search
   */
  static Optional<LayersView> layers(SwarmSearch search, Optional<String> evaluationId) {
    Optional<EvaluationView> candidate =
        evaluationId
            .or(() -> search.bestView().map(BestView::evaluationId))
            .flatMap(search::find)
            .map(SwarmSearch.Found::evaluation);
    return evaluationId.isPresent() && candidate.isEmpty()
        ? Optional.empty()
        : search.plan().map(plan -> layers(search, plan, candidate));
  }

  private static LayersView layers(
      SwarmSearch search, NetworkPlan plan, Optional<EvaluationView> candidate) {
    List<NetworkPlan.Size> before = plan.whole();
    Optional<List<NetworkPlan.Size>> after =
        candidate.map(found -> plan.sizes(kept(search.channels(), found)));
    return new LayersView(
        candidate.map(EvaluationView::evaluationId),
        search.baseline(),
        candidate.map(EvaluationView::cost),
        IntStream.range(0, before.size())
            .mapToObj(
                i -> layer(plan.steps().get(i), before.get(i), after.map(sizes -> sizes.get(i))))
            .toList());
  }

  /** For each channel group, in network order, how many channels a candidate keeps. */
  private static int[] kept(Map<String, Integer> groups, EvaluationView candidate) {
    return groups.keySet().stream()
        .mapToInt(group -> candidate.keptChannels().get(group))
        .toArray();
  }

  private static LayerView layer(
      NetworkPlan.Step step, NetworkPlan.Size before, Optional<NetworkPlan.Size> after) {
    return new LayerView(
        step.name(),
        step.kind().name(),
        step.description(),
        step.inputs(),
        step.group(),
        step.output().height(),
        step.output().width(),
        view(before),
        after.map(Drawings::view));
  }

  private static LayerSizeView view(NetworkPlan.Size size) {
    return new LayerSizeView(size.channels(), size.parameters(), size.macs());
  }
}
