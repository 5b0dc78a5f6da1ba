package org.psopruner.retrainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.ModelMetrics;
import org.psopruner.messages.ModelReady;
import org.psopruner.messages.ModelSignature;
import org.psopruner.messages.report.RunReport;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.registry.kserve.InferenceService;
import org.psopruner.retrainer.registration.Registries;
import org.psopruner.training.RetrainingJob;

/** What is told of a model: nothing before it was read back from where it stands. */
final class Announcement {
  private static final String FLOAT = "float32";

  private final Registries registries;

  /**
   * @param registries where models go, which a server of models is told
   */
  Announcement(Registries registries) {
    this.registries = registries;
  }

  /**
   * The message about a model, beside which what serves it is written.
   *
   * @param report of the run that made it
   * @param output the folder that it stands in
   * @throws org.psopruner.messages.UnreadableFileException if the model cannot be read, or is not
   *     the one that was measured
   * @throws org.psopruner.pruning.onnx.OnnxException if it is no model
   * @throws UncheckedIOException if nothing can be written beside it
   */
  ModelReady of(GlobalBest winner, RunReport report, Path output) {
    Path file = output.resolve(RetrainingJob.MODEL).toAbsolutePath().normalize();
    FileReference model = new FileReference(file.toUri(), report.after().sha256());
    OnnxModel read = OnnxReader.read(model.verified());
    model.requireSame(read.sha256());
    writeService(winner, model, file.getParent());
    return new ModelReady(
        MessageJson.id(winner),
        winner.experimentId(),
        model,
        report.after().fileBytes(),
        FileReference.of(output.resolve(RunReport.FILE_NAME)),
        files(output),
        signature(read),
        winner.experiment().baseline(),
        winner.structure(),
        new ModelMetrics(
            report.dataset().sha256(),
            report.dataset().testSha256(),
            figures(report.before()),
            figures(report.after())),
        winner.experiment().swarm().seed(),
        report.versions().psopruner());
  }

  private void writeService(GlobalBest winner, FileReference model, Path output) {
    String id = MessageJson.id(winner);
    String yaml =
        InferenceService.yaml(
            winner.experimentId(),
            id,
            model.sha256(),
            registries.serving(winner.experimentId(), id, output.toUri()));
    try {
      // As all in this folder: written beside its place, then moved. A temporary file of the JDK's
      // nobody else may read.
      Path draft = output.resolve(".draft-" + UUID.randomUUID() + ".yaml");
      Files.writeString(draft, yaml);
      Files.move(draft, output.resolve(InferenceService.FILE_NAME), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into %s: %s".formatted(output, e), e);
    }
  }

  private static List<FileReference> files(Path output) {
    return Stream.of(
            RetrainingJob.STRUCTURE,
            RetrainingJob.MARKDOWN,
            RetrainingJob.CARD,
            InferenceService.FILE_NAME)
        .map(output::resolve)
        .filter(Files::exists)
        .map(FileReference::of)
        .toList();
  }

  private static ModelSignature signature(OnnxModel model) {
    Network network = model.network();
    Shape image = network.inputShape();
    return new ModelSignature(
        model.opset(),
        new ModelSignature.Tensor(
            network.inputName(),
            FLOAT,
            List.of(ModelSignature.FREE, image.channels(), image.height(), image.width())),
        new ModelSignature.Tensor(
            network.outputName(),
            FLOAT,
            List.of(ModelSignature.FREE, network.outputShape().size())));
  }

  private static ModelMetrics.Figures figures(RunReport.ModelFigures figures) {
    return new ModelMetrics.Figures(
        figures.parameters(),
        figures.macs(),
        figures.fileBytes(),
        figures.validationAccuracy(),
        figures.testAccuracy());
  }
}
