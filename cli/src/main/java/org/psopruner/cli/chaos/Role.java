package org.psopruner.cli.chaos;

/** What a process does in the pipeline. */
enum Role {
  COORDINATOR,
  WORKER,
  RETRAINER,
  BROKER
}
