package org.psopruner.worker.particles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
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

  /** Hands out one particle after the other, and says how each was settled. */
  private class Source implements ParticleSource {
    private int taken;

    @Override
    public Optional<Delivery> take() {
      return Optional.of(
          new Delivery(new ConsumerRecord<>("t", 0, ++taken, "key", new byte[0]), 1));
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
    public Settlement workOn(Delivery particle) {
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
      return Settlement.DONE;
    }

    @Override
    public void handBack(Delivery particle, Optional<String> fault) {
      told.add("handed back");
    }
  }

  @Test
  void whatIsLikelyToBeDoneWithinTheGraceIsFinished() throws Exception {
    ParticleLoop loop = new ParticleLoop(Source::new, new Work(2_000), GRACE);
    Thread thread = start(loop);
    await().until(() -> told.contains("took 2"));

    loop.stop();
    go.countDown();
    thread.join();

    assertThat(told).containsExactly("took 1", "DONE", "took 2", "DONE", "closed");
  }

  @Test
  void whatTakesLongerThanTheLastOnesIsHandedBackAtOnce() throws Exception {
    ParticleLoop loop = new ParticleLoop(Source::new, new Work(1), GRACE);
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
        new ParticleLoop(
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
            GRACE);
    Thread thread = start(loop);
    await().until(() -> told.contains("took 2"));
    loop.stop();
    go.countDown();
    thread.join();

    assertThat(told).startsWith("opened", "took 1", "closed", "opened", "opened", "took 2");
  }

  @Test
  void whatNoWaitingHelpsAgainstEndsTheLoop() {
    ParticleLoop refused =
        new ParticleLoop(
            () ->
                new Source() {
                  @Override
                  public Optional<Delivery> take() {
                    throw new KafkaException(
                        "wrapped", new TopicAuthorizationException("no right"));
                  }
                },
            new Work(1),
            GRACE);
    assertThatThrownBy(refused::run).isInstanceOf(KafkaException.class).hasMessage("wrapped");

    ParticleLoop never =
        new ParticleLoop(
            () -> {
              throw new KafkaException("no broker answers");
            },
            new Work(1),
            GRACE);
    assertThatThrownBy(never::run).hasMessage("no broker answers");
  }

  private static Thread start(ParticleLoop loop) {
    Thread thread = new Thread(loop, "loop");
    thread.start();
    return thread;
  }
}
