package org.psopruner.swarm;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A particle swarm with several objectives, in the unit cube, that maximises each: SMPSO (A. J.
 * Nebro, J. J. Durillo, J. García-Nieto, C. A. Coello Coello, F. Luna and E. Alba, "SMPSO: a new
 * PSO-based metaheuristic for multi-objective optimization", MCDM 2009). Particles follow leaders
 * from an archive of what nothing dominates; of two random ones, the one in the emptier place.
 *
 * <p>v = χ (w v + c1 r1 (personal best − x) + c2 r2 (leader − x)) with w = 0.1, c1 and c2 from
 * U(1.5, 2.5), r1 and r2 from U(0, 1), each drawn once a move; v is at most half the range. χ is
 * Clerc and Kennedy's for c1 + c2 in size, but below zero for more than 4, as the paper's equation
 * 4 is printed and its authors' programs have it: such a particle is thrown to the other side. That
 * matters: with a χ above zero, ZDT4 is not solved. Every sixth particle is mutated after its move
 * (polynomial mutation, distribution index 20, one coordinate in the mean). What differs: who
 * leaves the cube comes back with half its velocity.
 *
 * <p>As for reproducibility, it is like {@link Swarm}. Not for use by several threads at once.
 */
public final class ParetoSwarm implements AskTell<Objectives> {
  private static final double INERTIA = 0.1;
  private static final double LEAST_PULL = 1.5;
  private static final int MUTATED = 6;
  private static final double DISTRIBUTION_INDEX = 20;

  private final ParetoSettings settings;
  private final List<Member> members;
  private final ParetoArchive archive;
  private final Turns<Objectives> turns;

  public ParetoSwarm(ParetoSettings settings) {
    this.settings = settings;
    this.members =
        IntStream.range(0, settings.particles()).mapToObj(p -> new Member(settings, p)).toList();
    this.archive = new ParetoArchive(settings.archive());
    this.turns = new Turns<>(settings.pace(), settings.particles(), new Members());
  }

  /** Where the particles are: of each, the position that was asked last. */
  public List<Position> ask() {
    return turns.asks().stream().map(Ask::position).toList();
  }

  @Override
  public List<Ask> outstanding() {
    return turns.outstanding();
  }

  /** Iterations that every particle has behind it. */
  public int iteration() {
    return turns.iteration();
  }

  @Override
  public List<Ask> tell(AskId id, Objectives fitness) {
    Check.that(
        fitness.count() == settings.objectives(),
        "a position is worth %d objectives, which is another number than the swarm has",
        fitness.count());
    return turns.tell(id, fitness);
  }

  /**
   * The points that were found and that none of them dominates, by the first objective, the best
   * first; at the synchronous pace of the iterations that are complete.
   */
  public List<ParetoPoint> front() {
    return archive.points().stream()
        .sorted(Comparator.comparingDouble((ParetoPoint p) -> -p.objectives().get(0)))
        .toList();
  }

  /** A particle. */
  private static final class Member {
    private final Body body;
    private Position bestPosition;
    private Objectives best;

    Member(ParetoSettings settings, int index) {
      body =
          new Body(
              settings.dimensions(),
              VelocityLimit.HALF_RANGE,
              Bounds.DETERMINISTIC_BACK,
              settings.start().stream().skip(index).findFirst(),
              new RandomStream(settings.seed(), 0, index));
      bestPosition = body.position();
      best = Objectives.failed(settings.objectives());
    }

    /** Its best is the latest that the one before does not dominate. */
    void score(Position position, Objectives objectives) {
      if (!best.dominate(objectives)) {
        best = objectives;
        bestPosition = position;
      }
    }
  }

  private final class Members implements Turns.Rule<Objectives> {
    @Override
    public Position start(int particle) {
      return members.get(particle).body.position();
    }

    @Override
    public void score(Ask ask, Objectives objectives) {
      members.get(ask.id().particle()).score(ask.position(), objectives);
      archive.add(new ParetoPoint(ask.id(), ask.position(), objectives));
    }

    @Override
    public Position move(int index, int iteration) {
      RandomStream random = new RandomStream(settings.seed(), iteration, index);
      Member member = members.get(index);
      fly(member, random);
      if (index % MUTATED == 0) {
        mutate(member.body, random);
      }
      return member.body.position();
    }

    private void fly(Member member, RandomStream random) {
      Position leader = archive.isEmpty() ? member.bestPosition : archive.leader(random).position();
      double c1 = LEAST_PULL + random.next();
      double c2 = LEAST_PULL + random.next();
      double pull = c1 * random.next();
      double leaderPull = c2 * random.next();
      double constriction = constriction(c1 + c2);
      double[] velocity = new double[member.body.dimensions()];
      for (int d = 0; d < velocity.length; d++) {
        double x = member.body.x(d);
        velocity[d] =
            constriction
                * (INERTIA * member.body.velocity(d)
                    + pull * (member.bestPosition.get(d) - x)
                    + leaderPull * (leader.get(d) - x));
      }
      member.body.fly(velocity, random);
    }
  }

  /** χ for φ = c1 + c2: 1 up to 4, then −1 and more. */
  private static double constriction(double phi) {
    return phi <= 4 ? 1 : 2 / (2 - phi - Math.sqrt(phi * phi - 4 * phi));
  }

  /**
   * K. Deb and M. Goyal, "A combined genetic adaptive search (GeneAS) for engineering design",
   * 1996.
   */
  private static void mutate(Body body, RandomStream random) {
    double[] place = new double[body.dimensions()];
    for (int d = 0; d < place.length; d++) {
      place[d] = body.x(d);
      if (random.next() < 1.0 / place.length) {
        place[d] += step(place[d], random.next());
      }
    }
    body.jump(place, random);
  }

  /** In a unit range, from x, for a u from 0 to 1. */
  private static double step(double x, double u) {
    double power = DISTRIBUTION_INDEX + 1;
    double room = u < 0.5 ? 1 - x : x;
    double side = Math.min(u, 1 - u);
    double spread = 2 * side + (1 - 2 * side) * StrictMath.pow(room, power);
    double step = 1 - StrictMath.pow(spread, 1 / power);
    return u < 0.5 ? -step : step;
  }
}
