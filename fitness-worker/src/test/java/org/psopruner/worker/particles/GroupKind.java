package org.psopruner.worker.particles;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.psopruner.kafka.Cluster;

/** The two ways in which particles reach a worker, for tests that hold for both. */
enum GroupKind {
  SHARE_GROUP {
    @Override
    ParticleSource open(String bootstrapServers, String group) {
      return ShareGroupParticleSource.open(
          new Cluster(bootstrapServers), group, Duration.ofSeconds(30));
    }

    @Override
    long members(Admin admin, String group) throws InterruptedException, ExecutionException {
      return admin.describeShareGroups(List.of(group)).all().get().get(group).members().stream()
          .filter(member -> !member.assignment().topicPartitions().isEmpty())
          .count();
    }
  },
  CONSUMER_GROUP {
    @Override
    ParticleSource open(String bootstrapServers, String group) {
      return ConsumerGroupParticleSource.open(
          new Cluster(bootstrapServers), group, Duration.ofSeconds(30));
    }

    @Override
    long members(Admin admin, String group) throws InterruptedException, ExecutionException {
      var found = admin.describeConsumerGroups(List.of(group)).all().get().get(group);
      return found.groupState() == GroupState.STABLE
          ? found.members().stream()
              .filter(member -> !member.assignment().topicPartitions().isEmpty())
              .count()
          : 0;
    }
  };

  abstract ParticleSource open(String bootstrapServers, String group);

  abstract long members(Admin admin, String group) throws InterruptedException, ExecutionException;

  /** How many members of a group have partitions; 0 if there is no such group. */
  long membersAtWork(Admin admin, String group) {
    try {
      return members(admin, group);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw new AssertionError("the group cannot be looked at", e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
