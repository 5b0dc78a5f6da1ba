package org.psopruner.worker.particles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the loop makes of a source that fails, and of its end; with a source that knows no Kafka.
 */
@Timeout(60)
class ParticleLoopTest {
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch nearlyDone = new CountDownLatch(1);
  private final AtomicInteger taken = new AtomicInteger();
  private final Turns turns = new Turns();

  /** Hands out one particle after the other, and says how each was settled. */
  private class Source implements ParticleSource {
    @Override
    public Optional<Delivery> take() {
      return Optional.of(
          new Delivery(
              new ConsumerRecord<>("t", 0, taken.incrementAndGet(), "key", new byte[0]), 1));
    }

    @Override
    public void keep() {}

    @Override
    public void settle(Settlement settlement) {
      told.add(settlement.name());
    }

    @Override
    public boolean isConnected() {
      return true;
    }

    @Override
    public void close() {
      told.add("closed");
    }
  }

  /** Work of which each lasts a moment, but the second, which lasts until it may go on. */
  private final class Work implements ParticleWork {
    private final int moment;
    private int taken;

    Work(int moment) {
      this.moment = moment;
    }

    @Override
    public CompletableFuture<Settlement> workOn(Delivery particle) {
      taken++;
      told.add("took " + taken);
      try {
        Thread.sleep(moment);
        if (taken == 2) {
          go.await();
        }
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted", e);
      }
      return CompletableFuture.completedFuture(Settlement.DONE);
    }

    @Override
    public void handBack(Delivery particle, Optional<String> fault) {
      told.add("handed back");
    }
  }

  @Test
  void whatIsLikelyToBeDoneWithinTheGraceIsFinished() throws Exception {
    ParticleLoop loop = loop(Source::new, new Work(2_000), 1);
    Thread thread = start(loop);
    await().until(() -> told.contains("took 2"));

    loop.stop();
    go.countDown();
    thread.join();

    assertThat(told).containsExactly("took 1", "DONE", "took 2", "DONE", "closed");
  }

  @Test
  void whatTakesLongerThanTheLastOnesIsHandedBackAtOnce() throws Exception {
    ParticleLoop loop = loop(Source::new, new Work(1), 1);
    Thread thread = start(loop);
    await().during(Duration.ofMillis(500)).until(() -> told.contains("took 2"));

    loop.stop();
    thread.join();

    assertThat(told)
        .containsExactly("took 1", "DONE", "took 2", "handed back", "GIVEN_BACK", "closed");
  }

  @Test
  void aBrokerThatIsGoneIsWaitedForAndWhatIsInHandIsFinished() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    ParticleLoop loop =
        loop(
            () -> {
              told.add("opened");
              if (opened.incrementAndGet() == 2) {
                throw new KafkaException("still gone");
              }
              return new Source() {
                @Override
                public void keep() {
                  throw new TimeoutException("gone");
                }
              };
            },
            new Work(500),
            1);
    Thread thread = start(loop);
    await().until(() -> told.contains("took 2"));
    loop.stop();
    go.countDown();
    thread.join();

