package org.psopruner.cli.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.cli.data.BundledDemo;
import org.psopruner.cli.progress.NoDisplay;
import org.psopruner.cli.run.EvaluationRequest;
import org.psopruner.cli.run.Preparation;
import org.psopruner.cli.run.RunRequest;
import org.psopruner.cli.run.StartPoint;
import org.psopruner.data.DemoImages;
import org.psopruner.kafka.Cluster;
import org.psopruner.messages.AugmentationSettings;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.DistillationSettings;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.Racing;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.SavingParameters;
import org.psopruner.messages.StructureParameters;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.Topic;
import org.psopruner.messages.rest.ExperimentView;

/**
 * A whole search with the packaged services over TLS, each as a user of its own with the rights of
 * {@code deploy/kafka-acls.csv}; and then, what it has left is searched for the passwords.
 */
@Timeout(300)
class SecuredPipelineIT {
  private static final Path HOME = Path.of(System.getProperty("psopruner.home"));
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final Set<ExperimentView.State> ENDS =
      Set.of(ExperimentView.State.FINISHED, ExperimentView.State.FAILED);
  private static final String TOKEN = "marked-secret-of-the-operator";

  /** Passwords by their users. */
  private static final Map<String, String> PASSWORDS =
      Map.of(
          "swarm-coordinator", "marked-secret-of-the-coordinator",
          "fitness-worker", "marked-secret-of-the-worker",
          "retrainer", "marked-secret-of-the-retrainer");

  @TempDir static Path folder;

  private static AclTable rights;
  private static SecuredBroker broker;
  private static final List<ServiceProcess> SERVICES = new ArrayList<>();
  private static ExperimentSpec spec;
  private static ExperimentView ended;

  @BeforeAll
  static void search() throws Exception {
    rights = AclTable.read(HOME.resolve("deploy/kafka-acls.csv"));
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    broker = SecuredBroker.start(folder.resolve("left/broker"), secrets);
    broker.admit(PASSWORDS, rights);
    SERVICES.add(service("swarm-coordinator", Map.of("PSOPRUNER_ACCESS_OPERATOR_TOKEN", TOKEN)));
    SERVICES.add(
        service(
            "fitness-worker",
            Map.of("PSOPRUNER_ENGINE", "synthetic", "PSOPRUNER_SYNTHETIC_EVALUATION", "PT0S")));
    SERVICES.add(service("retrainer", passwordFile(secrets)));
    // The coordinator first: it alone may make the topics.
    start(SERVICES.get(0));
    SERVICES.stream().skip(1).forEach(ServiceProcess::start);
    SERVICES.forEach(SecuredPipelineIT::awaitReady);

    spec = spec(folder.resolve("left/out"));
    CoordinatorClient coordinator =
        new CoordinatorClient(SERVICES.get(0).uri(), CALL, Optional.of(TOKEN));
    coordinator.create(spec);
    ended =
        await()
            .atMost(LONG)
            .until(() -> coordinator.experiment(spec.id()), view -> ENDS.contains(view.state()));
  }

  @AfterAll
  static void stop() {
    SERVICES.forEach(ServiceProcess::stop);
    broker.close();
  }

  private static void start(ServiceProcess service) {
    service.start();
    awaitReady(service);
  }

  private static void awaitReady(ServiceProcess service) {
    HttpClient client = HttpClient.newHttpClient();
    await(service.name()).atMost(LONG).until(() -> service.isReady(client));
  }

