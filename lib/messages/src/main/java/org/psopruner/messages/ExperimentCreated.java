package org.psopruner.messages;

/** An experiment was asked for: the first event of its log. */
public record ExperimentCreated(ExperimentSpec experiment) implements Message {
  public ExperimentCreated {
    Require.present("experiment", experiment);
  }

  @Override
  public String experimentId() {
    return experiment.id();
  }
}
