package org.psopruner.cli.bench.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Table;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.rest.EvaluationView;

/**
 * What a search took whose evaluations only sleep.
 *
 * @param workers processes
 * @param sleepSeconds what an evaluation sleeps
 * @param evaluations that were done; particles that shared a score are none
 * @param idealSeconds what they sleep in all, by the number of workers
 * @param seconds from the request for the search to its end, as a client sees them
 * @param evaluationsPerSecond of these
 * @param busy the share of the workers' time that they were evaluating, from 0 to 1
 */
record PipelineFigures(
    SwarmPace pace,
    int particles,
    int workers,
    double sleepSeconds,
    int evaluations,
    double idealSeconds,
    double seconds,
    double evaluationsPerSecond,
    double busy) {
  static PipelineFigures of(
      ExperimentSpec spec,
      int workers,
      Duration sleep,
      List<EvaluationView> evaluations,
      Duration time) {
    double seconds = seconds(time);
    double evaluating =
        evaluations.stream().mapToLong(EvaluationView::millis).sum() / 1000.0 / workers;
    return new PipelineFigures(
        spec.swarm().pace(),
        spec.swarm().particles(),
        workers,
        seconds(sleep),
        evaluations.size(),
        evaluations.size() * seconds(sleep) / workers,
        seconds,
        evaluations.size() / seconds,
        evaluating / seconds);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  /** As a table. */
  List<String> lines() {
    return new Table(
            1,
            "pace",
            "particles",
            "workers",
            "sleep",
            "evaluations",
            "ideal",
            "seconds",
            "evaluations/s",
            "busy")
        .row(
            pace.toString(),
            Figures.count(particles),
            Figures.count(workers),
            decimal("%.3f", sleepSeconds),
            Figures.count(evaluations),
            decimal("%.1f", idealSeconds),
            decimal("%.1f", seconds),
            decimal("%.2f", evaluationsPerSecond),
            Figures.percent(busy))
        .lines();
  }

  private static String decimal(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
