package org.psopruner.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a dataset brings for training and for validation, before any of it is split. Test images are
 * not among it.
 *
 * @param training at least 2 classes, with an image each, or with 2 where they are to be split
 * @param validation empty if the dataset brings no validation images
 */
record DatasetParts(ReadImages training, Optional<ReadImages> validation) {
  private static final List<String> VALIDATION_FOLDERS = List.of("val", "validation");

  /**
   * Reads them.
   *
   * @param path of the source, for messages
   * @throws DatasetException if they cannot be used
   */
  static DatasetParts read(Path path, ImageSource source) {
    List<String> batches = source.numberedFiles("data_batch_", ".bin");
    if (!batches.isEmpty()) {
      return toBeSplit(path, source.records(batches, source.recordClassNames()));
    }
    ReadImages read = source.classFolders(source.hasFolder("train") ? "train" : "");
    Optional<String> folder = VALIDATION_FOLDERS.stream().filter(source::hasFolder).findFirst();
    if (folder.isEmpty()) {
      return toBeSplit(path, read);
    }
    requireEachClass(path, read, 1);
    return new DatasetParts(
        read,
        Optional.of(source.classFolders(folder.get(), read.classNames(), read.images().shape())));
  }

  private static DatasetParts toBeSplit(Path path, ReadImages read) {
    requireEachClass(path, read, 2);
    return new DatasetParts(read, Optional.empty());
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

  /** A hash of the names and bytes of all of it, in hexadecimal: 64 digits. */
  String sha256() {
    return validation
        .map(other -> Sha256.combine(List.of(training.sha256(), other.sha256()), List.of()))
        .orElse(training.sha256());
  }
}
