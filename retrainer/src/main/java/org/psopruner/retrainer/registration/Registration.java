package org.psopruner.retrainer.registration;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.psopruner.kafka.DeadLetter;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.ModelReady;
import org.psopruner.messages.Reason;
import org.psopruner.messages.UnreadableFileException;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.ModelRegistry;
import org.psopruner.registry.RefusedException;
import org.psopruner.registry.UnavailableException;

/** What is done with a record of the models' topic for one registry. */
final class Registration {
  private static final Logger LOG = Logger.getLogger(Registration.class);

  private final ModelRegistry registry;
  private final FileRoots roots;
  private final RegistrationMetrics metrics;

  /**
   * @param roots where the files of a model may lie: no message may have others sent away
   */
  Registration(ModelRegistry registry, FileRoots roots, RegistrationMetrics metrics) {
    this.registry = registry;
    this.roots = roots;
    this.metrics = metrics;
  }

  /**
   * Registers the model that a record tells of.
   *
   * @return why it never will be; empty if it is registered, or the record tells of none
   * @throws UnavailableException if it is to be tried again
   */
  Optional<String> register(ConsumerRecord<String, byte[]> read) {
    ModelReady ready;
    try {
      // Nothing else is a message on the models' topic.
      ready = (ModelReady) ReceivedEvent.message(read);
    } catch (MessageException e) {
      // The coordinator makes it a dead letter.
      LOG.debugf(e, "No model for %s: %s", registry.name(), DeadLetter.origin(read));
      return Optional.empty();
    }
    try {
      roots.require(ready);
      URI place = registry.register(new FinishedModel(ready, event(read)));
      LOG.infof(
          "Model of experiment %s is in %s: %s", ready.experimentId(), registry.name(), place);
      metrics.registered();
      return Optional.empty();
    } catch (RefusedException | UnreadableFileException | MessageException e) {
      LOG.errorf(
          "Model of experiment %s does not go into %s: %s",
          ready.experimentId(), registry.name(), e.getMessage());
      metrics.refused();
      return Optional.of("not registered in %s: %s".formatted(registry.name(), e.getMessage()));
    } catch (UnavailableException e) {
      metrics.unavailable();
      throw e;
    } catch (RuntimeException e) { // of a library: no reason to end the retraining beside it
      metrics.unavailable();
      throw new UnavailableException(
          "%s cannot take a model: %s".formatted(registry.name(), Reason.of(e)), e);
    }
  }

  /**
   * The record as an event, which some registries hand on.
   *
   * @throws MessageException if it is none, which is so whenever it is tried again
   */
  private static CloudEvent event(ConsumerRecord<String, byte[]> read) {
    try {
      return KafkaMessageFactory.createReader(read).toEvent();
    } catch (RuntimeException e) { // of several kinds: of the format, of an attribute, of Java's
      throw new MessageException("it is no CloudEvent: " + Reason.of(e), e);
    }
  }
}
