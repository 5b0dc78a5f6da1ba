package org.psopruner.cli.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Table;

/**
 * What an undisturbed and a disturbed run of the same search have in common, and what not.
 *
 * @param kills how often what happened to whom
 * @param sameWinner whether both have one winner, and the same
 * @param sameSwarm whether all that was asked for, from where in the space, and what it scored is
 *     the same
 * @param sameModel whether both emitted one model, bit for bit the same
 */
record ChaosFigures(
    long seed,
    List<Kills> kills,
    Run undisturbed,
    Run disturbed,
    boolean sameWinner,
    boolean sameSwarm,
    boolean sameModel) {
  /** How often something happened to a role. */
  record Kills(String role, String kind, long times) {}

  /**
   * A run in figures.
   *
   * @param evaluations that were asked for
   * @param published records that asked for them
   * @param publishedAgain of these, the ones beyond the first
   * @param redelivered how often a record was taken that had been taken before
   * @param scores records that answered
   * @param dropped of these, the ones beyond the first
   * @param lost evaluations without an answer
   * @param models events that tell of a model
   * @param endedByThemselves processes that ended without a fault's doing
   */
  record Run(
      int evaluations,
      int published,
      int publishedAgain,
      long redelivered,
      int scores,
      int dropped,
      long lost,
      int deadLetters,
      int models,
      int endedByThemselves,
      double seconds) {
    static Run of(Trial.Ending ending) {
      LogAudit.Findings found = ending.findings();
      return new Run(
          found.evaluations().size(),
          found.published(),
          found.publishedAgain(),
          found.redelivered(),
          found.scores(),
          found.dropped(),
          found.lost(),
          found.deadLetters(),
          found.models(),
          ending.endedByThemselves(),
          ending.time().toMillis() / 1000.0);
    }
  }

  ChaosFigures {
    kills = List.copyOf(kills);
  }

  static ChaosFigures of(long seed, Trial.Ending undisturbed, Trial.Ending disturbed) {
    LogAudit.Findings calm = undisturbed.findings();
    LogAudit.Findings chaos = disturbed.findings();
    return new ChaosFigures(
        seed,
        kills(disturbed.happened()),
        Run.of(undisturbed),
        Run.of(disturbed),
        calm.winners().size() == 1 && calm.winners().equals(chaos.winners()),
        calm.evaluations().equals(chaos.evaluations()),
        calm.models() == 1
            && chaos.models() == 1
            && calm.modelHashes().equals(chaos.modelHashes()));
  }

  private static List<Kills> kills(List<Fault> happened) {
    List<Kills> kills = new ArrayList<>();
    for (Role role : Role.values()) {
      for (Fault.Kind kind : Fault.Kind.values()) {
        long times = happened.stream().filter(f -> f.role() == role && f.kind() == kind).count();
        kills.add(new Kills(role.word(), kind.words(), times));
      }
    }
    return kills;
  }

  /** Whether all that must hold does. */
  boolean hold() {
    return disturbed.lost() == 0
        && disturbed.deadLetters() == 0
        && sameWinner
        && sameSwarm
        && sameModel;
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(killTable().lines());
    lines.add("");
    lines.addAll(runTable().lines());
    lines.add("");
    lines.add("winner     " + same(sameWinner));
    lines.add("swarm      " + same(sameSwarm));
    lines.add("model      " + same(sameModel));
    return lines;
  }

  private Table killTable() {
    List<String> headings = new ArrayList<>(List.of("what happened to whom"));
    Arrays.stream(Fault.Kind.values()).map(Fault.Kind::words).forEach(headings::add);
    headings.add("all");
    Table table = new Table(1, headings.toArray(String[]::new));
    for (Role role : Role.values()) {
      String name = role.word();
      row(table, name, kills.stream().filter(k -> k.role().equals(name)).toList());
    }
    row(table, "all", kills);
    return table;
  }

  private static void row(Table table, String name, List<Kills> kills) {
    List<String> cells = new ArrayList<>(List.of(name));
    for (Fault.Kind kind : Fault.Kind.values()) {
      cells.add(
          Figures.count(
              kills.stream()
                  .filter(k -> k.kind().equals(kind.words()))
                  .mapToLong(Kills::times)
                  .sum()));
    }
    cells.add(Figures.count(kills.stream().mapToLong(Kills::times).sum()));
    table.row(cells.toArray(String[]::new));
  }

  private Table runTable() {
    return new Table(1, "evaluations", "undisturbed", "disturbed")
        .row("asked for", count(undisturbed.evaluations()), count(disturbed.evaluations()))
        .row("published", count(undisturbed.published()), count(disturbed.published()))
        .row(
            "of these, again",
            count(undisturbed.publishedAgain()),
            count(disturbed.publishedAgain()))
        .row("redelivered", count(undisturbed.redelivered()), count(disturbed.redelivered()))
        .row("scores", count(undisturbed.scores()), count(disturbed.scores()))
        .row("of these, dropped", count(undisturbed.dropped()), count(disturbed.dropped()))
        .row("lost", count(undisturbed.lost()), count(disturbed.lost()))
        .row("dead letters", count(undisturbed.deadLetters()), count(disturbed.deadLetters()))
        .row("models emitted", count(undisturbed.models()), count(disturbed.models()))
        .row(
            "processes that ended by themselves",
            count(undisturbed.endedByThemselves()),
            count(disturbed.endedByThemselves()))
        .row("seconds", seconds(undisturbed), seconds(disturbed));
  }

  private static String count(long number) {
    return Figures.count(number);
  }

  private static String seconds(Run run) {
    return "%.0f".formatted(run.seconds());
  }

  private static String same(boolean same) {
    return same ? "the same" : "NOT the same";
  }
}
