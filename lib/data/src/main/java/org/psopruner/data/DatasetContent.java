package org.psopruner.data;

import java.nio.file.Path;
import java.util.List;
import org.psopruner.pruning.network.Shape;

/**
 * What is in a dataset, without its images: by this an experiment names it, and one sees whether it
 * fits a network.
 *
 * @param sha256 as {@link Dataset#sha256}
 * @param classNames a label is a place in this list; at least 2
 * @param imageShape the size of every image, with 1 or 3 channels
 * @param trainingImages those of which a share is held out where there are no validation images
 * @param validationImages those that the dataset brings; 0 if it brings none
 */
public record DatasetContent(
    String sha256,
    List<String> classNames,
    Shape imageShape,
    int trainingImages,
    int validationImages) {
  public DatasetContent {
    classNames = List.copyOf(classNames);
  }

  /**
   * Reads all training and validation images once, one after the other, and keeps none: what can be
   * read here, {@link Dataset#open} can read where there is memory for it. Test images are not
   * read.
   *
   * @throws DatasetException if they cannot be used; the message is one line that names the file
   */
  public static DatasetContent read(Path folderOrZip) {
    try (ImageSource source = ImageSource.checking(folderOrZip)) {
      DatasetParts parts = DatasetParts.read(folderOrZip, source);
      LabelledImages training = parts.training().images();
      return new DatasetContent(
          parts.sha256(),
          parts.training().classNames(),
          training.shape(),
          training.size(),
          parts.validation().map(read -> read.images().size()).orElse(0));
    }
  }
}
