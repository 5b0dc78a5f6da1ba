package org.psopruner.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.psopruner.engine.Distillation;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;

/** Losses and their gradients with respect to a student's logits. */
class LossTest {
  private static final int IMAGES = 3;
  private static final int CLASSES = 4;
  private static final Network TEACHER = TestNetworks.small(new Shape(3, 8, 8), 2, CLASSES);

  private final float[] pixels = random(IMAGES * TEACHER.inputShape().size(), 1);
  private final float[] logits = random(IMAGES * CLASSES, 2);

  @BeforeAll
  static void loadLibrary() {
    assertThat(Natives.loaded().description()).isNotEmpty();
  }

  @Test
  void crossEntropyIsThatOfTheTargets() {
    CrossEntropy loss = new CrossEntropy(2);
    loss.add(new float[] {0, 0, 0, 0}, new float[] {0.25f, 0.75f, 1, 0});

    assertThat(loss.meanLoss()).isCloseTo(Math.log(2), within(1e-9));
    assertThat(loss.images()).isEqualTo(2);
    assertThat(loss.correct()).as("of two equal logits, the first counts").isEqualTo(1);
  }

  @Test
  void theGradientOfCrossEntropyIsThatOfFiniteDifferences() {
    float[] targets = Targets.smoothed(new int[] {0, 3, 3}, CLASSES, 0.2);

    assertGradient(
        new CrossEntropy(CLASSES).add(logits, targets),
        at -> {
          CrossEntropy loss = new CrossEntropy(CLASSES);
          loss.add(at, targets);
          return loss.meanLoss();
        });
  }

  @Test
  void theGradientTowardsATeacherIsThatOfFiniteDifferences() {
    assertGradient(towardsTeacher(logits), this::distance);
  }

  @Test
  void aStudentWhoKnowsAllHasNothingToLearn() {
    float[] known;
    try (NativeGraph graph = new NativeGraph(TEACHER);
        ForwardPass pass = new ForwardPass(graph, IMAGES, graph.logits())) {
      Arrays.write(pixels, pass.input());
      pass.run();
      known = Arrays.read(pass.output());
    }

    assertThat(distance(known)).isCloseTo(0, within(1e-9));
    assertThat(towardsTeacher(known)).containsOnly(0f);
    assertThat(distance(logits)).isGreaterThan(0.01);
  }

  private double distance(float[] student) {
    try (Teacher teacher = teacher()) {
      teacher.add(student, pixels);
      return teacher.meanLoss();
    }
  }

  private float[] towardsTeacher(float[] student) {
    try (Teacher teacher = teacher()) {
      return teacher.add(student, pixels);
    }
  }

  private static Teacher teacher() {
    return new Teacher(new Distillation(TEACHER, 1, 3), IMAGES);
  }

  private void assertGradient(float[] gradient, ToDoubleFunction<float[]> loss) {
    float step = 1e-2f;
    for (int i = 0; i < logits.length; i++) {
      float[] more = logits.clone();
      float[] less = logits.clone();
      more[i] += step;
      less[i] -= step;
      double difference =
          (loss.applyAsDouble(more) - loss.applyAsDouble(less)) / (more[i] - less[i]);
      assertThat((double) gradient[i]).isCloseTo(difference, within(1e-5));
    }
  }

  private static float[] random(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
