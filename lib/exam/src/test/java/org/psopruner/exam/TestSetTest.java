package org.psopruner.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.data.DatasetException;
import org.psopruner.pruning.network.Shape;

class TestSetTest {
  private static final List<String> CLASSES = List.of("cat", "dog");
  private static final Shape CIFAR = new Shape(3, 32, 32);

  @TempDir Path data;

  @Test
  void shouldReadTheTestBatch() throws Exception {
    byte[] records = new byte[3 * 3073];
    records[3073] = 1;
    records[3074] = 99;
    Files.write(data.resolve("test_batch.bin"), records);
    TestSet test = open(CIFAR).orElseThrow();
    assertThat(test.size()).isEqualTo(3);
    assertThat(test.label(1)).isEqualTo(1);
    byte[] pixels = new byte[3072];
    test.copyPixels(1, pixels, 0);
    assertThat(pixels[0]).isEqualTo((byte) 99);
    assertThat(test.sha256()).hasSize(64);
  }

  @Test
  void shouldReadClassFoldersBelowTest() throws Exception {
    image("test/dog/1.png", 4);
    image("test/dog/2.png", 4);
    image("train/cat/1.png", 4);
    TestSet test = open(new Shape(3, 4, 4)).orElseThrow();
    assertThat(test.size()).isEqualTo(2);
    assertThat(test.label(0)).isEqualTo(1);
    assertThat(test.classes()).isEqualTo(2);
  }

  @Test
  void shouldReadGrayTestImagesAsColoursWhereTheTrainingImagesAre() throws Exception {
    Path file = data.resolve("test/dog/1.png");
    Files.createDirectories(file.getParent());
    ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
    assertThat(open(new Shape(3, 4, 4)).orElseThrow().shape()).isEqualTo(new Shape(3, 4, 4));
    assertThat(open(new Shape(1, 4, 4)).orElseThrow().shape()).isEqualTo(new Shape(1, 4, 4));
  }

  @Test
  void shouldBeEmptyWhereThereAreNoTestImages() throws Exception {
    image("train/cat/1.png", 4);
    image("train/dog/1.png", 4);
    assertThat(open(new Shape(3, 4, 4))).isEmpty();
  }

  @Test
  void shouldRefuseTestImagesThatAreNotLikeTheTrainingImages() throws Exception {
    image("test/owl/1.png", 4);
    assertThatThrownBy(() -> open(new Shape(3, 4, 4)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContainingAll("1.png is of the class owl", "cat, dog");
    Files.move(data.resolve("test/owl"), data.resolve("test/cat"));
    assertThatThrownBy(() -> open(new Shape(3, 8, 8)))
        .hasMessageContainingAll("1.png is 4×4 px, but every training image is 8×8 px");
  }

  @Test
  void shouldRefuseATestBatchOfAnotherSizeThanTheTrainingImages() throws Exception {
    Files.write(data.resolve("test_batch.bin"), new byte[3073]);
    assertThatThrownBy(() -> open(new Shape(3, 8, 8)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContainingAll("test_batch.bin", "3×32×32", "3×8×8");
  }

  private Optional<TestSet> open(Shape shape) {
    return TestSet.open(data, CLASSES, shape);
  }

  private void image(String name, int side) throws IOException {
    Path file = data.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
  }
}
