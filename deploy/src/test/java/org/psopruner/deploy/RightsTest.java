package org.psopruner.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The users' rights are those of {@code kafka-acls.csv}, which a secured broker was tried with. */
class RightsTest {
  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"KIND", "PRODUCTION", "GPU"})
  void theRightsAreThoseOfTheTable(Overlay overlay) throws IOException {
    assertThat(rights(overlay.build())).isEqualTo(table());
  }

  /** As docs/security.md says: the consumer group for the share group, the rest as it was. */
  @Test
  void aConsumerGroupNeedsAnotherGroup() throws IOException {
    Set<String> expected = table();
    expected.removeIf(right -> right.contains(",psopruner-workers,"));
    expected.add("fitness-worker,READ,Group,psopruner-workers-consumer,literal");
    expected.add("lag-reader,DESCRIBE,Group,psopruner-workers-consumer,literal");
    expected.add("lag-reader,DESCRIBE,Topic,psopruner.particles,literal");

    assertThat(rights(Overlay.CONSUMER_GROUP.build())).isEqualTo(expected);
  }

  private static Set<String> table() throws IOException {
    return Files.readAllLines(Repository.DEPLOY.resolve("kafka-acls.csv")).stream()
        .skip(1)
        .map(row -> row.split(",", -1))
        .map(
            cells ->
                right(
                    cells[0],
                    cells[1],
                    cells[2],
                    cells[3],
                    cells[4].equals("PREFIXED") ? "prefix" : "literal"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> rights(Resources resources) {
    return resources
        .all(KafkaUser.class)
        .flatMap(RightsTest::rights)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> rights(KafkaUser user) {
    assertThat(user.getSpec().getAuthentication().getType()).isEqualTo("scram-sha-512");
    return ((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization())
        .getAcls().stream().flatMap(rule -> rights(user.getMetadata().getName(), rule));
  }

  private static Stream<String> rights(String user, AclRule rule) {
    AclRuleResource resource = rule.getResource();
    return rule.getOperations().stream()
        .map(
            operation -> {
              if (resource instanceof AclRuleTopicResource topic) {
                return right(
                    user,
                    operation.name(),
                    "Topic",
                    topic.getName(),
                    topic.getPatternType().toValue());
              }
              if (resource instanceof AclRuleGroupResource group) {
                return right(
                    user,
                    operation.name(),
                    "Group",
                    group.getName(),
                    group.getPatternType().toValue());
              }
              AclRuleTransactionalIdResource id = (AclRuleTransactionalIdResource) resource;
              return right(
                  user,
                  operation.name(),
                  "TransactionalId",
                  id.getName(),
                  id.getPatternType().toValue());
            });
  }

  private static String right(
      String user, String operation, String kind, String name, String pattern) {
    return String.join(",", user, operation.toUpperCase(Locale.ROOT), kind, name, pattern);
  }
}
