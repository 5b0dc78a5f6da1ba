package org.psopruner.browser;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Writes pictures as PNG with a palette, which are a fraction as long: the colours that most pixels
 * have are as they were, the others are the nearest of these.
 */
final class Picture {
  private static final int COLOURS = 256;
  private static final int BITS = 8;

  /** Squared distance below which nobody tells colours apart. */
  private static final int ALIKE = 64;

  private Picture() {}

  /**
   * Writes a picture.
   *
   * @param png as a browser takes it
   */
  static void write(byte[] png, Path file) throws IOException {
    BufferedImage taken = ImageIO.read(new ByteArrayInputStream(png));
    int width = taken.getWidth();
    int[] pixels = taken.getRGB(0, 0, width, taken.getHeight(), null, 0, width);
    List<Integer> palette = palette(pixels);
    BufferedImage small =
        new BufferedImage(
            width, taken.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colours(palette));
    Map<Integer, Integer> nearest = new HashMap<>();
    for (int i = 0; i < pixels.length; i++) {
      int index = nearest.computeIfAbsent(pixels[i], colour -> nearest(palette, colour));
      small.getRaster().setSample(i % width, i / width, 0, index);
    }
    ImageIO.write(small, "png", file.toFile());
  }

  /** The most frequent colours, of those that look alike the most frequent one. */
  private static List<Integer> palette(int[] pixels) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel, 1, Integer::sum);
    }
    List<Integer> palette = new ArrayList<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .filter(colour -> palette.stream().noneMatch(other -> distance(other, colour) < ALIKE))
        .limit(COLOURS)
        .forEach(palette::add);
    return palette;
  }

  private static IndexColorModel colours(List<Integer> palette) {
    int[] colours = palette.stream().mapToInt(Integer::intValue).toArray();
    return new IndexColorModel(BITS, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
  }

  private static int nearest(List<Integer> palette, int colour) {
    return IntStream.range(0, palette.size())
        .boxed()
        .min(Comparator.comparingInt(i -> distance(palette.get(i), colour)))
        .orElseThrow();
  }

  private static int distance(int a, int b) {
    int distance = 0;
    for (int shift = 0; shift < 3 * BITS; shift += BITS) {
      int difference = ((a >> shift) & 0xff) - ((b >> shift) & 0xff);
      distance += difference * difference;
    }
    return distance;
  }
}
