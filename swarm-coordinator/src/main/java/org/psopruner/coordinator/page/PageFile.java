package org.psopruner.coordinator.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file of the page, as it is served. */
final class PageFile {
  private static final String ROOT = "/META-INF/resources/";

  private PageFile() {}

  /**
   * Its bytes.
   *
   * @param path such as {@code page/app.js}
   */
  static byte[] read(String path) {
    try (InputStream in = PageFile.class.getResourceAsStream(ROOT + path)) {
      if (in == null) {
        throw new IllegalStateException("the page has no file " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the page's file " + path, e);
    }
  }
}
