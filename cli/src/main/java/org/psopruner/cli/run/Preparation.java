package org.psopruner.cli.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.data.CheckedData;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.coordinator.search.ThresholdSpaces;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.Rung;
import org.psopruner.messages.report.ImportanceReport;
import org.psopruner.messages.report.SensitivityReport;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.structure.ThresholdMapping;

/** Finds what is wrong with a request before anything is started. */
public final class Preparation {
  private final InstantSource clock;
  private final Analyst analyst;

  /**
   * @param clock dates the experiment's id
   * @param threads of an analysis, where a search starts from one
   * @param progress of such an analysis
   */
  public Preparation(InstantSource clock, int threads, ProgressDisplay progress) {
    this.clock = clock;
    this.analyst = new Analyst(threads, progress);
  }

  /**
   * Reads the model and the data and checks that they fit each other and the settings. Where the
   * search starts from a sensitivity analysis, that is made when all else is right.
   *
   * @param output the folder that the experiment will write to
   * @return the experiment to ask for
   * @throws BadInputException if they do not, as do the readers' own exceptions
   */
  public ExperimentSpec prepare(RunRequest request, Path output) {
    OnnxModel model = OnnxReader.read(request.model());
    CheckedData data = CheckedData.read(request.data());
    DatasetReference dataset = data.forModel(request.model(), model);
    request.structures().values().ifPresent(file -> requireOf(request.model(), model, file));
    int validationImages = data.dataset().validation().size();
    EvaluationSettings evaluation = request.evaluation().within(validationImages);
    List<Rung> rungs = request.ladder().rungs(evaluation, validationImages);
    FileReference baseline = FileReference.of(request.model());
    List<List<Double>> start =
        start(
            request,
            model,
            () ->
                analyst.analysis(
                    baseline,
                    model.network(),
                    dataset,
                    evaluation,
                    request.structures(),
                    request.swarm().seed()));
    return new ExperimentSpec(
        id(request.model()),
        baseline,
        dataset,
        request.swarm().startingAt(start),
        request.budget(),
        request.structures(),
        evaluation,
        request.savings(),
        rungs,
        request.retraining(),
        output.toUri());
  }

  private static void requireOf(Path path, OnnxModel model, FileReference values) {
    try {
      if (!ImportanceReport.read(values.path()).modelSha256().equals(model.sha256())) {
        throw new BadInputException(
            "--importance %s is of another model than %s; value the filters of this one"
                .formatted(values.path(), path));
      }
    } catch (MessageException e) {
      throw new BadInputException(
          "--importance %s: %s; give what psopruner importance has written"
              .formatted(values.path(), e.getMessage()),
          e);
    }
  }

  private static List<List<Double>> start(
      RunRequest request, OnnxModel model, Supplier<SensitivityReport> analysis) {
    ChannelGroups groups = ChannelGroups.of(model.network());
    if (groups.size() == 0) {
      throw new BadInputException(
          "%s has no channels that could go; give a network with convolutions"
              .formatted(request.model()));
    }
    SwarmStart.Search search =
        new SwarmStart.Search(
            request,
            model.sha256(),
            groups.groups().stream().map(ChannelGroup::id).toList(),
            ThresholdSpaces.choices(request.structures()),
            mapping(request, model.network(), groups),
            analysis);
    int coordinates = groups.size() + (search.choices().isEmpty() ? 0 : 1);
    return request.start().positions(search).stream()
        .map(position -> Arrays.copyOf(position, coordinates)) // 0 is the first choice
        .map(position -> Arrays.stream(position).boxed().toList())
        .toList();
  }

  private static ThresholdMapping mapping(
      RunRequest request, Network network, ChannelGroups groups) {
    try {
      if (ThresholdSpaces.choices(request.structures()).contains(FilterCriterion.MEASURED)) {
        // Fails now if the file's values are not complete.
        mapping(request, FilterCriterion.MEASURED, network, groups);
      }
      return mapping(request, request.structures().criterion(), network, groups);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  private static ThresholdMapping mapping(
      RunRequest request, FilterCriterion criterion, Network network, ChannelGroups groups) {
    return ThresholdSpaces.mapping(
        network,
        groups,
        request.budget(),
        request.structures().with(criterion),
        request.swarm().seed());
  }

  /** Unique, as many runs may share a broker: {@code vgg16-20261124-101500-3f2a}. */
  private String id(Path model) {
    String name =
        String.valueOf(model.getFileName())
            .replaceFirst("\\.onnx$", "")
            .replaceFirst("^\\.+", "")
            .replaceAll("[^A-Za-z0-9._-]", "-");
    Instant now = clock.instant();
    return "%s-%s-%s"
        .formatted(
            name.substring(0, Math.min(60, name.length())),
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(now),
            UUID.randomUUID().toString().substring(0, 8));
  }
}
