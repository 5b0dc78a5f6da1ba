package org.psopruner.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A dataset of class folders, as small as can be. */
final class SmallData {
  private SmallData() {}

  /** Ten classes of 32×32 images: what the demo's network takes. */
  static Path fitting(Path folder) throws IOException {
    return write(folder, 10, 32);
  }

  /** Four images for each class, each of another colour. */
  static Path write(Path folder, int classes, int size) throws IOException {
    for (int c = 0; c < classes; c++) {
      Path classFolder = Files.createDirectories(folder.resolve("train/class" + c));
      for (int i = 0; i < 4; i++) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x102030 * (c + 1) + i);
        ImageIO.write(image, "png", classFolder.resolve(i + ".png").toFile());
      }
    }
    return folder;
  }
}
