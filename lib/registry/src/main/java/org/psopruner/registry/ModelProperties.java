package org.psopruner.registry;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.psopruner.messages.ModelMetrics.Figures;
import org.psopruner.messages.ModelReady;
import org.psopruner.messages.ModelSignature;

/** What is known of a model as names and values, for registries that keep such. */
public final class ModelProperties {
  /** The name of the id, by which a registry is asked whether it has the model. */
  public static final String ID = "psopruner.id";

  private ModelProperties() {}

  /** Its numbers, those of the baseline beside them. */
  public static SortedMap<String, Double> metrics(ModelReady ready) {
    SortedMap<String, Double> metrics = new TreeMap<>();
    add(metrics, "", ready.metrics().after());
    add(metrics, "baseline_", ready.metrics().before());
    return metrics;
  }

  private static void add(Map<String, Double> metrics, String prefix, Figures figures) {
    metrics.put(prefix + "parameters", (double) figures.parameters());
    metrics.put(prefix + "macs", (double) figures.macs());
    metrics.put(prefix + "file_bytes", (double) figures.fileBytes());
    metrics.put(prefix + "validation_accuracy", figures.validationAccuracy());
    figures.testAccuracy().ifPresent(share -> metrics.put(prefix + "test_accuracy", share));
  }

  /** Where it comes from, each value less than 500 characters. */
  public static SortedMap<String, String> origin(ModelReady ready) {
    SortedMap<String, String> origin = new TreeMap<>();
    origin.put("experiment", ready.experimentId());
    origin.put("model_sha256", ready.model().sha256());
    origin.put("baseline_sha256", ready.baseline().sha256());
    origin.put("dataset_sha256", ready.metrics().datasetSha256());
    ready.metrics().testSha256().ifPresent(sha256 -> origin.put("test_sha256", sha256));
    origin.put("seed", Long.toString(ready.seed()));
    origin.put("opset", Integer.toString(ready.signature().opset()));
    origin.put("input", tensor(ready.signature().input()));
    origin.put("output", tensor(ready.signature().output()));
    origin.put("code_version", ready.codeVersion());
    origin.replaceAll((name, value) -> value.substring(0, Math.min(value.length(), 499)));
    return origin;
  }

  private static String tensor(ModelSignature.Tensor tensor) {
    return "%s %s %s".formatted(tensor.name(), tensor.type(), tensor.shape());
  }
}
