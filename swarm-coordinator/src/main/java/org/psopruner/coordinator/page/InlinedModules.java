package org.psopruner.coordinator.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ECMAScript modules as {@code data:} URLs, in an import map. Such a module has no place from which
 * a relative name could lead to another one; so each import names its module by its path.
 */
final class InlinedModules {
  /** In our own modules, each import names its module in double quotes, relative to its own. */
  private static final Pattern IMPORT =
      Pattern.compile("(\\bfrom\\s+|\\bimport\\s*\\(\\s*)\"(\\.{1,2}/[^\"]+)\"");

  private static final String LIBRARIES = "page/vendor/";

  private final Map<String, String> urls = new TreeMap<>();

  private InlinedModules() {}

  /**
   * A module and all that it leads to.
   *
   * @param entry its path
   * @return their URLs by path
   */
  static Map<String, String> of(String entry) {
    InlinedModules modules = new InlinedModules();
    modules.add(entry);
    return modules.urls;
  }

  private void add(String path) {
    if (urls.putIfAbsent(path, "") != null) {
      return;
    }
    byte[] bytes = PageFile.read(path);
    byte[] code = path.startsWith(LIBRARIES) ? bytes : named(path, bytes).getBytes(UTF_8);
    urls.put(path, "data:text/javascript;base64," + Base64.getEncoder().encodeToString(code));
  }

  private String named(String path, byte[] bytes) {
    return IMPORT
        .matcher(new String(bytes, UTF_8))
        .replaceAll(
            found -> {
              String target = resolve(path, found.group(2));
              add(target);
              return Matcher.quoteReplacement(found.group(1) + '"' + target + '"');
            });
  }

  private static String resolve(String from, String relative) {
    return URI.create(from).resolve(relative).toString();
  }
}
