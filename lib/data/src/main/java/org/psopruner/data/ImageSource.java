package org.psopruner.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.psopruner.pruning.network.Shape;

/**
 * A folder or a zip from which images are read. It knows the two layouts but not what the images
 * are for: that is said by who reads them, {@link Dataset} for searches, and the test set's module.
 */
public final class ImageSource implements AutoCloseable {
  private static final String CLASS_NAMES = "batches.meta.txt";
  private static final int CIFAR10_CLASSES = 10;

  /** A label is one byte. */
  private static final int MAX_CLASSES = 256;

  private static final int MAX_CLASS_NAMES_BYTES = 1 << 16;

  private final FileTree tree;
  private final Pixels pixels;

  private ImageSource(FileTree tree, Pixels pixels) {
    this.tree = tree;
    this.pixels = pixels;
  }

  /**
   * Lists the files; the caller closes the source.
   *
   * @throws DatasetException if there is neither a folder nor a readable zip at this path
   */
  public static ImageSource open(Path folderOrZip) {
    return open(folderOrZip, Pixels.KEPT);
  }

  /**
   * As {@link #open}, for who wants to know whether the images can be read, and not to see them:
   * the pixels of what it reads cannot be copied.
   */
  public static ImageSource checking(Path folderOrZip) {
    return open(folderOrZip, Pixels.CHECKED);
  }

  private static ImageSource open(Path folderOrZip, Pixels pixels) {
    return new ImageSource(FileTree.open(folderOrZip), pixels);
  }

  /** Whether there is such a file at the top of the dataset. */
  public boolean hasFile(String name) {
    return tree.hasFile(name);
  }

  /** Whether there is such a folder at the top of the dataset. */
  public boolean hasFolder(String name) {
    return tree.folders().contains(name);
  }

  /**
   * Reads files of CIFAR-10's binary layout, in the order given: 3×32×32.
   *
   * @param files names at the top of the dataset
   * @param classNames by label
   * @throws DatasetException if a file is no whole number of records or a label has no class
   */
  public ReadImages records(List<String> files, List<String> classNames) {
    return CifarRecords.read(tree, files, classNames, pixels);
  }

  /**
   * Reads a folder of class folders of images that belong to others.
   *
   * @param folder its name at the top of the dataset
   * @param classNames by label; a class may be without images here
   * @param shape the size that every image must have, with 1 or 3 channels; where it has 3,
   *     grayscale images are read as colours
   * @throws DatasetException if there is no image, or one of another size or class, or one that
   *     cannot be decoded
   */
  public ReadImages classFolders(String folder, List<String> classNames, Shape shape) {
    return new ClassFolders(tree, folder, pixels).read(classNames, Optional.of(shape));
  }

  /** Reads a folder of class folders, whose names and image size are taken as they are. */
  ReadImages classFolders(String folder) {
    ClassFolders folders = new ClassFolders(tree, folder, pixels);
    return folders.read(folders.classNames(), Optional.empty());
  }

  /** The names of the files prefix1suffix, prefix2suffix and so on; none may be left out. */
  List<String> numberedFiles(String prefix, String suffix) {
    long count =
        tree.files().stream().filter(f -> f.startsWith(prefix) && f.endsWith(suffix)).count();
    List<String> expected =
        IntStream.rangeClosed(1, Math.toIntExact(count))
            .mapToObj(i -> prefix + i + suffix)
            .toList();
    for (String file : expected) {
      if (!hasFile(file)) {
        throw new DatasetException(
            "%s is missing among the %s files %sN%s; get all of them"
                .formatted(tree.show(file), count, prefix, suffix));
      }
    }
    return expected;
  }

  /** CIFAR-10's class names, one a line of a file, or 0 to 9 without that file. */
  List<String> recordClassNames() {
    if (!hasFile(CLASS_NAMES)) {
      return IntStream.range(0, CIFAR10_CLASSES).mapToObj(Integer::toString).toList();
    }
    try (InputStream in = tree.open(CLASS_NAMES)) {
      String text = new String(in.readNBytes(MAX_CLASS_NAMES_BYTES + 1), StandardCharsets.UTF_8);
      List<String> names = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
      if (names.size() > MAX_CLASSES || text.length() > MAX_CLASS_NAMES_BYTES) {
        throw new DatasetException(
            "%s has more than %s lines or %s bytes; give one class name a line"
                .formatted(tree.show(CLASS_NAMES), MAX_CLASSES, MAX_CLASS_NAMES_BYTES));
      }
      return names;
    } catch (IOException e) {
      throw new DatasetException(
          "%s cannot be read (%s)".formatted(tree.show(CLASS_NAMES), e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    tree.close();
  }
}
