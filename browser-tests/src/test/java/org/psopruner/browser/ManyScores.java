package org.psopruner.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.psopruner.cli.run.SyntheticExperiment;
import org.psopruner.coordinator.search.SwarmSearch;
import org.psopruner.coordinator.search.ThresholdSpaces;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.Topics;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.ExperimentCreated;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.Message;
import org.psopruner.messages.Score;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;

/**
 * An experiment with thousands of scores in the log, before a coordinator reads it: the search is
 * gone through here, with made-up scores.
 */
final class ManyScores {
  private static final EventSource EVENTS =
      new EventSource("swarm-coordinator", "test", InstantSource.system());

  private ManyScores() {}

  /**
   * Writes an experiment and all its scores but those of the last iterations to the log.
   *
   * @param scores how many
   * @return the experiment
   */
  static ExperimentSpec write(Cluster cluster, int scores, Path output) throws Exception {
    ExperimentSpec spec =
        SyntheticExperiment.prepare(
            Stage.HOME,
            new SwarmParameters(
                100, 1000, 7, SwarmVariant.COMPREHENSIVE_LEARNING, SwarmPace.SYNCHRONOUS),
            1,
            output,
            InstantSource.system());
    Topics.createMissing(cluster, (short) 1, Duration.ofSeconds(30));
    try (KafkaProducer<String, byte[]> producer = cluster.producer(Map.of())) {
      List<Future<RecordMetadata>> written = new ArrayList<>();
      written.add(producer.send(EVENTS.record(new ExperimentCreated(spec))));
      scores(spec, scores).forEach(score -> written.add(producer.send(EVENTS.record(score))));
      for (Future<RecordMetadata> record : written) {
        record.get();
      }
    }
    return spec;
  }

  private static List<Message> scores(ExperimentSpec spec, int count) {
    SwarmSearch search = new SwarmSearch(spec, new ThresholdSpaces().open(spec));
    List<Message> scores = new ArrayList<>();
    while (scores.size() < count) {
      List<Candidate> asked = search.outstanding();
      if (asked.isEmpty()) {
        throw new IllegalStateException(
            "the search ended after %d scores".formatted(scores.size()));
      }
      for (Candidate candidate : asked.subList(0, Math.min(asked.size(), count - scores.size()))) {
        Score score = score(candidate, scores.size());
        search.take(score);
        scores.add(score);
      }
    }
    return scores;
  }

  private static Score score(Candidate candidate, int number) {
    double kept =
        candidate.structure().kept().values().stream()
            .mapToInt(List::size)
            .mapToDouble(size -> Math.log(size) + 0.1 * Math.sin(size))
            .average()
            .orElseThrow();
    double accuracy = 1 / (1 + Math.exp(3 - kept));
    return Score.of(
        candidate,
        outcome(candidate, number, accuracy),
        "worker-" + (1 + number % 4),
        200 + number % 90);
  }

  private static Score.Outcome outcome(Candidate candidate, int number, double accuracy) {
    if (number % 500 == 499) {
      return new Score.Failed("the network has no finite output");
    }
    return candidate
        .toBeat()
        .filter(best -> accuracy <= best.accuracy())
        .<Score.Outcome>map(best -> new Score.Outrun(best.accuracy(), 300, best.errorProbability()))
        .orElseGet(() -> new Score.Evaluated(accuracy, 2.3 * (1 - accuracy), 400));
  }
}
