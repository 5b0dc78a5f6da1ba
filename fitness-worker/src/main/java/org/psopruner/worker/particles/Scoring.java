package org.psopruner.worker.particles;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.EvaluationReleased;
import org.psopruner.messages.EvaluationStarted;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.Reason;
import org.psopruner.messages.Score;
import org.psopruner.worker.evaluation.Evaluator;

/**
 * What a worker does with a particle: it says that it has it, and publishes the candidate's score,
 * or a dead letter. How often a candidate may fail before it is given up is the coordinator's
 * business, who hears of all workers.
 */
public final class Scoring implements ParticleWork {
  private static final Logger LOG = Logger.getLogger(Scoring.class);

  /** Who hands back keeps nothing meanwhile, and is to be alive. */
  private static final Duration LONGEST_HAND_BACK = Duration.ofSeconds(5);

  private final Evaluator evaluator;
  private final String worker;
  private final EventSource events;
  private final Publisher publisher;
  private final Duration longestHandBack;

  /**
   * @param worker the name that the scores carry
   */
  public Scoring(Evaluator evaluator, String worker, EventSource events, Publisher publisher) {
    this(evaluator, worker, events, publisher, LONGEST_HAND_BACK);
  }

  Scoring(
      Evaluator evaluator,
      String worker,
      EventSource events,
      Publisher publisher,
      Duration longestHandBack) {
    this.longestHandBack = longestHandBack;
    this.evaluator = evaluator;
    this.worker = worker;
    this.events = events;
    this.publisher = publisher;
  }

  @Override
  public CompletableFuture<Settlement> workOn(Delivery particle) {
    try {
      // Nothing else is a message on the particles' topic.
      Candidate candidate = (Candidate) ReceivedEvent.message(particle.record());
      return score(candidate, particle);
    } catch (MessageException e) {
      LOG.warnf(
          "The record at %s-%d, offset %d, is no candidate: %s",
          particle.record().topic(),
          particle.record().partition(),
          particle.record().offset(),
          Reason.of(e));
      return publisher
          .send(events.deadLetter(particle.record(), Reason.of(e)))
          .thenApply(sent -> Settlement.REFUSED);
    }
  }

  private CompletableFuture<Settlement> score(Candidate candidate, Delivery particle) {
    // Should it get lost with this process, whoever takes the particle next says that it is the
    // second attempt.
    CompletableFuture<Void> started =
        publisher.send(
            events.record(
                new EvaluationStarted(
                    candidate.experimentId(),
                    candidate.evaluationId(),
                    worker,
                    particle.attempt(),
                    particle.record().partition(),
                    particle.record().offset())));
    try {
      Score score = evaluator.score(candidate);
      log(score);
      return CompletableFuture.allOf(started, publisher.send(events.record(score)))
          .thenApply(sent -> Settlement.DONE);
    } catch (RuntimeException e) {
      LOG.warnf(
          "%s cannot be evaluated here (attempt %d): %s",
          name(candidate.evaluationId()), particle.attempt(), Reason.of(e));
      LOG.debug("Why it cannot be evaluated", e);
      await(release(candidate, particle, Optional.of(Reason.of(e))));
      return CompletableFuture.completedFuture(Settlement.GIVEN_BACK);
    }
  }

  @Override
  public void handBack(Delivery particle, Optional<String> fault) {
    try {
      Candidate candidate = (Candidate) ReceivedEvent.message(particle.record());
      await(
          release(candidate, particle, fault)
              .copy() // what is being sent goes on
              .orTimeout(longestHandBack.toMillis(), TimeUnit.MILLISECONDS));
    } catch (MessageException e) {
      LOG.debug("What is no candidate is given back", e);
    } catch (RuntimeException e) {
      LOG.debug("Others will not know that a particle was given back", e);
    }
  }

  private CompletableFuture<Void> release(
      Candidate candidate, Delivery particle, Optional<String> fault) {
    return publisher.send(
        events.record(
            new EvaluationReleased(
                candidate.experimentId(),
                candidate.evaluationId(),
                worker,
                particle.record().partition(),
                particle.record().offset(),
                fault)));
  }

  private static void log(Score score) {
    LOG.infof(
        "%s (iteration %d, particle %d): %s, %d ms",
        name(score.evaluationId()),
        score.iteration(),
        score.particle(),
        words(score.outcome()),
        score.millis());
  }

  private static void await(CompletableFuture<Void> sent) {
    try {
      sent.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static String words(Score.Outcome outcome) {
    if (outcome instanceof Score.Evaluated found) {
      return String.format(Locale.ROOT, "accuracy %.2f %%", 100 * found.accuracy());
    }
    return outcome instanceof Score.Outrun outrun
        ? String.format(
            Locale.ROOT,
            "accuracy at most %.2f %% after %d images, which is not enough",
            100 * outrun.accuracyAtMost(),
            outrun.images())
        : "failed, " + ((Score.Failed) outcome).reason();
  }

  private static String name(String evaluationId) {
    return "Evaluation " + evaluationId.substring(0, 8);
  }
}
