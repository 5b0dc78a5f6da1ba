package org.psopruner.coordinator.access;

/** What somebody may do, by the name that tokens carry. */
public final class Roles {
  /** May look. */
  public static final String VIEWER = "viewer";

  /** May do everything. */
  public static final String OPERATOR = "operator";

  private Roles() {}
}