    assertThat(told).startsWith("opened", "took 1", "closed", "opened", "opened", "took 2");
  }

  /** Liveness would take a worker that asks for nothing and keeps nothing for a dead one. */
  @Test
  void whatIsInHandIsKeptOnWhereThatFailed() throws Exception {
    AtomicInteger kept = new AtomicInteger();
    ParticleLoop loop =
        loop(
            () ->
                new Source() {
                  @Override
                  public void keep() {
                    kept.incrementAndGet();
                    throw new TimeoutException("gone");
                  }
                },
            new Work(1),
            1);
    Thread thread = start(loop);
    await().until(() -> kept.get() >= 3);
    loop.stop();
    go.countDown();
    thread.join();

    assertThat(told).containsOnlyOnce("took 2");
  }

  @Test
  void anErrorOfTheSourceEndsTheLoop() {
    ParticleLoop loop =
        loop(
            () ->
                new Source() {
                  @Override
                  public Optional<Delivery> take() {
                    throw new OutOfMemoryError("heap");
                  }
                },
            new Work(1),
            1);

    assertThatThrownBy(loop::run).isInstanceOf(OutOfMemoryError.class).hasMessage("heap");
  }

  @Test
  void anErrorOfWhatIsPublishedLaterEndsTheLoop() {
    ParticleLoop loop =
        loop(
            Source::new,
            particle ->
                CompletableFuture.<Settlement>failedFuture(new OutOfMemoryError("heap"))
                    .thenApply(published -> published),
            1);

    assertThatThrownBy(loop::run).isInstanceOf(OutOfMemoryError.class).hasMessage("heap");
  }

  @Test
  void whatNoWaitingHelpsAgainstEndsTheLoop() {
    ParticleLoop refused =
        loop(
            () ->
                new Source() {
                  @Override
                  public Optional<Delivery> take() {
                    throw new KafkaException(
                        "wrapped", new TopicAuthorizationException("no right"));
                  }
                },
            new Work(1),
            1);
    assertThatThrownBy(refused::run).isInstanceOf(KafkaException.class).hasMessage("wrapped");

    ParticleLoop never =
        loop(
            () -> {
              throw new KafkaException("no broker answers");
            },
            new Work(1),
            1);
    assertThatThrownBy(never::run).hasMessage("no broker answers");
  }

  private ParticleLoop loop(Supplier<ParticleSource> open, ParticleWork work, int hands) {
    return new ParticleLoop(hand -> open.get(), work, hands, turns, GRACE);
  }

  /** Work that says how far it is when it is told to, and then lasts until it may go on. */
  private final class Telling implements ParticleWork {
    @Override
    public CompletableFuture<Settlement> workOn(Delivery particle) {
      long number = particle.record().offset();
      told.add("began " + number);
      if (number == 2) {
        turns.looked(0, 2);
        awaitOrFail(nearlyDone);
        turns.looked(1, 2);
        awaitOrFail(go);
      }
      return CompletableFuture.completedFuture(Settlement.DONE);
    }

    @Override
    public void handBack(Delivery particle, Optional<String> fault) {
      told.add("handed back " + particle.record().offset());
    }
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  @Test
  void aSecondHandTakesTheNextParticleOnceTheFirstIsNearlyDone() throws Exception {
    ParticleLoop loop = loop(Source::new, new Telling(), 2);
    Thread thread = start(loop);
    await().until(() -> told.contains("began 2"));
    await().during(Duration.ofMillis(500)).until(() -> taken.get() == 2);

    nearlyDone.countDown();
    await().until(() -> taken.get() == 3);
    assertThat(told).doesNotContain("began 3");
    await().during(Duration.ofMillis(500)).until(() -> taken.get() == 3);
    go.countDown();

    await().until(() -> told.contains("began 3"));
    loop.stop();
    thread.join();
    assertThat(told.stream().filter("closed"::equals)).hasSize(2);
  }

  @Test
  void aParticleThatWaitsIsGivenBackAtTheEndAndNeverBegins() throws Exception {
    nearlyDone.countDown();
    ParticleLoop loop = loop(Source::new, new Telling(), 2);
    Thread thread = start(loop);
    await().until(() -> taken.get() == 3);

    loop.stop();
    await().until(() -> told.stream().filter("GIVEN_BACK"::equals).count() == 2);
    go.countDown();
    thread.join();

    assertThat(told).contains("began 2").doesNotContain("began 3", "handed back 3");
  }

  @Test
  void afterAFaultNoHandTakesAnythingForAWhile() throws Exception {
    ParticleWork failing =
        new ParticleWork() {
          @Override
          public CompletableFuture<Settlement> workOn(Delivery particle) {
            return CompletableFuture.failedFuture(new IllegalStateException("broken"));
          }

          @Override
          public void handBack(Delivery particle, Optional<String> fault) {
            told.add("handed back, " + fault.orElse("well"));
          }
        };
    ParticleLoop loop = loop(Source::new, failing, 2);
    Thread thread = start(loop);
    await().until(() -> told.contains("GIVEN_BACK"));
    assertThat(told).containsExactly("handed back, broken", "GIVEN_BACK");

    await().during(Duration.ofSeconds(1)).until(() -> taken.get() == 1);

    loop.stop();
    thread.join();
  }

  @Test
  void aSecondHandThatTheGroupHasNoRoomForIsDoneWithout() throws Exception {
    go.countDown();
    nearlyDone.countDown();
    ParticleLoop loop =
        new ParticleLoop(
            hand -> {
              told.add("opened " + hand);
              return hand == 0
                  ? new Source()
                  : new Source() {
                    @Override
                    public Optional<Delivery> take() {
                      throw new GroupMaxSizeReachedException("the group is full");
                    }
                  };
            },
            new Telling(),
            2,
            turns,
            GRACE);
    Thread thread = start(loop);
    await().until(() -> told.contains("opened 1"));

    int before = taken.get();
    await().until(() -> taken.get() > before + 1);

    loop.stop();
    thread.join();
    assertThat(told).containsOnlyOnce("opened 1");
  }

  @Test
  void afterAnErrorNothingBeginsThatWaits() {
    ParticleLoop loop =
        loop(
            Source::new,
            particle -> {
              told.add("began " + particle.record().offset());
              if (particle.record().offset() == 2) {
                turns.looked(0, 2);
                turns.looked(1, 2);
                await().until(() -> taken.get() == 3);
                throw new OutOfMemoryError("native memory");
              }
              return CompletableFuture.completedFuture(Settlement.DONE);
            },
            2);

    assertThatThrownBy(loop::run).isInstanceOf(OutOfMemoryError.class);

    assertThat(told).contains("began 2").doesNotContain("began 3");
    assertThat(told.stream().filter(Settlement.GIVEN_BACK.name()::equals)).hasSize(2);
  }

  private static Thread start(ParticleLoop loop) {
    Thread thread = new Thread(loop, "loop");
    thread.start();
    return thread;
  }
}
