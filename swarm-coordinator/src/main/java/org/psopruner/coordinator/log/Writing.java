package org.psopruner.coordinator.log;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/** Waiting for the broker. */
final class Writing {
  private Writing() {}

  /**
   * What comes.
   *
   * @param failure what it means if nothing does
   * @throws KafkaException if it does not come within the timeout
   */
  static <T> T await(Future<T> future, Duration timeout, String failure) {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException(failure + ": " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new KafkaException("%s within %d s".formatted(failure, timeout.toSeconds()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while the broker was waited for", e);
    }
  }
}
