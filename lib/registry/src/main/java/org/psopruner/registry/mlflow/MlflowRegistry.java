package org.psopruner.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.psopruner.messages.report.RunReport;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.ModelFile;
import org.psopruner.registry.ModelRegistry;
import org.psopruner.registry.http.HttpService;

/**
 * Registers each model as a run with parameters, metrics and artifacts, and as a version of a
 * registered model with an alias, by MLflow's REST API 2.0. The run is found again by a tag with
 * the model's id, the version by its run.
 */
public final class MlflowRegistry implements ModelRegistry {
  private final MlflowRuns runs;
  private final MlflowModels models;

  /**
   * @param experiment MLflow's, which is made where it is missing
   * @param model the registered model, a template of {@link FinishedModel#name}
   * @param alias that the newest version gets
   */
  public MlflowRegistry(HttpService server, String experiment, String model, String alias) {
    this.runs = new MlflowRuns(server, experiment);
    this.models = new MlflowModels(server, model, alias);
  }

  @Override
  public String name() {
    return "mlflow";
  }

  @Override
  public URI register(FinishedModel model) {
    Optional<JsonNode> found = runs.find(model);
    JsonNode run = found.filter(MlflowRuns::isFinished).orElseGet(() -> finishedRun(model, found));
    String version = models.version(model, run);
    models.alias(model, version);
    return URI.create("models:/%s/%s".formatted(HttpService.encode(models.name(model)), version));
  }

  private JsonNode finishedRun(FinishedModel model, Optional<JsonNode> begun) {
    // The files first: for a model that has lost one, no run is begun.
    List<ModelFile> files =
        Stream.concat(Stream.of(model.model()), model.companions().stream()).toList();
    RunReport report = RunReport.read(model.ready().report().path());
    JsonNode run = begun.orElseGet(() -> runs.create(model));
    runs.log(run, model.ready(), report.createdAt());
    files.forEach(file -> runs.upload(run, file));
    runs.finish(run, report.createdAt());
    return run;
  }
}
