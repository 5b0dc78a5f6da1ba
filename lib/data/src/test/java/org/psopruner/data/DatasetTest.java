package org.psopruner.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.pruning.network.Shape;

/** The layouts that can be read, and what is made of them. */
class DatasetTest {
  private static final DatasetSettings FIFTH = new DatasetSettings(0.2);

  @TempDir Path temp;
  private Path data;

  @BeforeEach
  void makeFolder() throws Exception {
    data = Files.createDirectory(temp.resolve("data"));
  }

  @Test
  void shouldReadCifarRecords() {
    DatasetFiles.cifar(data);
    Dataset dataset = Dataset.open(data, FIFTH);
    assertThat(dataset.classNames()).containsExactly("cat", "dog");
    assertThat(dataset.imageShape()).isEqualTo(new Shape(3, 32, 32));
    assertThat(dataset.training().size()).isEqualTo(32);
    assertThat(dataset.validation().size()).isEqualTo(8);
    byte[] pixels = pixels(dataset.training(), 0);
    assertThat(pixels[0]).isEqualTo((byte) 10);
    assertThat(pixels[1024]).isEqualTo((byte) 20);
    assertThat(pixels[2048] % 2).isEqualTo(dataset.training().label(0));
  }

  @Test
  void shouldNumberTheClassesOfCifarRecordsThatHaveNoNames() {
    DatasetFiles.write(
        data.resolve("data_batch_1.bin"),
        DatasetFiles.records(IntStream.range(0, 20).map(i -> i % 10).toArray()));
    assertThat(Dataset.open(data, FIFTH).classNames()).hasSize(10).startsWith("0").endsWith("9");
  }

  @Test
  void shouldReadCifarRecordsInTheOrderOfTheirNumbers() {
    DatasetFiles.cifar(data);
    IntStream.rangeClosed(3, 11)
        .forEach(
            i ->
                DatasetFiles.write(
                    data.resolve("data_batch_" + i + ".bin"), DatasetFiles.records(0, 1)));
    assertThat(Dataset.open(data, FIFTH).training().size()).isEqualTo(46);
  }

  @Test
  void shouldFindCifarRecordsInTheOneFolder() {
    DatasetFiles.cifar(data.resolve("cifar-10-batches-bin"));
    DatasetFiles.write(data.resolve("README.md"), new byte[] {1});
    assertThat(Dataset.open(data, FIFTH).training().size()).isEqualTo(32);
  }

  @Test
  void shouldReadClassFoldersBelowTrain() {
    DatasetFiles.classFolders(data.resolve("train"), "dog", "cat");
    Dataset dataset = Dataset.open(data, FIFTH);
    assertThat(dataset.classNames()).containsExactly("cat", "dog");
    assertThat(dataset.imageShape()).isEqualTo(new Shape(3, 4, 4));
    assertThat(dataset.training().size()).isEqualTo(16);
    assertThat(dataset.validation().size()).isEqualTo(4);
    byte[] pixels = pixels(dataset.validation(), 0);
    assertThat(pixels[0]).isEqualTo((byte) (dataset.validation().label(0) == 0 ? 100 : 0));
    assertThat(pixels[47]).isEqualTo((byte) 7);
  }

  @Test
  void shouldReadClassFoldersAtTheTop() {
    DatasetFiles.classFolders(data, "cat", "dog", "owl");
    assertThat(Dataset.open(data, FIFTH).classNames()).containsExactly("cat", "dog", "owl");
  }

  @Test
  void shouldNeverReadTestImages() {
    DatasetFiles.classFolders(data, "cat", "dog");
    Path broken = DatasetFiles.write(data.resolve("test/cat/1.png"), new byte[] {1});
    assertThat(broken).exists();
    assertThat(Dataset.open(data, FIFTH).classNames()).containsExactly("cat", "dog");
  }

  @Test
  void shouldTakeValidationImagesThatTheDataBring() {
    DatasetFiles.classFolders(data.resolve("train"), "cat", "dog");
    DatasetFiles.image(data.resolve("validation/dog/x.png"));
    Dataset dataset = Dataset.open(data, FIFTH);
    assertThat(dataset.training().size()).isEqualTo(20);
    assertThat(dataset.validation().size()).isEqualTo(1);
    assertThat(dataset.validation().label(0)).isEqualTo(1);
    assertThat(dataset.validation().classes()).isEqualTo(2);
  }

  @Test
  void shouldIgnoreHiddenFilesAndFilesThatAreNoImages() {
    DatasetFiles.classFolders(data, "cat", "dog");
    String before = Dataset.open(data, FIFTH).sha256();
    for (String name : List.of(".DS_Store", "README", "cat/notes.txt", "dog/._1.png", ".git/x")) {
      DatasetFiles.write(data.resolve(name), new byte[] {1});
    }
    assertThat(Dataset.open(data, FIFTH).sha256()).isEqualTo(before);
  }

