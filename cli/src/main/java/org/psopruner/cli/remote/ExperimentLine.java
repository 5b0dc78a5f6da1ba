package org.psopruner.cli.remote;

import java.util.Locale;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Paint;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.State;

/** Experiments in a line. */
final class ExperimentLine {
  private ExperimentLine() {}

  /** {@code searching}. */
  static String state(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** The same in its colour. */
  static String state(State state, Paint paint) {
    String name = state(state);
    return switch (state) {
      case FINISHED -> paint.good(name);
      case FAILED -> paint.bad(name);
      case PAUSED, STOPPED -> paint.careful(name);
      case SEARCHING, RETRAINING -> name;
    };
  }

  /** What a change came to: {@code vgg16 is paused, iteration 3/20}. */
  static String of(ExperimentView view) {
    return "%s is %s, iteration %d/%d"
        .formatted(
            view.spec().id(),
            state(view.state()),
            view.iteration(),
            view.spec().swarm().iterations());
  }

  /** The best so far, its accuracy and its share of the parameters. */
  static String[] best(ExperimentView view) {
    return view.globalBest()
        .map(
            best ->
                new String[] {
                  Figures.accuracy(best.accuracy()),
                  Figures.percent((double) best.cost().parameters() / view.baseline().parameters())
                })
        .orElseGet(() -> new String[] {"-", "-"});
  }
}
