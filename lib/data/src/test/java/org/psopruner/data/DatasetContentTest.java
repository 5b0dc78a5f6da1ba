package org.psopruner.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.pruning.network.Shape;

/** What is told of data without keeping their images is what those who keep them find. */
class DatasetContentTest {
  @TempDir Path temp;
  private Path data;

  @BeforeEach
  void makeFolder() throws Exception {
    data = Files.createDirectory(temp.resolve("data"));
  }

  @Test
  void shouldTellOfCifarRecords() {
    DatasetFiles.cifar(data);

    DatasetContent content = content();

    assertThat(content.classNames()).containsExactly("cat", "dog");
    assertThat(content.imageShape()).isEqualTo(new Shape(3, 32, 32));
    assertThat(content.trainingImages()).isEqualTo(40);
    assertThat(content.validationImages()).isZero();
  }

  @Test
  void shouldTellOfClassFoldersWithValidationImages() {
    DatasetFiles.classFolders(data.resolve("train"), "cat", "dog");
    DatasetFiles.image(data.resolve("val/dog/x.png"));
    DatasetFiles.write(data.resolve("test/dog/broken.png"), new byte[] {1});

    DatasetContent content = content();

    assertThat(content.trainingImages()).isEqualTo(20);
    assertThat(content.validationImages()).isEqualTo(1);
  }

  @Test
  void shouldHaveOneChannelOnlyIfAllImagesAreGray() {
    for (String name : List.of("cat/1.png", "cat/2.jpg", "dog/1.JPEG", "dog/2.png")) {
      DatasetFiles.grayImage(data.resolve(name), 200);
    }
    assertThat(content().imageShape()).isEqualTo(new Shape(1, 4, 4));

    DatasetFiles.image(data.resolve("dog/3.png"), 4, 4, Color.BLUE);
    assertThat(content().imageShape()).isEqualTo(new Shape(3, 4, 4));
  }

  @Test
  void shouldTellOfAZip() {
    DatasetFiles.classFolders(data, "cat", "dog", "owl");
    Path zip = DatasetFiles.zip(data, temp.resolve("data.zip"), "animals/");

    assertThat(DatasetContent.read(zip)).isEqualTo(content());
  }

  private DatasetContent content() {
    DatasetContent content = DatasetContent.read(data);
    Dataset kept = Dataset.open(data, DatasetSettings.DEFAULT);
    assertThat(content.sha256()).isEqualTo(kept.sha256());
    assertThat(content.classNames()).isEqualTo(kept.classNames());
    assertThat(content.imageShape()).isEqualTo(kept.imageShape());
    assertThat(content.trainingImages() + content.validationImages())
        .isEqualTo(kept.training().size() + kept.validation().size());
    return content;
  }
}
