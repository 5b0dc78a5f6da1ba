package org.psopruner.retrainer.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.kafka.EventSource;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.Samples;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.ModelRegistry;
import org.psopruner.registry.RefusedException;
import org.psopruner.registry.UnavailableException;

class RegistrationTest {
  private static final EventSource EVENTS =
      new EventSource("retrainer", "1", InstantSource.system());
  private static final URI PLACE = URI.create("test://here");

  private final List<FinishedModel> taken = new ArrayList<>();

  @Test
  void theModelOfARecordIsHandedOverWithItsEvent() {
    assertThat(registration(FileRoots.ANY, () -> PLACE).register(ready())).isEmpty();

    assertThat(taken).singleElement().extracting(FinishedModel::ready).isEqualTo(Samples.READY);
    assertThat(taken.get(0).event().getId()).isEqualTo(Samples.READY.globalBestId());
    assertThat(taken.get(0).event().getType()).isEqualTo("org.psopruner.model-ready.v1");
  }

  @Test
  void aRecordThatTellsOfNoModelIsPassedOver() {
    ConsumerRecord<String, byte[]> poison =
        new ConsumerRecord<>("psopruner.models", 0, 1, "vgg16", new byte[] {1});

    assertThat(registration(FileRoots.ANY, () -> PLACE).register(poison)).isEmpty();
    assertThat(taken).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_specversion", "ce_id", "ce_source"})
  void aModelWhoseRecordIsNoEventIsRefused(String missing) {
    ConsumerRecord<String, byte[]> read = ready();
    read.headers().remove(missing);

    assertThat(registration(FileRoots.ANY, () -> PLACE).register(read).orElseThrow())
        .startsWith("not registered in test: it is no CloudEvent: ")
        .hasLineCount(1);
    assertThat(taken).isEmpty();
  }

  @Test
  void noFileFromOutsideIsSentAway() {
    FileRoots roots = FileRoots.of(List.of("/elsewhere"));

    assertThat(registration(roots, () -> PLACE).register(ready()).orElseThrow())
        .startsWith("not registered in test: model.uri is file:///models/vgg16.onnx")
        .contains("lies outside of /elsewhere");
    assertThat(taken).isEmpty();
  }

  @Test
  void whatIsRefusedIsNotTriedAgainAndWhatFailsIs() {
    Registration refusing = registration(FileRoots.ANY, () -> fail(new RefusedException("no")));
    assertThat(refusing.register(ready())).contains("not registered in test: no");
    Registration down = registration(FileRoots.ANY, () -> fail(new UnavailableException("down")));
    assertThatThrownBy(() -> down.register(ready())).hasMessage("down");
    Registration odd = registration(FileRoots.ANY, () -> fail(new IllegalStateException("odd")));
    assertThatThrownBy(() -> odd.register(ready()))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("test cannot take a model: odd");
  }

  private static URI fail(RuntimeException e) {
    throw e;
  }

  private Registration registration(FileRoots roots, Supplier<URI> answer) {
    ModelRegistry registry =
        new ModelRegistry() {
          @Override
          public String name() {
            return "test";
          }

          @Override
          public URI register(FinishedModel model) {
            taken.add(model);
            return answer.get();
          }
        };
    return new Registration(
        registry, roots, new RegistrationMetrics(registry.name(), new SimpleMeterRegistry()));
  }

  private static ConsumerRecord<String, byte[]> ready() {
    ProducerRecord<String, byte[]> sent = EVENTS.record(Samples.READY);
    return new ConsumerRecord<>(
        sent.topic(),
        0,
        1,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        new RecordHeaders(sent.headers()),
        Optional.empty());
  }
}
