package org.psopruner.cli.sensitivity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.cli.bench.BenchThreads;
import org.psopruner.cli.data.CheckedData;
import org.psopruner.cli.data.DataOptions;
import org.psopruner.cli.evaluation.SensitivityAnalysis;
import org.psopruner.cli.output.OutputFile;
import org.psopruner.cli.run.EvaluationOptions;
import org.psopruner.cli.run.FineTuneOptions;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.report.SensitivityReport;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code psopruner sensitivity}: prunes one layer at a time and tells the accuracy. */
@Command(
    name = "sensitivity",
    description = {
      "Tells how accurate a network is when one channel group alone loses some of its channels,"
          + " with batch norm recalibrated and nothing retrained: which layers can be pruned, and"
          + " which cannot. A search can start from it.",
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner sensitivity --model vgg16.onnx --data cifar10/ --output sensitivity.json"
          + " --plot sensitivity.svg",
      "  psopruner run --model vgg16.onnx --data cifar10/ --sensitivity sensitivity.json",
    })
public final class SensitivityCommand implements Runnable {
  private static final double DEFAULT_STEP = 0.1;
  private static final int DEFAULT_SHARES = 9;

  private final Screen screen;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "The ONNX file.")
  private Path model;

  @Mixin private DataOptions data;

  @Option(
      names = "--removed",
      paramLabel = "SHARE",
      split = ",",
      description = "Shares of a layer's channels that go (default: 0.1, 0.2, ... 0.9).")
  private List<Double> removed;

  @Option(
      names = "--criterion",
      paramLabel = "NAME",
      description = "What values a filter: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      defaultValue = "l1-norm")
  private FilterCriterion criterion;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the criterion random (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed;

  @Mixin private EvaluationOptions evaluation;
  @Mixin private FineTuneOptions fineTuning;
  @Mixin private BenchThreads threads;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write it as JSON, for --sensitivity of a search.")
  private Path output;

  @Option(names = "--plot", paramLabel = "FILE", description = "Draw it, as SVG.")
  private Path plot;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  public SensitivityCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    List<Double> shares = shares();
    if (criterion == FilterCriterion.MEASURED) {
      throw new BadInputException(
          "--criterion is measured, for which sensitivity takes no file; give one of the others");
    }
    if (criterion == FilterCriterion.SEARCHED) {
      throw new BadInputException(
          "--criterion is searched, which only a search can do; give one of the others");
    }
    int count = threads.count();
    if (output != null) {
      new OutputFile("--output", output).requireUsable(model);
    }
    if (plot != null) {
      new OutputFile("--plot", plot).requireUsable(model);
    }
    OnnxModel onnx = OnnxReader.read(model);
    CheckedData checked = CheckedData.read(data.request());
    DatasetReference dataset = checked.forModel(model, onnx);
    SensitivityReport report =
        new SensitivityAnalysis(
                new FileReference(model.toAbsolutePath().normalize().toUri(), onnx.sha256()),
                dataset,
                evaluation
                    .request(fineTuning.fineTuning())
                    .within(checked.dataset().validation().size()),
                new Dl4jEngine(count),
                screen.progressUnless(json, InstantSource.system()))
            .run(onnx.network(), criterion, seed, shares);
    if (output != null) {
      new OutputFile("--output", output).write(RecordJson.write(report));
    }
    if (plot != null) {
      new OutputFile("--plot", plot).write(SensitivityPlot.svg(report).getBytes(UTF_8));
    }
    screen.show(report, json, SensitivityTable.lines(report, screen.charset()));
  }

  private List<Double> shares() {
    if (removed == null) {
      List<Double> shares = new ArrayList<>();
      for (int i = 1; i <= DEFAULT_SHARES; i++) {
        shares.add(Math.round(10 * DEFAULT_STEP * i) / 10.0);
      }
      return shares;
    }
    for (int i = 0; i < removed.size(); i++) {
      double share = removed.get(i);
      Range.check("--removed", share, share > 0 && share < 1, "above 0 and below 1");
      if (i > 0 && share <= removed.get(i - 1)) {
        throw new BadInputException(
            "--removed is %s after %s; give the shares in ascending order"
                .formatted(share, removed.get(i - 1)));
      }
    }
    return removed;
  }
}
