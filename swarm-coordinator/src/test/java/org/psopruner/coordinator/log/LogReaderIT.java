package org.psopruner.coordinator.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psopruner.broker.testing.TestKafka;
import org.psopruner.coordinator.Scenario;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.kafka.Topics;
import org.psopruner.messages.ChangePlaced;
import org.psopruner.messages.ExperimentChanged;
import org.psopruner.messages.ExperimentCreated;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.Message;
import org.psopruner.messages.ModelReady;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.Score;

/** In which order records are handed on that are written while the log is read. */
@Timeout(120)
class LogReaderIT {
  private final TestKafka kafka = TestKafka.start();
  private final List<Class<? extends Message>> handed = new ArrayList<>();
  private final AtomicInteger beats = new AtomicInteger();
  private Workers others;
  private LogReader reader;

  @BeforeEach
  void open() {
    Cluster cluster = new Cluster(kafka.bootstrapServers());
    Topics.createMissing(cluster, (short) 1, Duration.ofSeconds(30));
    others = new Workers(kafka.bootstrapServers());
    reader = new LogReader(cluster, beats::incrementAndGet);
    others.send(new ExperimentCreated(Scenario.experiment("a", 2, 2)));
    others.send(
        new Score(
            "a",
            "e".repeat(64),
            0,
            0,
            new Score.Evaluated(0.5, 1, 10),
            "worker",
            7,
            Optional.empty()));
  }

  @AfterEach
  void close() {
    reader.close();
    others.close();
    kafka.close();
  }

  /** The place stands on the topic that is read after the one of the change. */
  @Test
  void aChangeThatIsMadeDuringAReplayComesBeforeItsPlace() {
    reader.replay(this::handAndChange, Optional::empty);

    assertThat(handed).containsExactly(ExperimentCreated.class, Score.class);
    awaitTheChange();
  }

  @Test
  void aChangeThatIsMadeWhileAnOwnerCatchesUpComesBeforeItsPlace() {
    reader.catchUp(this::handAndChange);

    assertThat(handed).containsExactly(ExperimentCreated.class, Score.class);
    awaitTheChange();
  }

  /** What is known of a model that is there includes its epochs. */
  @Test
  void theEpochsOfAModelComeBeforeIt() {
    for (int epoch = 1; epoch <= 3; epoch++) {
      others.send(new RetrainingProgress("a", epoch, 3, 0.5, 0.5, Optional.empty()));
    }
    others.send(Scenario.model("a", new FileReference(URI.create("file:///m"), "a".repeat(64))));

    reader.replay(this::hand, Optional::empty);

    assertThat(handed)
        .containsExactly(
            ExperimentCreated.class,
            Score.class,
            RetrainingProgress.class,
            RetrainingProgress.class,
            RetrainingProgress.class,
            ModelReady.class);
  }

  /** A fold may have to read a large file: who folds many is not to be taken for stuck. */
  @Test
  void itIsAliveBetweenAnyTwoRecordsOfAReplay() {
    for (int i = 0; i < 20; i++) {
      others.send(new ExperimentCreated(Scenario.experiment("b" + i, 2, 2)));
    }
    List<Integer> before = new ArrayList<>();

    reader.replay(record -> before.add(beats.get()), Optional::empty);

    assertThat(before).hasSize(22).doesNotHaveDuplicates();
  }

  private void awaitTheChange() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              reader.poll(this::hand);
              return handed.size() >= 4;
            });
    assertThat(handed)
        .containsExactly(
            ExperimentCreated.class, Score.class, ExperimentChanged.class, ChangePlaced.class);
  }

  private void handAndChange(ConsumerRecord<String, byte[]> record) {
    if (hand(record) instanceof ExperimentCreated) {
      others.send(
          new ExperimentChanged("a", "request", Optional.empty(), new ExperimentChanged.Pause()));
      others.send(new ChangePlaced("a", "request"));
    }
  }

  private Message hand(ConsumerRecord<String, byte[]> record) {
    Message message = ReceivedEvent.message(record);
    handed.add(message.getClass());
    return message;
  }
}
