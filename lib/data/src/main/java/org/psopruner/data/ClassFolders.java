package org.psopruner.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.psopruner.pruning.network.Shape;

/**
 * Reads a folder of class folders, {@code <class>/<image>}. JPEG and PNG files are read; images of
 * another format and images that lie elsewhere than in a class folder are errors, since leaving
 * them out in silence would change the data; any other file is ignored.
 */
final class ClassFolders {
  /** What names of JPEG and PNG files end with. */
  static final Set<String> IMAGES = Set.of("jfif", "jpe", "jpeg", "jpg", "png");

  private static final Set<String> OTHER_IMAGES =
      Set.of(
          "avif", "bmp", "gif", "heic", "heif", "jp2", "jxl", "pgm", "pnm", "ppm", "tga", "tif",
          "tiff", "webp");

  private final FileTree tree;
  private final String prefix;
  private final Pixels pixels;

  /**
   * @param folder the folder of class folders; empty for the dataset's root, in which the parts
   *     (train, test and the like) are then left out
   */
  ClassFolders(FileTree tree, String folder, Pixels pixels) {
    this.tree = tree;
    this.prefix = folder.isEmpty() ? "" : folder + "/";
    this.pixels = pixels;
  }

  /** The names of the class folders, sorted, with images or not. */
  List<String> classNames() {
    return tree.folders().stream()
        .filter(f -> isHere(f) && path(f).size() == 1)
        .map(f -> path(f).get(0))
        .toList();
  }

  /** The images' names, sorted. */
  List<String> images() {
    return tree.files().stream().filter(this::isHere).filter(this::isImage).toList();
  }

  private boolean isHere(String name) {
    return name.startsWith(prefix)
        && !(prefix.isEmpty() && FileTree.PARTS.contains(path(name).get(0)));
  }

  /** The names on the way from the folder of class folders to a file or folder in it. */
  private List<String> path(String name) {
    return List.of(name.substring(prefix.length()).split("/", -1));
  }

  private boolean isImage(String name) {
    String extension = FileTree.extension(name);
    if (OTHER_IMAGES.contains(extension)) {
      throw new DatasetException(
          "%s is no JPEG or PNG image; convert or remove it".formatted(tree.show(name)));
    }
    boolean image = IMAGES.contains(extension);
    if (image && path(name).size() != 2) {
      throw new DatasetException(
          "%s lies in no class folder; images must be at %s"
              .formatted(tree.show(name), tree.show(prefix + "<class>/")));
    }
    return image;
  }

  /**
   * Reads all images, with as many channels as they need: 1 if all are grayscale, else 3.
   *
   * @param expected the shape that they must have instead, if given
   */
  ReadImages read(List<String> classNames, Optional<Shape> expected) {
    List<String> names = images();
    if (names.isEmpty()) {
      throw new DatasetException(
          "%s holds no images; put JPEG or PNG files at %s"
              .formatted(tree.show(prefix), tree.show(prefix + "<class>/")));
    }
    Map<String, Integer> labelOf = new HashMap<>();
    for (int label = 0; label < classNames.size(); label++) {
      labelOf.putIfAbsent(classNames.get(label), label);
    }
    int[] labels = names.stream().mapToInt(name -> label(name, classNames, labelOf)).toArray();
    Decoding decoding = new Decoding(tree, names, pixels);
    LabelledImages images = decoding.run(classNames.size(), labels, expected);
    List<String> texts = new ArrayList<>(classNames);
    texts.addAll(names);
    return new ReadImages(
        images, classNames, Sha256.combine(texts, Arrays.asList(decoding.hashes)));
  }

  private int label(String name, List<String> classNames, Map<String, Integer> labelOf) {
    String folder = path(name).get(0);
    Integer label = labelOf.get(folder);
    if (label == null) {
      throw new DatasetException(
          "%s is of the class %s, which the training images do not have; their classes are %s"
              .formatted(tree.show(name), folder, String.join(", ", classNames)));
    }
    return label;
  }

  /** Reads, hashes and decodes the files; in parallel, each to its own place, if they are kept. */
  private static final class Decoding {
    private final FileTree tree;
    private final List<String> names;
    private final Pixels mode;
    private final byte[][] hashes;
    private final boolean[] gray;

    Decoding(FileTree tree, List<String> names, Pixels mode) {
      this.tree = tree;
      this.names = names;
      this.mode = mode;
      this.hashes = new byte[names.size()][];
      this.gray = new boolean[names.size()];
    }

    LabelledImages run(int classes, int[] labels, Optional<Shape> expected) {
      ImageFile first = ImageFile.read(tree, names.get(0));
      ImageFile.Size size =
          expected.map(s -> new ImageFile.Size(s.width(), s.height())).orElseGet(first::size);
      String example = expected.isPresent() ? "every training image" : first.name();
      Shape colour = new Shape(3, size.height(), size.width());
      PixelData.requireRoom(tree.show(""), names.size(), colour, mode);
      byte[] pixels = new byte[mode == Pixels.KEPT ? names.size() * colour.size() : 0];
      IntStream places = IntStream.range(0, names.size());
      // The first in the order of the names, so that the same data give the same message.
      (mode == Pixels.KEPT ? places.parallel() : places)
          .mapToObj(i -> decode(i, size, example, pixels, i * colour.size()))
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(
              failure -> {
                throw failure;
              });
      Shape shape = new Shape(channels(expected), size.height(), size.width());
      return mode == Pixels.KEPT
          ? new PixelData(shape, classes, channelsOf(shape, pixels), labels)
          : new Labels(shape, classes, labels);
    }

    private Optional<DatasetException> decode(
        int i, ImageFile.Size size, String example, byte[] pixels, int offset) {
      try {
        ImageFile file = ImageFile.read(tree, names.get(i));
        hashes[i] = file.sha256();
        gray[i] =
            mode == Pixels.KEPT
                ? file.decode(size, example, pixels, offset)
                : file.check(size, example);
        return Optional.empty();
      } catch (DatasetException e) {
        return Optional.of(e);
      }
    }

    private int channels(Optional<Shape> expected) {
      int channels = expected.map(Shape::channels).orElse(firstInColour().isPresent() ? 3 : 1);
      if (channels == 1) {
        firstInColour()
            .ifPresent(
                i -> {
                  throw new DatasetException(
                      "%s is in colour, but the training images are grayscale; convert it"
                          .formatted(tree.show(names.get(i))));
                });
      }
      return channels;
    }

    /** Of images of one channel, whose three planes are equal, the first plane. */
    private byte[] channelsOf(Shape shape, byte[] pixels) {
      if (shape.channels() == 3) {
        return pixels;
      }
      int area = shape.area();
      byte[] plane = new byte[names.size() * area];
      for (int i = 0; i < names.size(); i++) {
        System.arraycopy(pixels, i * 3 * area, plane, i * area, area);
      }
      return plane;
    }

    private Optional<Integer> firstInColour() {
      return IntStream.range(0, gray.length).filter(i -> !gray[i]).boxed().findFirst();
    }
  }
}