  @Test
  void shouldHaveOneChannelOnlyIfAllImagesAreGray() {
    for (String name : List.of("cat/1.png", "cat/2.jpg", "dog/1.JPEG", "dog/2.png")) {
      DatasetFiles.grayImage(data.resolve(name), 200);
    }
    Dataset gray = Dataset.open(data, FIFTH);
    assertThat(gray.imageShape()).isEqualTo(new Shape(1, 4, 4));
    assertThat(pixels(gray.training(), 0)).containsOnly((byte) 200);

    DatasetFiles.image(data.resolve("dog/3.png"));
    assertThat(Dataset.open(data, FIFTH).imageShape()).isEqualTo(new Shape(3, 4, 4));
  }

  @Test
  void shouldReadJpegsByAllTheirNames() {
    for (String name : List.of("cat/1.jfif", "cat/2.JPE", "dog/1.jpeg", "dog/2.jpg")) {
      DatasetFiles.image(data.resolve(name));
    }
    Dataset read = Dataset.open(data, FIFTH);
    assertThat(read.training().size() + read.validation().size()).isEqualTo(4);
  }

  @Test
  void shouldGiveTheSameFromAFolderAndFromItsZips() {
    DatasetFiles.classFolders(data.resolve("train"), "cat", "dog");
    Dataset folder = Dataset.open(data, FIFTH);
    Dataset flat =
        Dataset.open(DatasetFiles.zip(data, temp.resolve("a.zip"), ""), FIFTH)
            .verify(folder.sha256());
    Dataset nested =
        Dataset.open(DatasetFiles.zip(data, temp.resolve("b.zip"), "data/"), FIFTH)
            .verify(folder.sha256());
    Dataset dotted =
        Dataset.open(DatasetFiles.zip(data, temp.resolve("c.zip"), "./"), FIFTH)
            .verify(folder.sha256());
    for (Dataset zipped : List.of(flat, nested, dotted)) {
      assertThat(content(zipped.training())).isEqualTo(content(folder.training()));
      assertThat(content(zipped.validation())).isEqualTo(content(folder.validation()));
    }
  }

  @Test
  void shouldReadCifarRecordsFromAZip() {
    DatasetFiles.cifar(data);
    Path zip = DatasetFiles.zip(data, temp.resolve("cifar.zip"), "cifar-10-batches-bin/");
    assertThat(Dataset.open(zip, FIFTH).sha256()).isEqualTo(Dataset.open(data, FIFTH).sha256());
  }

  @Test
  void shouldHashNamesAndContents() {
    DatasetFiles.classFolders(data, "cat", "dog");
    Set<String> hashes = new HashSet<>();
    hashes.add(Dataset.open(data, FIFTH).sha256());
    hashes.add(Dataset.open(data, DatasetSettings.DEFAULT).sha256());
    assertThat(hashes).hasSize(1);
    DatasetFiles.image(data.resolve("cat/0.png"));
    hashes.add(Dataset.open(data, FIFTH).sha256());
    DatasetFiles.image(data.resolve("cat/new.png"));
    hashes.add(Dataset.open(data, FIFTH).sha256());
    DatasetFiles.image(data.resolve("val/cat/1.png"));
    hashes.add(Dataset.open(data, FIFTH).sha256());
    assertThat(hashes).hasSize(4).allMatch(h -> h.matches("[0-9a-f]{64}"));
  }

  @Test
  void shouldRefuseOtherDataThanWereMeant() {
    DatasetFiles.classFolders(data, "cat", "dog");
    Dataset dataset = Dataset.open(data, FIFTH);
    assertThatThrownBy(() -> dataset.verify("ab12"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContainingAll(data.toString(), dataset.sha256(), "ab12", "the same data");
  }

  @Test
  void shouldReadTheDemosSample() {
    Path zip = Path.of(System.getProperty("psopruner.home"), "demo/cifar10-sample.zip");
    Dataset dataset = Dataset.open(zip, DatasetSettings.DEFAULT);
    assertThat(dataset.classNames()).hasSize(10).startsWith("airplane", "automobile");
    assertThat(dataset.imageShape()).isEqualTo(new Shape(3, 32, 32));
    assertThat(dataset.training().size()).isEqualTo(3600);
    assertThat(dataset.validation().size()).isEqualTo(400);
  }

  private static byte[] pixels(LabelledImages images, int index) {
    byte[] pixels = new byte[images.shape().size()];
    images.copyPixels(index, pixels, 0);
    return pixels;
  }

  private static List<List<Object>> content(LabelledImages images) {
    return IntStream.range(0, images.size())
        .<List<Object>>mapToObj(
            i -> List.of(images.label(i), HexFormat.of().formatHex(pixels(images, i))))
        .toList();
  }
}
