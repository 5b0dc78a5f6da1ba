package org.psopruner.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is applied to a cluster, in models. */
record Resources(List<Object> models) {
  /** Fails where a document does not fit its model. */
  static Resources of(List<JsonNode> documents) throws IOException {
    List<Object> models = new ArrayList<>();
    for (JsonNode document : documents) {
      models.add(Kinds.parse(document));
    }
    return new Resources(models);
  }

  <T> Stream<T> all(Class<T> kind) {
    return models.stream().filter(kind::isInstance).map(kind::cast);
  }

  <T extends HasMetadata> T named(Class<T> kind, String name) {
    return all(kind)
        .filter(resource -> resource.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + kind.getSimpleName() + " " + name));
  }

  Stream<String> names(Class<? extends HasMetadata> kind) {
    return all(kind).map(resource -> resource.getMetadata().getName());
  }

  Deployment deployment(String service) {
    return named(Deployment.class, service);
  }

  PodSpec pod(String service) {
    return deployment(service).getSpec().getTemplate().getSpec();
  }

  Container container(String service) {
    return pod(service).getContainers().get(0);
  }

  /** The variables of a service that have a value here, and not from a Secret or the pod. */
  Map<String, String> variables(String service) {
    return container(service).getEnv().stream()
        .filter(variable -> variable.getValue() != null)
        .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
  }
}
