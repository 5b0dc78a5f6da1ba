package org.psopruner.data;

import java.util.List;

/**
 * Images as they were read.
 *
 * @param images sorted by file name, or by batch and record
 * @param classNames by label
 * @param sha256 of the files' names and bytes and the class names, in hexadecimal; the same from a
 *     folder and from a zip of it
 */
public record ReadImages(LabelledImages images, List<String> classNames, String sha256) {
  public ReadImages {
    classNames = List.copyOf(classNames);
  }
}
