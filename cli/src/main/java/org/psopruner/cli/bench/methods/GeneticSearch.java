package org.psopruner.cli.bench.methods;

import io.jenetics.DoubleChromosome;
import io.jenetics.DoubleGene;
import io.jenetics.EliteSelector;
import io.jenetics.GaussianMutator;
import io.jenetics.Genotype;
import io.jenetics.UniformCrossover;
import io.jenetics.engine.Engine;
import io.jenetics.util.RandomRegistry;
import java.util.List;
import java.util.Random;
import org.psopruner.messages.SwarmParameters;

/**
 * A genetic algorithm, that of Jenetics: the position is the genotype; tournaments choose parents,
 * the best survive, pairs exchange genes uniformly, and a Gaussian mutates one gene an individual
 * in the mean.
 */
final class GeneticSearch implements Method.Search {
  private static final double CROSSOVER = 0.5;

  @Override
  public void search(Landscape landscape, SwarmParameters size) {
    int dimensions = landscape.dimensions();
    // One individual at least must be a child, or nothing is new.
    int population = Math.max(2, size.particles());
    Engine<DoubleGene, Double> engine =
        Engine.builder(
                (Genotype<DoubleGene> genotype) -> landscape.fitness(position(genotype)),
                Genotype.of(DoubleChromosome.of(0, 1, dimensions)))
            .populationSize(population)
            .survivorsSelector(new EliteSelector<>())
            .alterers(new UniformCrossover<>(CROSSOVER), new GaussianMutator<>(1.0 / dimensions))
            .executor(Runnable::run)
            .build();
    List<Genotype<DoubleGene>> start = size.start().stream().map(GeneticSearch::genotype).toList();
    RandomRegistry.using(
        new Random(size.seed()),
        random ->
            engine.stream(start).limit(any -> !landscape.isSpent()).forEach(generation -> {}));
  }

  private static Genotype<DoubleGene> genotype(List<Double> position) {
    return Genotype.of(
        DoubleChromosome.of(position.stream().map(x -> DoubleGene.of(x, 0, 1)).toList()));
  }

  /** A gene is below 1, its upper bound, or a gene that a start set. */
  private static double[] position(Genotype<DoubleGene> genotype) {
    return genotype.chromosome().as(DoubleChromosome.class).toArray();
  }
}
