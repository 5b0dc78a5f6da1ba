package org.psopruner.cli.progress;

import java.time.Duration;
import java.util.Optional;
import org.psopruner.cli.text.Figures;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.BestView;
import org.psopruner.messages.rest.ExperimentView.RetrainingView;

/**
 * How far an experiment is, in words.
 *
 * @param state what has happened so far; changes only when something happens
 * @param brief the same for narrow terminals
 * @param timing time gone and, where it can be told, time left of this phase
 */
public record Progress(String state, String brief, String timing) {
  /**
   * Puts a view into words.
   *
   * @param elapsed since the phase (search or retraining) began
   */
  public static Progress of(ExperimentView view, Duration elapsed) {
    String gone = "elapsed " + Figures.time(elapsed);
    String timing =
        left(view, elapsed).map(left -> gone + ", left ~" + Figures.time(left)).orElse(gone);
    return view.state().isSearched()
        ? new Progress(search(view), briefSearch(view), timing)
        : new Progress(
            view.retraining().map(Progress::retraining).orElse("retraining  recalibrating"),
            view.retraining().map(Progress::briefRetraining).orElse("recalibrating"),
            timing);
  }

  private static String search(ExperimentView view) {
    return "iteration %d/%d  evaluations %d done, %d outstanding%s%s"
        .formatted(
            view.iteration(),
            view.spec().swarm().iterations(),
            view.evaluationsDone(),
            view.evaluationsOutstanding(),
            view.evaluationsFailed() == 0 ? "" : ", " + view.evaluationsFailed() + " failed",
            view.globalBest().map(best -> "  " + best(best, view)).orElse(""));
  }

  private static String briefSearch(ExperimentView view) {
    return "iteration %d/%d  %d done, %d open%s"
        .formatted(
            view.iteration(),
            view.spec().swarm().iterations(),
            view.evaluationsDone(),
            view.evaluationsOutstanding(),
            view.globalBest()
                .map(
                    best ->
                        "  best %s, size %s"
                            .formatted(
                                Figures.percent(best.accuracy()),
                                Figures.percent(size(best, view))))
                .orElse(""));
  }

  /** {@code best fitness 0.6125: accuracy 61.2 % with 17,240 parameters (6.0 %)}. */
  public static String best(BestView best, ExperimentView view) {
    return "best fitness %s: accuracy %s with %s parameters (%s)"
        .formatted(
            Figures.fitness(best.accuracy()),
            Figures.percent(best.accuracy()),
            Figures.count(best.cost().parameters()),
            Figures.percent(size(best, view)));
  }

  private static double size(BestView best, ExperimentView view) {
    return (double) best.cost().parameters() / view.baseline().parameters();
  }

  private static String retraining(RetrainingView retraining) {
    return "retraining  epoch %d/%d  validation accuracy %s, best %s%s"
        .formatted(
            retraining.epoch(),
            retraining.epochs(),
            Figures.accuracy(retraining.validationAccuracy()),
            Figures.accuracy(retraining.bestValidationAccuracy()),
            retraining.note().map(note -> " (" + note + ")").orElse(""));
  }

  private static String briefRetraining(RetrainingView retraining) {
    return "epoch %d/%d  accuracy %s, best %s"
        .formatted(
            retraining.epoch(),
            retraining.epochs(),
            Figures.accuracy(retraining.validationAccuracy()),
            Figures.accuracy(retraining.bestValidationAccuracy()));
  }

  private static Optional<Duration> left(ExperimentView view, Duration elapsed) {
    if (!view.state().isSearched()) {
      return view.retraining().flatMap(r -> left(elapsed, r.epoch(), r.epochs()));
    }
    long particles = (long) view.spec().swarm().iterations() * view.spec().swarm().particles();
    return left(elapsed, (long) view.evaluationsDone() + view.evaluationsShared(), particles);
  }

  private static Optional<Duration> left(Duration elapsed, long done, long all) {
    return done == 0 || done > all
        ? Optional.empty()
        : Optional.of(elapsed.multipliedBy(all - done).dividedBy(done));
  }
}
