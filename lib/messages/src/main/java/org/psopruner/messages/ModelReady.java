package org.psopruner.messages;

import java.net.URI;
import java.util.List;

/**
 * A pruned model is there, and was read back: all that a registry needs to know of it.
 *
 * @param globalBestId the id of the global best that the model answers, by {@link MessageJson#id};
 *     also the id of this message's event, however often that is sent, and what registries know the
 *     model by
 * @param model the ONNX file
 * @param bytes its length
 * @param report the run's report as JSON
 * @param files what else lies beside the model for people and servers, such as its card
 * @param signature what the file takes and gives
 * @param baseline the ONNX file that was pruned
 * @param structure what was kept of it
 * @param metrics how good the model is, and what it costs
 * @param seed of the search
 * @param codeVersion of the program that made the model
 */
public record ModelReady(
    String globalBestId,
    String experimentId,
    FileReference model,
    long bytes,
    FileReference report,
    List<FileReference> files,
    ModelSignature signature,
    FileReference baseline,
    PrunedStructure structure,
    ModelMetrics metrics,
    long seed,
    String codeVersion)
    implements Message {
  private static final int MOST_FILES = 100;

  public ModelReady {
    Require.sha256("globalBestId", globalBestId);
    Require.experimentId("experimentId", experimentId);
    Require.present("model", model);
    Require.atLeast(1, "bytes", bytes);
    Require.present("report", report);
    files = Require.each("files", files, file -> true, "given");
    Require.that(files.size() <= MOST_FILES, "files", files.size(), "at most " + MOST_FILES);
    Require.present("signature", signature);
    Require.present("baseline", baseline);
    Require.present("structure", structure);
    Require.present("metrics", metrics);
    Require.text("codeVersion", codeVersion);
  }

  /** The folder that the model lies in, as a URI that ends with a slash. */
  public URI folder() {
    return model.uri().resolve(".");
  }
}