  /** With all that Kafka's clients log, which is their settings among other things. */
  private static ServiceProcess service(String name, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(broker.environment(name, PASSWORDS.get(name)));
    environment.putAll(more);
    environment.values().removeIf(String::isEmpty);
    return new ServiceProcess(
        name,
        HOME.resolve(name).resolve("target/quarkus-app/quarkus-run.jar"),
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dquarkus.log.category.\"org.apache.kafka.common.config\".level=INFO"),
        environment,
        false,
        FreePorts.find(1).get(0),
        folder.resolve("left/logs").resolve(name + ".log"));
  }

  /** A mounted file instead of a variable: settings may come from one. */
  private static Map<String, String> passwordFile(Path secrets) throws IOException {
    Path file =
        Files.writeString(
            secrets.resolve("kafka.properties"),
            "kafka.sasl.jaas.config="
                + SecuredBroker.jaas("retrainer", PASSWORDS.get("retrainer"))
                + "\n");
    return Map.of("KAFKA_SASL_JAAS_CONFIG", "", "QUARKUS_CONFIG_LOCATIONS", file.toString());
  }

  private static ExperimentSpec spec(Path output) {
    BundledDemo demo = new BundledDemo(HOME);
    RunRequest request =
        new RunRequest(
            demo.model(),
            demo.data(),
            new SwarmParameters(4, 3, 1, SwarmVariant.GLOBAL_BEST, SwarmPace.SYNCHRONOUS),
            StartPoint.RANDOM,
            new BudgetParameters(0.25, 1, 1),
            new StructureParameters(FilterCriterion.L1_NORM, 1),
            new EvaluationRequest(Optional.of(100), 0, 100),
            new SavingParameters(Racing.EXACT, true),
            new RetrainingSettings(
                0,
                100,
                0.05,
                0.9,
                5e-4,
                0,
                0,
                new AugmentationSettings(0, false, 0, 0),
                new DistillationSettings(0, 4),
                0,
                0,
                false,
                1));
    return new Preparation(InstantSource.system(), 1, new NoDisplay()).prepare(request, output);
  }

  @Test
  void theRightsDoForASearchFromItsBeginningToItsModel() throws Exception {
    assertThat(ended.failure()).isEmpty();
    assertThat(ended.state()).isEqualTo(ExperimentView.State.FINISHED);
    assertThat(folder.resolve("left/out/model.onnx")).exists();
    assertThat(records(Topic.MODELS)).isEqualTo(1);
    assertThat(records(Topic.DEAD_LETTERS)).isZero();
  }

  /** Whoever comes by the other door may read everything. */
  private static long records(Topic topic) {
    TopicPartition partition = new TopicPartition(topic.topicName(), 0);
    try (KafkaConsumer<String, byte[]> all = broker.unsecured().consumer(Map.of())) {
      all.assign(Set.of(partition));
      all.seekToBeginning(Set.of(partition));
      long end = all.endOffsets(Set.of(partition)).get(partition);
      long records = 0;
      while (all.position(partition) < end) {
        records += all.poll(CALL).count();
      }
      return records;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"swarm-coordinator", "fitness-worker", "retrainer"})
  void aUserIsRefusedWhatIsNotItsOwn(String user) throws Exception {
    Cluster cluster = broker.as(user, PASSWORDS.get(user));
    int refused = 0;
    try (KafkaProducer<String, byte[]> producer = cluster.producer(Map.of())) {
      for (String topic : topics()) {
        if (!rights.allows(user, AclOperation.WRITE, ResourceType.TOPIC, topic)) {
          assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, new byte[1])).get())
              .as("%s writes %s", user, topic)
              .hasCauseInstanceOf(TopicAuthorizationException.class);
          refused++;
        }
      }
    }
    for (String topic : topics()) {
      if (!rights.allows(user, AclOperation.READ, ResourceType.TOPIC, topic)) {
        assertThatThrownBy(() -> read(cluster, topic))
            .as("%s reads %s", user, topic)
            .isInstanceOf(TopicAuthorizationException.class);
        refused++;
      }
    }
    for (String group : rights.names(ResourceType.GROUP)) {
      if (!rights.allows(user, AclOperation.READ, ResourceType.GROUP, group)) {
        assertThatThrownBy(() -> joins(cluster, group))
            .as("%s joins %s", user, group)
            .isInstanceOf(GroupAuthorizationException.class);
        refused++;
      }
    }
    assertThat(refused).isGreaterThanOrEqualTo(5);
    assertRefusedAsAdministrator(cluster);
  }

  private static List<String> topics() {
    return Stream.of(Topic.values()).map(Topic::topicName).toList();
  }

  private static void read(Cluster cluster, String topic) {
    try (KafkaConsumer<String, byte[]> consumer = cluster.consumer(Map.of())) {
      Set<TopicPartition> partition = Set.of(new TopicPartition(topic, 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      consumer.poll(CALL);
    }
  }

  private static void joins(Cluster cluster, String group) {
    try (KafkaConsumer<String, byte[]> consumer = cluster.consumer(Map.of("group.id", group))) {
      consumer.committed(Set.of(new TopicPartition(Topic.PARTICLES.topicName(), 0)));
    }
  }

  private static void assertRefusedAsAdministrator(Cluster cluster) {
    try (Admin admin = cluster.admin(CALL)) {
      assertRefused(admin.createTopics(List.of(new NewTopic("others", 1, (short) 1))).all());
      assertRefused(admin.deleteTopics(List.of(Topic.EXPERIMENTS.topicName())).all());
      assertRefused(admin.describeAcls(AclBindingFilter.ANY).values());
      assertRefused(admin.describeUserScramCredentials().all());
    }
  }

  private static void assertRefused(KafkaFuture<?> answer) {
    assertThatThrownBy(answer::get).hasCauseInstanceOf(AuthorizationException.class);
  }

  @Test
  void whoeverHasAnotherPasswordIsNotLetIn() {
    try (Admin admin = broker.as("fitness-worker", "another").admin(CALL)) {
      assertThatThrownBy(() -> admin.describeCluster().nodes().get())
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  @Test
  void whoeverSpeaksWithoutTlsIsNotUnderstood() {
    try (Admin admin = new Cluster(broker.address()).admin(Duration.ofSeconds(3))) {
      assertThatThrownBy(() -> admin.describeCluster().nodes().get())
          .isInstanceOf(ExecutionException.class);
    }
  }

  @Test
  void theCommandLogsInAsTheEnvironmentSays() throws Exception {
    assertThat(command(PASSWORDS.get("retrainer"))).contains("cannot read '/nowhere.onnx'");
    assertThat(command("another"))
        .contains(
            "--kafka is " + broker.address() + ", which does not let us in (Authentication failed")
        .hasLineCount(1);
  }

  private static String command(String password) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dpsopruner.home=" + HOME,
                "-cp",
                HOME.resolve("cli/target/psopruner-cli.jar")
                    + ":"
                    + HOME.resolve("cli/target/lib")
                    + "/*",
                "org.psopruner.cli.Main",
                "run",
                "--model",
                "/nowhere.onnx",
                "--data",
                DemoImages.firstOfEachClass(100, 100).toString(),
                "--kafka",
                broker.address(),
                "--output",
                folder.resolve("command").toString())
            .redirectErrorStream(true);
    builder.environment().putAll(broker.environment("retrainer", password));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    assertThat(process.waitFor()).isEqualTo(2);
    return output.strip();
  }

  @Test
  void noSecretIsInALogAReportAMessageOrAnAnswer() throws Exception {
    Map<String, String> left = left();
    assertThat(left.keySet())
        .anyMatch(name -> name.endsWith("swarm-coordinator.log"))
        .anyMatch(name -> name.endsWith("report.json"))
        .anyMatch(name -> name.contains("psopruner.experiments-"));
    assertThat(anyOf(left, ".log", "sasl.jaas.config = [hidden]")).isTrue();
    assertThat(anyOf(left, "psopruner.experiments-", spec.id())).isTrue();
    left.forEach(
        (name, text) -> {
          assertThat(text.contains("marked-secret")).as(name).isFalse();
        });
  }

  /** Not by an assertion on the texts, which would print them all. */
  private static boolean anyOf(Map<String, String> left, String name, String text) {
    return left.entrySet().stream()
        .anyMatch(file -> file.getKey().contains(name) && file.getValue().contains(text));
  }

  /** All files of the broker, the services and the model, and what REST answers. */
  private static Map<String, String> left() throws Exception {
    Map<String, String> left = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve("left"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        // Preallocated, and of numbers alone.
        if (!file.toString().endsWith("index")) {
          left.put(file.toString(), Files.readString(file, ISO_8859_1));
        }
      }
    }
    for (String path :
        List.of("/q/health", "/q/openapi", "/q/metrics", "/experiments", "/nowhere")) {
      URI uri = SERVICES.get(0).uri().resolve(path);
      HttpRequest request =
          HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + TOKEN).build();
      left.put(path, HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    }
    return left;
  }
}
