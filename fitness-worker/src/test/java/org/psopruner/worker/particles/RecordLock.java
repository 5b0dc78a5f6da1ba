package org.psopruner.worker.particles;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** How long a share group's broker locks a record for the worker that took it. */
final class RecordLock {
  /** Shorter than a broker's default, so that what depends on it need not be waited for. */
  static final Duration SHORT = Duration.ofSeconds(3);

  private RecordLock() {}

  /** Makes a group's locks {@link #SHORT}. */
  static void shorten(String bootstrapServers, String group)
      throws ExecutionException, InterruptedException {
    ConfigEntry lock =
        new ConfigEntry("share.record.lock.duration.ms", Long.toString(SHORT.toMillis()));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.GROUP, group),
                  List.of(new AlterConfigOp(lock, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }
}
