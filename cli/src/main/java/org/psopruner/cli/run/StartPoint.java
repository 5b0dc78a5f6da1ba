package org.psopruner.cli.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.psopruner.pruning.structure.Starts;

/** Starts that need nothing but the model and the data. */
public enum StartPoint implements SwarmStart {
  /** One particle where a sensitivity analysis advises, which is made now; the others anywhere. */
  SENSITIVE {
    @Override
    public List<double[]> positions(Search search) {
      return SensitivityStart.positions(search.analysis().get(), search);
    }
  },

  /** Anywhere, as the published swarm. */
  RANDOM {
    @Override
    public List<double[]> positions(Search search) {
      return List.of();
    }
  },

  /** One particle at uniform pruning, the others anywhere. */
  UNIFORM {
    @Override
    public List<double[]> positions(Search search) {
      return List.of(Starts.uniform(search.mapping()));
    }
  },

  /**
   * One particle at uniform pruning, the others around it; with any criterion where that is
   * searched.
   */
  AROUND_UNIFORM {
    @Override
    public List<double[]> positions(Search search) {
      double[] uniform = Starts.uniform(search.mapping());
      List<double[]> positions = new ArrayList<>(List.of(uniform));
      SplittableRandom random = new SplittableRandom(search.request().swarm().seed());
      while (positions.size() < search.request().swarm().particles()) {
        DoubleStream around =
            Arrays.stream(uniform)
                .map(x -> Math.max(0, Math.min(1, x + SPREAD * (2 * random.nextDouble() - 1))));
        // No criterion is near another one.
        DoubleStream choice = random.doubles(search.choices().isEmpty() ? 0 : 1);
        positions.add(DoubleStream.concat(around, choice).toArray());
      }
      return positions;
    }
  };

  private static final double SPREAD = 0.2;

  /** Its name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
