package org.psopruner.coordinator.rest;

import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.psopruner.coordinator.CoordinatorSettings;
import org.psopruner.coordinator.experiment.Experiments;
import org.psopruner.coordinator.experiment.Refusal;
import org.psopruner.coordinator.log.ExperimentLog;
import org.psopruner.coordinator.search.SearchSpaces;
import org.psopruner.coordinator.search.UnusableExperimentException;
import org.psopruner.messages.ExperimentChanged.Change;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.rest.ExperimentView;

/** What requests ask of the log, with problems for what it refuses. */
@Singleton
class Service {
  private final Experiments experiments;
  private final ExperimentLog log;
  private final SearchSpaces spaces;
  private final CoordinatorSettings settings;

  Service(
      Experiments experiments,
      ExperimentLog log,
      SearchSpaces spaces,
      CoordinatorSettings settings) {
    this.experiments = experiments;
    this.log = log;
    this.spaces = spaces;
    this.settings = settings;
  }

  /** An experiment as it stands. */
  ExperimentView view(String id) {
    return experiments.view(id).orElseThrow(() -> Problem.notFound(id));
  }

  /** Throws a problem while the log is being read: nobody knows then what there is. */
  void requireReplayed() {
    if (!log.isReplayed()) {
      throw Problem.unavailable("the log is still being read; ask again in a moment");
    }
  }

  /**
   * Writes an experiment to the log and answers with it: as new, or, to a request that may be sent
   * again, as the one that is there.
   *
   * @param key the Idempotency-Key, if there is one
   */
  Response create(ExperimentSpec spec, Optional<String> key) {
    if (key.isPresent() && experiments.contains(spec.id())) {
      return again(spec, key.get());
    }
    try {
      spaces.open(spec);
      if (log.create(spec, settings.brokerTimeout())) {
        return answer(Response.created(URI.create("/experiments/" + spec.id())), view(spec.id()));
      }
    } catch (UnusableExperimentException e) {
      throw Problem.unusable(e.getMessage());
    } catch (KafkaException e) {
      throw Problem.unavailable(e.getMessage());
    }
    return again(spec, key.orElseThrow(() -> isTaken(spec.id())));
  }

  private Response again(ExperimentSpec spec, String key) {
    String id = spec.id();
    Optional<ExperimentSpec> there = experiments.asked(id);
    if (there.filter(spec::equals).isPresent()) {
      return answer(Response.ok().location(URI.create("/experiments/" + id)), view(id));
    }
    throw there.isPresent() && id.equals(Specs.id(key))
        ? Problem.reusedKey(
            "the Idempotency-Key was sent before with another experiment; take another key")
        : isTaken(id);
  }

  private WebApplicationException isTaken(String id) {
    return Problem.conflict(
        experiments.view(id).isPresent()
            ? "an experiment is called " + id + "; choose another id"
            : "an experiment was called " + id + " and is deleted; choose another id");
  }

  /**
   * Has a change made.
   *
   * @param ifMatch the header If-Match; null if there is none
   */
  void change(String id, Change change, String ifMatch) {
    try {
      log.change(id, change, Etags.revision(ifMatch), settings.brokerTimeout())
          .ifPresent(
              refusal -> {
                throw problem(id, refusal);
              });
    } catch (KafkaException e) {
      throw Problem.unavailable(e.getMessage());
    }
  }

  private static WebApplicationException problem(String id, Refusal refusal) {
    return switch (refusal.kind()) {
      case UNKNOWN -> Problem.notFound(id);
      case STALE -> Problem.stale(refusal.reason());
      case IMPOSSIBLE -> Problem.impossible(refusal.reason());
    };
  }

  /** An answer that is an experiment. */
  static Response answer(Response.ResponseBuilder answer, ExperimentView view) {
    return answer.entity(view).tag(Etags.of(view)).build();
  }
}
