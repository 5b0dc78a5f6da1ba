package org.psopruner.exam;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.psopruner.data.DatasetException;
import org.psopruner.data.ImagePart;
import org.psopruner.data.ImageSource;
import org.psopruner.data.ReadImages;
import org.psopruner.pruning.network.Shape;

/** The images that neither weights nor choices have seen. Looked at once, for the final report. */
public final class TestSet extends ImagePart {
  private static final String RECORDS = "test_batch.bin";
  private static final String FOLDER = "test";

  private final String sha256;

  private TestSet(ReadImages read) {
    super(read.images());
    this.sha256 = read.sha256();
  }

  /**
   * Reads {@code test_batch.bin} or {@code test/<class>/<image>} of a dataset, as {@link
   * org.psopruner.data.Dataset} describes the layouts.
   *
   * @param classNames of the training images, by label
   * @param shape of the training images
   * @return empty if the dataset brings no test images; a report must then say so
   * @throws DatasetException if they are there but cannot be used
   */
  public static Optional<TestSet> open(Path folderOrZip, List<String> classNames, Shape shape) {
    try (ImageSource source = ImageSource.open(folderOrZip)) {
      return read(source, folderOrZip, classNames, shape).map(TestSet::new);
    }
  }

  /**
   * Decodes what {@link #open} would read, and keeps nothing: hours of work must not end at a
   * broken image.
   *
   * @throws DatasetException as {@link #open}
   */
  public static void requireReadable(Path folderOrZip, List<String> classNames, Shape shape) {
    try (ImageSource source = ImageSource.checking(folderOrZip)) {
      read(source, folderOrZip, classNames, shape);
    }
  }

  private static Optional<ReadImages> read(
      ImageSource source, Path folderOrZip, List<String> classNames, Shape shape) {
    if (source.hasFile(RECORDS)) {
      ReadImages read = source.records(List.of(RECORDS), classNames);
      requireShape(folderOrZip.resolve(RECORDS), read.images().shape(), shape);
      return Optional.of(read);
    }
    return source.hasFolder(FOLDER)
        ? Optional.of(source.classFolders(FOLDER, classNames, shape))
        : Optional.empty();
  }

  private static void requireShape(Path file, Shape shape, Shape expected) {
    if (!shape.equals(expected)) {
      throw new DatasetException(
          "%s has images of %s, but the training images are %s; give test images like those"
              .formatted(file, shape, expected));
    }
  }

  /** A hash of the test images' names and bytes, in hexadecimal: 64 digits. */
  public String sha256() {
    return sha256;
  }
}
