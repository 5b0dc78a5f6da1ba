package org.psopruner.coordinator.rest;

import jakarta.ws.rs.core.EntityTag;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.rest.ExperimentView;

/**
 * The entity tags of experiments: {@code "2-0123456789abcdef"} is of one that users have changed
 * twice. A change that asks for a tag asks that nobody else has changed the experiment since; that
 * its search has gone on does not matter.
 */
final class Etags {
  private static final Pattern TAG = Pattern.compile("\"([0-9]{1,9})-[0-9a-f]{16}\"");
  private static final int DIGITS = 16;

  private Etags() {}

  /** The tag of an experiment as it stands, the same at every coordinator. */
  static EntityTag of(ExperimentView view) {
    return new EntityTag(view.revision() + "-" + hash(view).substring(0, DIGITS));
  }

  private static String hash(ExperimentView view) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(RecordJson.write(view)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The revision that an If-Match header asks for; empty if there is none, or it takes any.
   *
   * @throws jakarta.ws.rs.WebApplicationException if it holds no tag that was ever given
   */
  static Optional<Integer> revision(String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return Optional.empty();
    }
    Matcher tag = TAG.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw Problem.badRequest(
          "the header If-Match is %s; it must be *, or one ETag as GET of an experiment gives it"
              .formatted(ifMatch.length() > 100 ? "too long" : ifMatch));
    }
    return Optional.of(Integer.valueOf(tag.group(1)));
  }
}
