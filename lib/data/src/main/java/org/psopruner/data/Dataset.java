package org.psopruner.data;

import java.nio.file.Path;
import java.util.List;
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
  private final Path path;
  private final List<String> classNames;
  private final String sha256;
  private final TrainingSet training;
  private final ValidationSet validation;

  private Dataset(Path path, DatasetParts parts, Split split) {
    this.path = path;
    this.classNames = parts.training().classNames();
    this.sha256 = parts.sha256();
    this.training = new TrainingSet(split.training());
    this.validation = new ValidationSet(split.validation());
  }

  /**
   * Reads the training and validation images into memory: one byte a pixel and channel.
   *
   * @throws DatasetException if they cannot be used; the message is one line that names the file
   */
  public static Dataset open(Path folderOrZip, DatasetSettings settings) {
    try (ImageSource source = ImageSource.open(folderOrZip)) {
      DatasetParts parts = DatasetParts.read(folderOrZip, source);
      LabelledImages training = parts.training().images();
      Split split =
          parts
              .validation()
              .map(own -> new Split(Split.shuffled(training), Split.shuffled(own.images())))
              .orElseGet(() -> Split.of(training, settings.validationFraction()));
      return new Dataset(folderOrZip, parts, split);
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
