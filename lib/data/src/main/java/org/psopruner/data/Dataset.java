package org.psopruner.data;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.psopruner.pruning.network.Shape;

/**
 * The images that a search may see, of one size, in training and validation parts. Two layouts are
 * read, each from a folder or a zip, at its top or in the one folder in it:
 *
 * <ul>
 *   <li>CIFAR-10's binary version: {@code data_batch_1.bin}, {@code data_batch_2.bin} and so on,
 *       with the class names in {@code batches.meta.txt} (without it, ten classes named 0 to 9). It
 *       is taken where both layouts are there.
 *   <li>Class folders of JPEG or PNG: {@code train/<class>/<image>}, with {@code val/} or {@code
 *       validation/} beside it if there are validation images; or, without {@code train/}, the
 *       class folders at the top. Classes are numbered by their sorted names. Images are read with
 *       1 channel if all training images are grayscale, else with 3. Hidden files and files that
 *       are no images are ignored.
 * </ul>
 *
 * Where the data bring no validation images, a share of the training images of each class is taken
 * for it. Order and split depend on names and contents alone, not on the machine. Test images are
 * never read here.
 */
public final class Dataset {
  private static final List<String> VALIDATION_FOLDERS = List.of("val", "validation");

  private final Path path;
  private final List<String> classNames;
  private final String sha256;
  private final TrainingSet training;
  private final ValidationSet validation;

  private Dataset(
      Path path,
      ReadImages read,
      String sha256,
      LabelledImages training,
      LabelledImages validation) {
    this.path = path;
    this.classNames = read.classNames();
    this.sha256 = sha256;
    this.training = new TrainingSet(training);
    this.validation = new ValidationSet(validation);
  }

  /**
   * Reads the training and validation images into memory: one byte a pixel and channel.
   *
   * @throws DatasetException if they cannot be used; the message is one line that names the file
   */
  public static Dataset open(Path folderOrZip, DatasetSettings settings) {
    try (ImageSource source = ImageSource.open(folderOrZip)) {
      List<String> batches = source.numberedFiles("data_batch_", ".bin");
      if (!batches.isEmpty()) {
        ReadImages read = source.records(batches, source.recordClassNames());
        return split(folderOrZip, read, settings);
      }
      ReadImages read = source.classFolders(source.hasFolder("train") ? "train" : "");
      for (String folder : VALIDATION_FOLDERS) {
        if (source.hasFolder(folder)) {
          return withValidation(folderOrZip, read, source, folder);
        }
      }
      return split(folderOrZip, read, settings);
    }
  }

  private static Dataset split(Path path, ReadImages read, DatasetSettings settings) {
    requireEachClass(path, read, 2);
    Split split = Split.of(read.images(), settings.validationFraction());
    return new Dataset(path, read, read.sha256(), split.training(), split.validation());
  }

  private static Dataset withValidation(
      Path path, ReadImages read, ImageSource source, String folder) {
    requireEachClass(path, read, 1);
    LabelledImages training = read.images();
    ReadImages other = source.classFolders(folder, read.classNames(), training.shape());
    return new Dataset(
        path,
        read,
        Sha256.combine(List.of(read.sha256(), other.sha256()), List.of()),
        Split.shuffled(training),
        Split.shuffled(other.images()));
  }

  private static void requireEachClass(Path path, ReadImages read, int needed) {
    int classes = read.classNames().size();
    if (classes < 2) {
      throw new DatasetException(
          "%s has only the class %s; at least 2 classes are needed"
              .formatted(path, String.join("", read.classNames())));
    }
    int[] counts = new int[classes];
    LabelledImages images = read.images();
    IntStream.range(0, images.size()).forEach(i -> counts[images.label(i)]++);
    for (int c = 0; c < classes; c++) {
      if (counts[c] < needed) {
        throw new DatasetException(
            "%s: the class %s has %s training images and needs %s; add some or remove the class"
                .formatted(path, read.classNames().get(c), counts[c], needed));
      }
    }
  }

  /**
   * Makes sure that these are the data that were meant.
   *
   * @param expectedSha256 what {@link #sha256} gave elsewhere
   * @return this dataset
   * @throws DatasetException if they are not; the message holds both hashes
   */
  public Dataset verify(String expectedSha256) {
    if (!sha256.equalsIgnoreCase(expectedSha256)) {
      throw new DatasetException(
          "%s has the SHA-256 %s, but the search is on data with %s; give every process the same data"
              .formatted(path, sha256, expectedSha256));
    }
    return this;
  }

  /** The classes' names; a label is a place in this list. At least 2. */
  public List<String> classNames() {
    return classNames;
  }

  /** The size of every image, with 1 or 3 channels. */
  public Shape imageShape() {
    return training.shape();
  }

  /**
   * A hash of the names and bytes of what was read for training and validation, in hexadecimal: 64
   * digits. The same from a folder and from a zip of it; it does not depend on the settings.
   */
  public String sha256() {
    return sha256;
  }

  /** The images for fitting. */
  public TrainingSet training() {
    return training;
  }

  /** The images for comparing. */
  public ValidationSet validation() {
    return validation;
  }
}
