package org.psopruner.retrainer.bests;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.DeadLetter;

/**
 * Takes global bests one after the other. Each is worked on in a second thread, while the first
 * keeps it and publishes what the second says.
 */
public final class RetrainingLoop implements Runnable {
  private static final Logger LOG = Logger.getLogger(RetrainingLoop.class);
  private static final Duration LOOK = Duration.ofMillis(200);

  /** Before a record that could not be worked on is taken again. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final GlobalBestSource source;
  private final Work work;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "retraining");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param group of the retrainers
   * @param beat is called at least every few seconds, as long as the loop goes round
   */
  public RetrainingLoop(Cluster cluster, String group, Work work, Runnable beat) {
    this.source = new GlobalBestSource(cluster, group, beat);
    this.work = work;
  }

  /**
   * Works until {@link #stop}.
   *
   * @throws Error what the work threw: the record is for another process
   * @throws org.apache.kafka.common.KafkaException if the group does not let it go on
   */
  @Override
  public void run() {
    try (source) {
      while (!isStopping()) {
        source.take().ifPresent(this::workOn);
      }
    } finally {
      worker.shutdown();
    }
  }

  /**
   * Makes the loop end soon, from any thread. The record in hand is left to another retrainer; the
   * thread that works on it ends with the process.
   */
  public void stop() {
    stopping.countDown();
    source.stop();
  }

  /** What the work says, and whether it could be published. */
  private record Saying(
      List<ProducerRecord<String, byte[]>> records, CompletableFuture<Boolean> published) {}

  private void workOn(ConsumerRecord<String, byte[]> record) {
    BlockingQueue<Saying> sayings = new LinkedBlockingQueue<>();
    Future<List<ProducerRecord<String, byte[]>>> working =
        worker.submit(() -> work.answer(record, records -> say(records, sayings)));
    try {
      while (!working.isDone() && !isStopping()) {
        source.keep();
        Saying saying = sayings.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (saying != null) {
          saying.published().complete(source.publish(saying.records()));
        }
      }
      if (working.isDone() && !source.settle(working.get())) {
        LOG.warnf("Another retrainer has taken %s over", DeadLetter.origin(record));
      }
    } catch (ExecutionException e) {
      failed(record, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }

  private void failed(ConsumerRecord<String, byte[]> record, Throwable failure) {
    if (failure instanceof Error broken) {
      throw broken;
    }
    if (failure instanceof CancellationException) {
      LOG.warnf("Let go of %s: %s", DeadLetter.origin(record), failure.getMessage());
      source.giveBack();
      return;
    }
    LOG.warnf(failure, "%s is taken again later", DeadLetter.origin(record));
    source.giveBack();
    pause(PAUSE);
  }

  /** By the thread that works. */
  private static void say(
      List<ProducerRecord<String, byte[]>> records, BlockingQueue<Saying> sayings) {
    Saying saying = new Saying(records, new CompletableFuture<>());
    sayings.add(saying);
    if (!saying.published().join()) {
      throw new CancellationException("it is another retrainer's by now");
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void pause(Duration time) {
    try {
      stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }
}
