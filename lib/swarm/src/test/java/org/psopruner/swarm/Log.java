package org.psopruner.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** What a search was told, in order. */
record Log<F>(List<Line<F>> lines) {
  record Line<F>(AskId id, F fitness) {}

  /** Evaluates what is outstanding in a random order. */
  static <F> Log<F> of(AskTell<F> search, Function<Position, F> worth, int tells, long order) {
    Random random = new Random(order);
    List<Ask> outstanding = new ArrayList<>(search.outstanding());
    List<Line<F>> lines = new ArrayList<>();
    for (int i = 0; i < tells; i++) {
      Ask ask = outstanding.remove(random.nextInt(outstanding.size()));
      Line<F> line = new Line<>(ask.id(), worth.apply(ask.position()));
      lines.add(line);
      outstanding.addAll(search.tell(line.id(), line.fitness()));
    }
    return new Log<>(lines);
  }

  void replay(AskTell<F> search) {
    lines.forEach(line -> search.tell(line.id(), line.fitness()));
  }
}
