package org.psopruner.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Prometheus is asked, as its own tool reads it where that is there. Whether the services give
 * what is asked for, {@code OperationsIT} of the command's tests says.
 */
class QueriesTest {
  private static final Path FOLDER = Repository.DEPLOY.resolve("components/observability");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WAITING =
      "psopruner_evaluations_outstanding{job=\"psopruner/swarm-coordinator\"}";

  private static final String ENDED =
      "psopruner_evaluations_total{job=\"psopruner/fitness-worker\", outcome=\"%s\"}";

  @TempDir private Path folder;

  @Test
  void theAlertsAreRulesOfPrometheus() throws IOException {
    assertThat(check(alerts())).isEmpty();
  }

  private static JsonNode alerts() throws IOException {
    return StrictYaml.documents(FOLDER.resolve("rules.yaml")).get(0).path("spec");
  }

  /** After two hours without work, an hour without an ending takes an hour of work. */
  @Test
  void timeWithoutWorkIsNoStandstill() throws IOException {
    Map<String, String> series =
        Map.of(WAITING, "0x120 10x200", ENDED.formatted("evaluated"), "_x123 0x200");

    assertThat(standing(false, series, 137)).isEmpty();
    assertThat(standing(true, series, 200)).isEmpty();
    assertThat(standing(false, series, 200)).contains("PSOPrunerStands");
  }

  @Test
  void whoHandsEvaluationsBackStands() throws IOException {
    Map<String, String> series =
        Map.of(
            WAITING,
            "10x200",
            ENDED.formatted("evaluated"),
            "0x200",
            ENDED.formatted("given_back"),
            "0+1x200");

    assertThat(standing(true, series, 120)).isEmpty();
  }

  @Test
  void whoEndsAnEvaluationAnHourDoesNotStand() throws IOException {
    Map<String, String> series =
        Map.of(WAITING, "10x300", ENDED.formatted("failed"), "0x49 1x49 2x49 3x49 4x49 5x49");

    assertThat(standing(false, series, IntStream.range(1, 290).toArray())).isEmpty();
  }

  /** Of the hour before its first look, Prometheus knows nothing. */
  @Test
  void whatWasNotSeenIsNoStandstill() throws IOException {
    Map<String, String> series =
        Map.of(WAITING, "_x120 10x100", ENDED.formatted("evaluated"), "_x120 0x100");

    assertThat(standing(false, series, 160)).isEmpty();
    assertThat(standing(true, series, 200)).isEmpty();
  }

  /** What is wrong with it that this alert is there, or is not, at each of these minutes. */
  private String standing(boolean isThere, Map<String, String> series, int... minutes)
      throws IOException {
    JsonNode rules = alerts();
    JsonNode alert =
        rules.findParents("alert").stream()
            .filter(rule -> rule.path("alert").asText().equals("PSOPrunerStands"))
            .findFirst()
            .orElseThrow();
    ObjectNode test = JSON.createObjectNode().put("interval", "1m");
    ArrayNode input = test.putArray("input_series");
    series.forEach((name, values) -> input.addObject().put("series", name).put("values", values));
    ArrayNode asked = test.putArray("alert_rule_test");
    for (int minute : minutes) {
      ArrayNode expected =
          asked
              .addObject()
              .put("eval_time", minute + "m")
              .put("alertname", "PSOPrunerStands")
              .putArray("exp_alerts");
      if (isThere) {
        expected
            .addObject()
            .<ObjectNode>set("exp_labels", alert.path("labels"))
            .set("exp_annotations", alert.path("annotations"));
      }
    }
    ObjectNode tests = JSON.createObjectNode().put("evaluation_interval", "1m");
    tests.putArray("rule_files").add("rules.yaml");
    tests.putArray("tests").add(test);
    Path file = folder.resolve("tests.yaml");
    Files.writeString(file, tests.toString());
    assertThat(check(rules)).isEmpty();
    return run("test", "rules", file.toString());
  }

  @Test
  void thePanelsAskWhatPrometheusUnderstands() throws IOException {
    assertThat(check(rules(panels()))).isEmpty();
    assertThat(check(rules(List.of("sum by (pod (up)")))).contains("could not parse expression");
  }

  @Test
  void theDashboardIsOneThatGrafanaFinds() {
    Resources resources = Overlay.OBSERVED.build();
    ConfigMap dashboard = resources.named(ConfigMap.class, "psopruner-dashboard");

    assertThat(dashboard.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
    assertThat(dashboard.getData()).containsOnlyKeys("psopruner.json");
  }

  /** Each service is scraped at the port that it serves; the coordinator with a viewer's token. */
  @Test
  void everyServiceIsScraped() {
    Resources resources = Overlay.OBSERVED.build();
    for (ServiceUnderTest service : ServiceUnderTest.values()) {
      PodMonitor monitor = resources.named(PodMonitor.class, service.module());
      var endpoint = monitor.getSpec().getPodMetricsEndpoints().get(0);
      assertThat(endpoint.getPath()).isEqualTo("/q/metrics");
      assertThat(endpoint.getPort())
          .isEqualTo(resources.container(service.module()).getPorts().get(0).getName());
      assertThat(
              resources
                  .deployment(service.module())
                  .getSpec()
                  .getTemplate()
                  .getMetadata()
                  .getLabels())
          .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels());
      assertThat(endpoint.getAuthorization() != null)
          .isEqualTo(service == ServiceUnderTest.COORDINATOR);
    }
  }

  private static List<String> panels() throws IOException {
    List<String> queries = new ArrayList<>();
    JSON.readTree(FOLDER.resolve("dashboard.json").toFile())
        .findValuesAsText("expr")
        .forEach(
            query ->
                queries.add(query.replace("$__rate_interval", "5m").replace("$experiment", ".*")));
    return queries;
  }

  /** Rules that record what is asked for. */
  private static JsonNode rules(List<String> queries) {
    ObjectNode rules = JSON.createObjectNode();
    ArrayNode recorded =
        rules.putArray("groups").addObject().put("name", "panels").putArray("rules");
    for (int i = 0; i < queries.size(); i++) {
      recorded.addObject().put("record", "panel:" + i).put("expr", queries.get(i));
    }
    return rules;
  }

  /** What is wrong with rules; JSON is YAML, too. */
  private String check(JsonNode rules) throws IOException {
    assumeTrue(isThere(), "there is no promtool, which Debian's package prometheus has");
    Path file = folder.resolve("rules.yaml");
    Files.writeString(file, rules.toString());
    return run("check", "rules", file.toString());
  }

  private static boolean isThere() {
    try {
      return run("--version").isEmpty();
    } catch (IOException missing) {
      return false;
    }
  }

  /** What it says if it fails; nothing if it does not. */
  private static String run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return process.waitFor() == 0 ? "" : output;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
