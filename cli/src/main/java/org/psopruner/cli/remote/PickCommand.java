package org.psopruner.cli.remote;

import java.util.Map;
import org.psopruner.cli.Screen;
import org.psopruner.messages.rest.CandidateView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code psopruner pick}: the candidate to retrain. */
@Command(
    name = "pick",
    description = {
      "Ends an experiment's search now, and has a candidate of your choice retrained in place of the"
          + " best; also of an experiment that was stopped without a model.",
      "Of one that has a model, export --evaluation writes the candidate's structure, which retrain"
          + " takes."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner front vgg16-nightly",
      "  psopruner pick vgg16-nightly 5f0c2a11",
    })
public final class PickCommand extends ChangeCommand {
  private static final String EVALUATION = "EVALUATION";

  @Parameters(
      index = "1",
      paramLabel = EVALUATION,
      description =
          "The candidate's evaluation: its id or, on the front, the beginning of that, as front has"
              + " it.")
  private String evaluation;

  public PickCommand(Screen screen) {
    super(screen, "retrain");
  }

  @Override
  Map<String, Object> body(RemoteCoordinator asked, String experiment) {
    CandidateView candidate = new CandidateName(EVALUATION, evaluation).find(asked, experiment);
    return Map.of("evaluationId", candidate.evaluation().evaluationId());
  }
}
