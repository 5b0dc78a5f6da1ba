package org.psopruner.worker.particles;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.Score;
import org.psopruner.worker.evaluation.Evaluator;
import org.psopruner.worker.evaluation.Reason;

/** What a worker does with a particle: it publishes the candidate's score, or a dead letter. */
public final class Scoring implements Function<Delivery, Settlement> {
  /**
   * How often a candidate is tried before it is given up. A share group's broker hands a record out
   * {@code group.share.delivery.count.limit} times, 5 unless it is told otherwise, and then drops
   * it without a word; the one time more is for saying so.
   */
  static final int ATTEMPTS = 4;

  private static final Logger LOG = Logger.getLogger(Scoring.class);

  private final Evaluator evaluator;
  private final EventSource events;
  private final Consumer<ProducerRecord<String, byte[]>> publisher;

  /**
   * @param publisher publishes a record and returns when the broker has it, or throws
   */
  public Scoring(
      Evaluator evaluator, EventSource events, Consumer<ProducerRecord<String, byte[]>> publisher) {
    this.evaluator = evaluator;
    this.events = events;
    this.publisher = publisher;
  }

  @Override
  public Settlement apply(Delivery particle) {
    try {
      // Nothing else is a message on the particles' topic.
      Candidate candidate = (Candidate) ReceivedEvent.message(particle.record());
      return score(candidate, particle.attempt());
    } catch (MessageException e) {
      LOG.warnf(
          "The record at %s-%d, offset %d, is no candidate: %s",
          particle.record().topic(),
          particle.record().partition(),
          particle.record().offset(),
          Reason.of(e));
      publisher.accept(events.deadLetter(particle.record(), Reason.of(e)));
      return Settlement.REFUSED;
    }
  }

  private Settlement score(Candidate candidate, int attempt) {
    if (attempt > ATTEMPTS) {
      return publish(
          evaluator.failed(candidate, ATTEMPTS + " workers took it and ended without an answer"));
    }
    Score score;
    try {
      score = evaluator.score(candidate);
    } catch (RuntimeException e) {
      LOG.warnf(
          "%s cannot be evaluated here (attempt %d of %d): %s",
          name(candidate.evaluationId()), attempt, ATTEMPTS, Reason.of(e));
      LOG.debug("Why it cannot be evaluated", e);
      if (attempt < ATTEMPTS) {
        return Settlement.GIVEN_BACK;
      }
      score = evaluator.failed(candidate, Reason.of(e));
    }
    return publish(score);
  }

  private Settlement publish(Score score) {
    publisher.accept(events.record(score));
    LOG.infof(
        "%s (iteration %d, particle %d): %s, %d ms",
        name(score.evaluationId()),
        score.iteration(),
        score.particle(),
        words(score.outcome()),
        score.millis());
    return Settlement.DONE;
  }

  private static String words(Score.Outcome outcome) {
    return outcome instanceof Score.Evaluated found
        ? String.format(Locale.ROOT, "accuracy %.2f %%", 100 * found.accuracy())
        : "failed, " + ((Score.Failed) outcome).reason();
  }

  private static String name(String evaluationId) {
    return "Evaluation " + evaluationId.substring(0, 8);
  }
}
