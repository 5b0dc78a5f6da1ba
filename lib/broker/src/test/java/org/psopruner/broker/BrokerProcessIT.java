package org.psopruner.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BrokerProcessIT {
  private static final Locale LOCALE = Locale.getDefault(Locale.Category.FORMAT);

  @TempDir Path folder;

  @AfterEach
  void setLocaleBack() {
    Locale.setDefault(Locale.Category.FORMAT, LOCALE);
  }

  /** Kafka takes {@code log.dirs} for a list, apart at commas. */
  @Test
  void keepsItsTopicsOverARestartInItsFolderWhateverThatIsCalled() throws Exception {
    Path odd = folder.resolve("runs, of 100% 'my' net");
    BrokerSettings settings = BrokerSettings.in(odd);
    try (BrokerProcess broker = BrokerProcess.start(settings);
        Admin admin = Admin.create(clientOf(broker))) {
      admin.createTopics(List.of(new NewTopic("letters", 1, (short) 1))).all().get();
      send(broker, "a");
    }
    try (BrokerProcess broker = BrokerProcess.start(settings)) {
      send(broker, "b".repeat(7 * 1024 * 1024));
      assertThat(read(broker, 2)).extracting(String::length).containsExactly(1, 7 * 1024 * 1024);
    }
    assertThat(odd.resolve("data/letters-0")).isDirectory();
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(odd));
  }

  /** This locale has digits of its own, in which no address may be written. */
  @Test
  void hasShareGroupsOnAndEndsWhenClosedWhateverTheLocale() throws Exception {
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("fa-IR"));
    BrokerProcess broker = BrokerProcess.start(BrokerSettings.in(folder));
    try (broker;
        Admin admin = Admin.create(clientOf(broker))) {
      var features = admin.describeFeatures().featureMetadata().get().finalizedFeatures();
      assertThat(features.get("share.version").maxVersionLevel()).isGreaterThanOrEqualTo((short) 1);
      assertThat(ProcessHandle.of(broker.pid())).isPresent();
    }
    assertThat(broker.isAlive()).isFalse();
    assertThat(ProcessHandle.of(broker.pid())).isEmpty();
  }

  @Test
  void doesNotOutliveAParentThatIsKilled() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ProcessHandle broker = ProcessHandle.of(pidSaidBy(parent)).orElseThrow();
    parent.destroyForcibly();
    assertThat(broker.onExit()).succeedsWithin(Duration.ofSeconds(30));
  }

  private static long pidSaidBy(Process parent) throws IOException {
    try (BufferedReader output = parent.inputReader()) {
      return Long.parseLong(output.readLine());
    }
  }

  /** Starts a broker, says its process id, and stays. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] folder) throws InterruptedException {
      BrokerProcess broker = BrokerProcess.start(BrokerSettings.in(Path.of(folder[0])));
      System.out.println(broker.pid());
      new CountDownLatch(1).await();
    }
  }

  @Test
  void namesAPortThatIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> BrokerProcess.start(BrokerSettings.in(folder).withPort(port)))
          .isInstanceOf(BrokerStartException.class)
          .hasMessageContaining("127.0.0.1:%d (Address already in use)".formatted(port));
    }
  }

  @Test
  void namesTheLogOfABrokerThatEndsWhileItStarts() throws IOException {
    Path log = folder.resolve("broker.log");
    Files.writeString(folder.resolve("data"), "a file where the data folder should be");
    assertThatThrownBy(() -> BrokerProcess.start(BrokerSettings.in(folder)))
        .isInstanceOf(BrokerStartException.class)
        .hasMessageContaining("ended with exit code 1")
        .hasMessageContaining(log.toString())
        .message()
        .hasLineCount(1);
  }

  private static Map<String, Object> clientOf(BrokerProcess broker) {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private static void send(BrokerProcess broker, String letter)
      throws ExecutionException, InterruptedException {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", 8 << 20);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("letters", letter)).get();
    }
  }

  private static List<String> read(BrokerProcess broker, int count) {
    try (var consumer =
        new KafkaConsumer<>(clientOf(broker), new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition("letters", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return Stream.generate(() -> consumer.poll(Duration.ofSeconds(5)))
          .flatMap(records -> records.records(partition).stream())
          .limit(count)
          .map(ConsumerRecord::value)
          .toList();
    }
  }
}
