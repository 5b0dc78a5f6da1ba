package org.psopruner.pruning.onnx;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.psopruner.pruning.network.Network;

/**
 * What an ONNX file holds.
 *
 * @param network its input and output carry the names they have in the file
 * @param metadata the file's metadata properties
 * @param opset the version of ONNX's operators that the file uses
 * @param sha256 of the file's bytes, 64 lower-case hexadecimal digits
 */
public record OnnxModel(Network network, Map<String, String> metadata, int opset, String sha256) {
  /** The metadata key of the mean that was subtracted from each channel, pixels from 0 to 1. */
  public static final String MEAN = "psopruner.mean";

  /** The metadata key of the standard deviation that each channel was then divided by. */
  public static final String STD = "psopruner.std";

  private static final Pattern COMMA = Pattern.compile(",");

  public OnnxModel {
    metadata = Map.copyOf(metadata);
  }

  /**
   * One number per channel from the metadata.
   *
   * @param key {@link #MEAN} or {@link #STD}
   * @throws OnnxException if what is there are no comma-separated numbers
   */
  public Optional<float[]> perChannel(String key) {
    return Optional.ofNullable(metadata.get(key)).map(text -> numbers(key, text));
  }

  /** The metadata value of one number per channel. */
  public static String perChannelText(float... numbers) {
    return IntStream.range(0, numbers.length)
        .mapToObj(i -> Float.toString(numbers[i]))
        .collect(Collectors.joining(","));
  }

  private static float[] numbers(String key, String text) {
    String[] parts = COMMA.split(text, -1);
    float[] numbers = new float[parts.length];
    try {
      for (int i = 0; i < parts.length; i++) {
        numbers[i] = Float.parseFloat(parts[i].strip());
      }
    } catch (NumberFormatException e) {
      throw new OnnxException(
          "the metadata '%s' is '%s', expected comma-separated numbers".formatted(key, text), e);
    }
    return numbers;
  }
}
