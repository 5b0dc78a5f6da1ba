package org.psopruner.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFileTest {
  @TempDir Path folder;

  @Test
  void shouldGiveThePlanesRedGreenBlueRowByRow() {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(2, 0, new Color(11, 22, 33).getRGB());
    image.setRGB(0, 1, new Color(44, 55, 66).getRGB());
    assertThat(planes(image))
        .containsExactly(0, 0, 11, 44, 0, 0, 0, 0, 22, 55, 0, 0, 0, 0, 33, 66, 0, 0);
  }

  @Test
  void shouldDropTransparency() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, new Color(11, 22, 33, 44).getRGB());
    assertThat(planes(image)).containsExactly(11, 22, 33);
  }

  @Test
  void shouldTakeGrayValuesAsTheyAre() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 100);
    assertThat(planes(image)).containsExactly(100, 0, 100, 0, 100, 0);
    assertThat(isGray(image)).isTrue();
  }

  @Test
  void shouldKeepTheUpperBitsOf16() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, 0xabcd);
    assertThat(planes(image)).containsExactly(0xab, 0xab, 0xab);
    assertThat(image.getRaster().getDataBuffer().getDataType()).isEqualTo(DataBuffer.TYPE_USHORT);
  }

  @Test
  void shouldReadPalettesInColourAndInGray() {
    assertThat(planes(palette(11, 22, 33))).containsExactly(11, 22, 33);
    assertThat(isGray(palette(11, 22, 33))).isFalse();
    assertThat(planes(palette(99, 99, 99))).containsExactly(99, 99, 99);
    assertThat(isGray(palette(99, 99, 99))).isTrue();
  }

  private static BufferedImage palette(int red, int green, int blue) {
    IndexColorModel model =
        new IndexColorModel(
            1,
            2,
            new byte[] {(byte) red, 0},
            new byte[] {(byte) green, 0},
            new byte[] {(byte) blue, 0});
    return new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_BINARY, model);
  }

  private int[] planes(BufferedImage image) {
    byte[] target = new byte[3 * image.getWidth() * image.getHeight()];
    decode(image, target);
    int[] values = new int[target.length];
    Arrays.setAll(values, i -> Byte.toUnsignedInt(target[i]));
    return values;
  }

  private boolean isGray(BufferedImage image) {
    return decode(image, new byte[3 * image.getWidth() * image.getHeight()]);
  }

  private boolean decode(BufferedImage image, byte[] target) {
    DatasetFiles.write(folder.resolve("x.png"), image);
    try (FileTree tree = FileTree.open(folder)) {
      ImageFile file = ImageFile.read(tree, "x.png");
      return file.decode(file.size(), "itself", target, 0);
    }
  }
}
