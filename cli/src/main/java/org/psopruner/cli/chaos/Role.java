package org.psopruner.cli.chaos;

import java.util.Locale;

/** What a process does in the pipeline. */
enum Role {
  COORDINATOR,
  WORKER,
  RETRAINER,
  BROKER;

  /** As in names and tables: {@code coordinator}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
