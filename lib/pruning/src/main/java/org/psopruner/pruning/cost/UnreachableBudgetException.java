package org.psopruner.pruning.cost;

/** A budget that no structure can meet; the message is one line that says what the least is. */
public final class UnreachableBudgetException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public UnreachableBudgetException(String message) {
    super(message);
  }
}
