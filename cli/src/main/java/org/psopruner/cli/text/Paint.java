package org.psopruner.cli.text;

import java.util.Map;

/**
 * Colours, in terminals alone (ECMA-48's select graphic rendition).
 *
 * @param on whether there are any
 */
public record Paint(boolean on) {
  private static final String ESCAPE = "\u001b[";

  /**
   * Colours where a terminal is looked at, unless {@code NO_COLOR} is set (no-color.org) or the
   * terminal is dumb.
   *
   * @param columns of the terminal; 0 if there is none
   */
  public static Paint in(int columns, Map<String, String> environment) {
    return new Paint(
        columns > 0
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb"));
  }

  public String bold(String text) {
    return with("1", text);
  }

  public String good(String text) {
    return with("32", text);
  }

  public String careful(String text) {
    return with("33", text);
  }

  public String bad(String text) {
    return with("31", text);
  }

  private String with(String code, String text) {
    return on ? ESCAPE + code + 'm' + text + ESCAPE + "0m" : text;
  }
}
