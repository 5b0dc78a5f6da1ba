package org.psopruner.registry;

import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.stream.Stream;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.ModelReady;

/**
 * A model that is to be registered.
 *
 * @param ready what is known of it
 * @param event that told of it
 */
public record FinishedModel(ModelReady ready, CloudEvent event) {
  /** The name of {@link #message} where it is kept as a file. */
  public static final String MESSAGE = "model-ready.json";

  /** What it is known by in every registry: 64 hexadecimal digits. */
  public String id() {
    return ready.globalBestId();
  }

  /**
   * The model itself.
   *
   * @throws RefusedException if it is missing or was changed
   */
  public ModelFile model() {
    return ModelFile.of(ready.model());
  }

  /**
   * The report and what else lies beside the model.
   *
   * @throws RefusedException if one is missing or was changed
   */
  public List<ModelFile> companions() {
    return Stream.concat(Stream.of(ready.report()), ready.files().stream())
        .map(ModelFile::of)
        .toList();
  }

  /** All that is known of it, as JSON. */
  public byte[] message() {
    return MessageJson.write(ready);
  }

  /**
   * Fills in a name.
   *
   * @param template with {@code {experiment}} for the experiment's id and {@code {baseline}} for
   *     the name of the baseline's file without its ending
   */
  public String name(String template) {
    String file = ready.baseline().path().getFileName().toString();
    String baseline = file.contains(".") ? file.substring(0, file.lastIndexOf('.')) : file;
    return template
        .replace("{experiment}", ready.experimentId())
        .replace("{baseline}", baseline.isEmpty() ? file : baseline);
  }
}
