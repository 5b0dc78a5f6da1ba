package org.psopruner.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/** {@code deploy/kafka-acls.csv}: all that each service may do. */
record AclTable(List<Row> rows) {
  /** That a service may do something. */
  record Row(String service, AclOperation operation, ResourcePattern resource) {
    private static Row of(String line) {
      String[] cells = line.split(",", -1);
      return new Row(
          cells[0],
          SecurityUtils.operation(cells[1]),
          new ResourcePattern(
              SecurityUtils.resourceType(cells[2]), cells[3], PatternType.fromString(cells[4])));
    }

    private AclBinding binding() {
      return new AclBinding(
          resource,
          new AccessControlEntry("User:" + service, "*", operation, AclPermissionType.ALLOW));
    }

    private boolean covers(String name) {
      return resource.patternType() == PatternType.PREFIXED
          ? name.startsWith(resource.name())
          : name.equals(resource.name());
    }
  }

  static AclTable read(Path file) throws IOException {
    return new AclTable(Files.readAllLines(file).stream().skip(1).map(Row::of).toList());
  }

  List<String> services() {
    return rows.stream().map(Row::service).distinct().toList();
  }

  List<String> names(ResourceType type) {
    return rows.stream()
        .map(Row::resource)
        .filter(resource -> resource.resourceType() == type)
        .filter(resource -> resource.patternType() == PatternType.LITERAL)
        .map(ResourcePattern::name)
        .distinct()
        .toList();
  }

  boolean allows(String service, AclOperation operation, ResourceType type, String name) {
    return rows.stream()
        .anyMatch(
            row ->
                row.service().equals(service)
                    && row.operation() == operation
                    && row.resource().resourceType() == type
                    && row.covers(name));
  }

  List<AclBinding> bindings() {
    return rows.stream().map(Row::binding).toList();
  }
}
