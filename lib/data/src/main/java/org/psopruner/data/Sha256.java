package org.psopruner.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over several things, so that what is in which place counts. */
public final class Sha256 {
  private Sha256() {}

  /** The hash of nothing, to be added to. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The hash of the hashes of the texts, then of the given hashes. */
  static String combine(List<String> texts, List<byte[]> hashes) {
    MessageDigest digest = start();
    for (String text : texts) {
      digest.update(start().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
    hashes.forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }
}
