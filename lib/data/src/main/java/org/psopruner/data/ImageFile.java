package org.psopruner.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * One JPEG or PNG file in memory. Its header is checked before its pixels are decoded, so that a
 * few bytes cannot claim gigabytes. Transparency is dropped; 16-bit values keep their upper 8 bits.
 */
final class ImageFile {
  private static final Set<String> FORMATS = Set.of("jpeg", "png");
  private static final int MAX_SIDE = 4096;
  private static final int MAX_BYTES = 64 << 20;

  /** Of a decoded image: four values of 16 bits. */
  private static final int MAX_BYTES_OF_PIXEL = 8;

  /** A progressive JPEG has about ten; each passes over the whole image again. */
  private static final int MAX_SCANS = 100;

  private static final byte MARKER = (byte) 0xff;
  private static final byte START_OF_SCAN = (byte) 0xda;

  private final String name;
  private final byte[] bytes;

  /**
   * An image's size in pixels.
   *
   * @param width columns
   * @param height rows
   */
  record Size(int width, int height) {
    @Override
    public String toString() {
      return width + "×" + height + " px";
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    T from(ImageReader reader) throws IOException;
  }

  private ImageFile(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  static ImageFile read(FileTree tree, String file) {
    String name = tree.show(file);
    try (InputStream in = tree.open(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new DatasetException(
            "%s has more than %s MiB; make it smaller".formatted(name, MAX_BYTES >> 20));
      }
      return new ImageFile(name, bytes);
    } catch (IOException e) {
      throw new DatasetException(
          "%s cannot be read (%s); replace or remove it".formatted(name, e.getMessage()), e);
    }
  }

  String name() {
    return name;
  }

  byte[] sha256() {
    return Sha256.start().digest(bytes);
  }

  /** The size in the header. */
  Size size() {
    return with(this::size);
  }

  private Size size(ImageReader reader) throws IOException {
    Size size = new Size(reader.getWidth(0), reader.getHeight(0));
    if (size.width() > MAX_SIDE || size.height() > MAX_SIDE) {
      throw new DatasetException(
          "%s is %s; at most %s a side can be read: make it smaller"
              .formatted(name, size, MAX_SIDE));
    }
    requireRoom(size);
    return size;
  }

  private void requireRoom(Size size) {
    long bytes = (long) size.width() * size.height() * MAX_BYTES_OF_PIXEL;
    long room = Runtime.getRuntime().maxMemory() / 3;
    if (bytes > room) {
      throw new DatasetException(
          "%s is %s, which may take %s MiB to decode, but there is room for %s MiB; make it smaller, or give Java more memory (-Xmx)"
              .formatted(name, size, bytes >> 20, room >> 20));
    }
  }

  /**
   * Decodes into a red, a green and a blue plane, which are equal for a grayscale image.
   *
   * @param expected the size that the image must have
   * @param example the name of an image of that size, for the message
   * @param target gets 3 × height × width unsigned bytes from {@code offset} on
   * @return whether the file is a grayscale image
   */
  boolean decode(Size expected, String example, byte[] target, int offset) {
    BufferedImage image = image(expected, example);
    boolean gray = isGray(image.getColorModel());
    if (gray && !(image.getColorModel() instanceof IndexColorModel)) {
      copyGray(image.getRaster(), target, offset);
    } else {
      copyColours(image, target, offset);
    }
    return gray;
  }

  /**
   * Decodes, to see whether that can be done, and keeps nothing.
   *
   * @return whether the file is a grayscale image
   */
  boolean check(Size expected, String example) {
    return isGray(image(expected, example).getColorModel());
  }

  private BufferedImage image(Size expected, String example) {
    return with(
        reader -> {
          Size size = size(reader);
          if (!size.equals(expected)) {
            throw new DatasetException(
                "%s is %s, but %s is %s; all images must have one size"
                    .formatted(name, size, example, expected));
          }
          requireFewScans();
          reader.addIIOReadWarningListener((source, warning) -> rejectIfCutOff(warning));
          return reader.read(0);
        });
  }

  private void requireFewScans() {
    int scans = 0;
    for (int i = 1; i < bytes.length; i++) {
      if (bytes[i] == START_OF_SCAN && bytes[i - 1] == MARKER) {
        scans++;
      }
    }
    if (scans > MAX_SCANS && bytes[0] == MARKER) {
      throw new DatasetException(
          "%s has %s scans; at most %s are read: save it anew as a plain JPEG"
              .formatted(name, scans, MAX_SCANS));
    }
  }

  private <T> T with(Reading<T> reading) {
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      ImageReader reader = reader(stream);
      try {
        reader.setInput(stream, true, true);
        return reading.from(reader);
      } finally {
        reader.dispose();
      }
    } catch (DatasetException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The decoders answer some broken files with unchecked exceptions.
      throw corrupt(e.getMessage(), e);
    }
  }

  private ImageReader reader(ImageInputStream stream) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
        return reader;
      }
    }
    throw new DatasetException(
        name + " is not a JPEG or PNG image, whatever its name says; replace or remove it");
  }

  /**
   * The JPEG decoder only warns of a file that was cut off, and fills what is missing with gray.
   */
  private void rejectIfCutOff(String warning) {
    if (warning.contains("Missing EOI") || warning.contains("premature end")) {
      throw corrupt(warning, null);
    }
  }

  private DatasetException corrupt(String reason, Throwable cause) {
    return new DatasetException(
        "%s cannot be decoded (%s); replace or remove it".formatted(name, reason), cause);
  }

  private static boolean isGray(ColorModel model) {
    if (model instanceof IndexColorModel palette) {
      int[] colours = new int[palette.getMapSize()];
      palette.getRGBs(colours);
      return Arrays.stream(colours)
          .allMatch(c -> (c >> 16 & 255) == (c >> 8 & 255) && (c & 255) == (c >> 8 & 255));
    }
    return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  /** Takes the values as they are: Java's own conversion of gray to RGB would brighten them. */
  private static void copyGray(Raster raster, byte[] target, int offset) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int area = width * height;
    int shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - 8);
    int[] values = raster.getSamples(0, 0, width, height, 0, (int[]) null);
    for (int i = 0; i < area; i++) {
      byte value = (byte) (values[i] >> shift);
      target[offset + i] = value;
      target[offset + area + i] = value;
      target[offset + 2 * area + i] = value;
    }
  }

  private static void copyColours(BufferedImage image, byte[] target, int offset) {
    int width = image.getWidth();
    int area = width * image.getHeight();
    int[] colours = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    for (int i = 0; i < area; i++) {
      target[offset + i] = (byte) (colours[i] >> 16);
      target[offset + area + i] = (byte) (colours[i] >> 8);
      target[offset + 2 * area + i] = (byte) colours[i];
    }
  }
}
