package org.psopruner.cli.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.EvaluationStarted;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.ModelReady;
import org.psopruner.messages.Score;
import org.psopruner.messages.Topic;

/**
 * What the topics tell of an experiment when it is over. They are all that the services share, so
 * what is not in them did not happen.
 */
final class LogAudit {
  private static final Duration POLL = Duration.ofMillis(500);

  private final Cluster cluster;

  LogAudit(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Reads all topics from their beginnings to where they end now.
   *
   * @param experimentId records of others are left out
   */
  Findings read(String experimentId) {
    List<Candidate> candidates = messages(Topic.PARTICLES, Candidate.class, experimentId);
    List<Score> scores = messages(Topic.SCORES, Score.class, experimentId);
    Map<String, Score> first = new LinkedHashMap<>();
    scores.forEach(score -> first.putIfAbsent(score.evaluationId(), score));
    Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    for (Candidate asked : candidates) {
      evaluations.putIfAbsent(
          asked.evaluationId(),
          new Evaluation(
              asked.iteration(),
              asked.particle(),
              asked.position(),
              Optional.ofNullable(first.get(asked.evaluationId())).map(Score::outcome)));
    }
    List<EvaluationStarted> started =
        messages(Topic.EVALUATIONS, EvaluationStarted.class, experimentId);
    List<GlobalBest> winners = messages(Topic.GLOBAL_BESTS, GlobalBest.class, experimentId);
    List<ModelReady> models = messages(Topic.MODELS, ModelReady.class, experimentId);
    return new Findings(
        evaluations,
        candidates.size(),
        started.stream().filter(taken -> taken.attempt() > 1).count(),
        scores.size(),
        scores.size() - first.size(),
        records(Topic.DEAD_LETTERS).size(),
        winners.stream().map(Winner::of).distinct().toList(),
        models.size(),
        models.stream().map(model -> model.model().sha256()).distinct().toList());
  }

  private <T> List<T> messages(Topic topic, Class<T> type, String experimentId) {
    return records(topic).stream()
        .map(ReceivedEvent::message)
        .filter(message -> message.experimentId().equals(experimentId))
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private List<ConsumerRecord<String, byte[]>> records(Topic topic) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = cluster.consumer(Map.of())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.topicName()).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  /**
   * An evaluation as it was asked for first, and its first score.
   *
   * @param position of the particle that asked
   * @param outcome empty if it was lost
   */
  record Evaluation(
      int iteration, int particle, List<Double> position, Optional<Score.Outcome> outcome) {}

  /** A winner that was handed to the retrainer. */
  record Winner(String evaluationId, int iteration, int particle, double accuracy) {
    static Winner of(GlobalBest best) {
      return new Winner(
          best.evaluationId(), best.iteration(), best.particle(), best.evaluated().accuracy());
    }
  }

  /**
   * What was found.
   *
   * @param evaluations by their ids
   * @param published candidates, all of them
   * @param redelivered how often a worker took a candidate that another one, or itself, had taken
   *     before by the same record
   * @param scores all of them
   * @param dropped scores of evaluations that had one
   * @param winners that differ
   * @param models events that tell of a model
   * @param modelHashes SHA-256 of the models, those that differ
   */
  record Findings(
      Map<String, Evaluation> evaluations,
      int published,
      long redelivered,
      int scores,
      int dropped,
      int deadLetters,
      List<Winner> winners,
      int models,
      List<String> modelHashes) {
    Findings {
      evaluations = Map.copyOf(evaluations);
      winners = List.copyOf(winners);
      modelHashes = List.copyOf(modelHashes);
    }

    /** Candidates that were published though they had been before. */
    int publishedAgain() {
      return published - evaluations.size();
    }

    /** Evaluations that never got a score. */
    long lost() {
      return evaluations.values().stream().filter(e -> e.outcome().isEmpty()).count();
    }
  }
}
