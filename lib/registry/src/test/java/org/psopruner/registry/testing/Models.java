package org.psopruner.registry.testing;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.ModelReady;
import org.psopruner.messages.Samples;
import org.psopruner.messages.report.ReportSample;
import org.psopruner.registry.FinishedModel;

/** Finished models in folders. */
public final class Models {
  public static final List<String> FILES =
      List.of("model.onnx", "report.json", "structure.json", "README.md");

  private Models() {}

  /**
   * A model whose files are in a folder.
   *
   * @param experiment its id; another one is another model
   */
  public static FinishedModel in(Path folder, String experiment) {
    byte[] model = new byte[300_000];
    new Random(experiment.hashCode()).nextBytes(model);
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("model.onnx"), model);
      ReportSample.report().write(folder.resolve("report.json"));
      Files.writeString(folder.resolve("structure.json"), "{}");
      Files.writeString(folder.resolve("README.md"), "# " + experiment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ModelReady some = Samples.READY;
    FileReference onnx = FileReference.of(folder.resolve("model.onnx"));
    ModelReady ready =
        new ModelReady(
            onnx.sha256(),
            experiment,
            onnx,
            model.length,
            FileReference.of(folder.resolve("report.json")),
            Stream.of("structure.json", "README.md")
                .map(folder::resolve)
                .map(FileReference::of)
                .toList(),
            some.signature(),
            some.baseline(),
            some.structure(),
            some.metrics(),
            some.seed(),
            some.codeVersion());
    return new FinishedModel(ready, event(ready));
  }

  private static CloudEvent event(ModelReady ready) {
    return CloudEventBuilder.v1()
        .withId(MessageJson.id(ready))
        .withSource(URI.create("/retrainer/test"))
        .withType("org.psopruner.model-ready.v1")
        .withSubject(ready.experimentId())
        .withExtension("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        .withData("application/json", MessageJson.write(ready))
        .build();
  }
}
