package org.psopruner.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.psopruner.fuzz.Reader;

/** A JPEG or PNG file of a dataset whose images are of 16 by 16 pixels. */
public final class ImageReader implements Reader {
  private static final int SIDE = 16;
  private static final String NAME = "x.png";

  private final FileTree tree = MemoryTree.empty();
  private final byte[] planes = new byte[3 * SIDE * SIDE];

  @Override
  public Optional<String> read(byte[] input) {
    tree.addFile(NAME, input.length, () -> new ByteArrayInputStream(input));
    try {
      ImageFile file = ImageFile.read(tree, NAME);
      file.size();
      file.decode(new ImageFile.Size(SIDE, SIDE), "the first", planes, 0);
      return Optional.empty();
    } catch (DatasetException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (int type :
        new int[] {
          BufferedImage.TYPE_INT_RGB,
          BufferedImage.TYPE_BYTE_GRAY,
          BufferedImage.TYPE_USHORT_GRAY,
          BufferedImage.TYPE_BYTE_INDEXED,
          BufferedImage.TYPE_BYTE_BINARY,
          BufferedImage.TYPE_INT_ARGB
        }) {
      BufferedImage image = new BufferedImage(SIDE, SIDE, type);
      for (int i = 0; i < SIDE * SIDE; i++) {
        image.setRGB(i % SIDE, i / SIDE, 0xff000000 | 7919 * i);
      }
      for (String format : new String[] {"png", "jpeg"}) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (ImageIO.write(image, format, bytes)) {
          seeds.add(bytes.toByteArray());
        }
      }
    }
    return seeds;
  }
}
