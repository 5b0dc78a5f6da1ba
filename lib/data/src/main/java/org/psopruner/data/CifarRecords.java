package org.psopruner.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.psopruner.pruning.network.Shape;

/**
 * Reads CIFAR-10's binary layout: records of a label byte and 1,024 red, 1,024 green and 1,024 blue
 * bytes, row by row (Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009).
 */
final class CifarRecords {
  private static final Shape SHAPE = new Shape(3, 32, 32);
  private static final int RECORD = 1 + SHAPE.size();

  private final FileTree tree;
  private final List<String> classNames;
  private final Pixels mode;
  private final byte[] pixels;
  private final int[] labels;
  private int read;

  private CifarRecords(FileTree tree, List<String> classNames, int records, Pixels mode) {
    this.tree = tree;
    this.classNames = classNames;
    this.mode = mode;
    this.pixels = new byte[mode == Pixels.KEPT ? records * SHAPE.size() : SHAPE.size()];
    this.labels = new int[records];
  }

  static ReadImages read(FileTree tree, List<String> files, List<String> classNames, Pixels mode) {
    long records = files.stream().mapToLong(file -> recordsIn(tree, file)).sum();
    PixelData.requireRoom(tree.show(""), records, SHAPE, mode);
    CifarRecords reader = new CifarRecords(tree, classNames, Math.toIntExact(records), mode);
    List<byte[]> hashes = new ArrayList<>();
    files.forEach(file -> hashes.add(reader.read(file)));
    List<String> names = new ArrayList<>(classNames);
    names.addAll(files);
    return new ReadImages(reader.images(), classNames, Sha256.combine(names, hashes));
  }

  private LabelledImages images() {
    return mode == Pixels.KEPT
        ? new PixelData(SHAPE, classNames.size(), pixels, labels)
        : new Labels(SHAPE, classNames.size(), labels);
  }

  private static long recordsIn(FileTree tree, String file) {
    long size = tree.size(file);
    if (size <= 0 || size % RECORD != 0) {
      throw new DatasetException(
          "%s has %s bytes, which is no multiple of a CIFAR-10 record's %s; get the file again in CIFAR-10's binary version"
              .formatted(tree.show(file), size, RECORD));
    }
    return size / RECORD;
  }

  private byte[] read(String file) {
    MessageDigest digest = Sha256.start();
    long records = recordsIn(tree, file);
    try (var in =
        new DataInputStream(
            new DigestInputStream(new BufferedInputStream(tree.open(file), 1 << 16), digest))) {
      for (long i = 0; i < records; i++) {
        labels[read] = label(file, i, in.readUnsignedByte());
        in.readFully(pixels, mode == Pixels.KEPT ? read * SHAPE.size() : 0, SHAPE.size());
        read++;
      }
    } catch (EOFException e) {
      throw new DatasetException(tree.show(file) + " ends too early; get the file again", e);
    } catch (IOException e) {
      throw new DatasetException(
          "%s cannot be read (%s); get the file again".formatted(tree.show(file), e.getMessage()),
          e);
    }
    return digest.digest();
  }

  private int label(String file, long place, int label) {
    if (label >= classNames.size()) {
      throw new DatasetException(
          "%s: record %s has the label %s, but there are only %s classes; get the file again, or name all classes in batches.meta.txt"
              .formatted(tree.show(file), place, label, classNames.size()));
    }
    return label;
  }
}
