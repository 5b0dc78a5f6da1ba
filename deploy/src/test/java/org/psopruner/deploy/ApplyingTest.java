package org.psopruner.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What becomes of the manifests at an API server: that of Kubernetes' Java client, which keeps what
 * it is sent at the addresses of a real one, and checks nothing else.
 */
@EnableKubernetesMockClient(crud = true)
class ApplyingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAMESPACE = "psopruner";

  private KubernetesClient client;

  /** In the order in which Kustomize gives them: a namespace comes before what lies in it. */
  @ParameterizedTest
  @EnumSource
  void whatIsAppliedIsReadBack(Overlay overlay) throws Exception {
    List<HasMetadata> resources = resources(overlay);
    for (HasMetadata resource : resources) {
      assertThat(resource instanceof Namespace || hasNamespace()).isTrue();
      client.resource(resource).create();
    }

    for (HasMetadata resource : resources) {
      assertThat(sent(client.resource(resource).get())).isEqualTo(sent(resource));
    }
  }

  /** As KEDA scales, and then as somebody applies a new version. */
  @Test
  void whoAppliesAgainLeavesTheWorkersThatThereAre() {
    Overlay overlay = Overlay.PRODUCTION;
    resources(overlay).forEach(resource -> client.resource(resource).create());
    scale("fitness-worker", 7);
    scale("swarm-coordinator", 7);

    resources(overlay)
        .forEach(
            resource -> client.resource(resource).patch(PatchContext.of(PatchType.JSON_MERGE)));

    assertThat(replicas("fitness-worker")).isEqualTo(7);
    assertThat(replicas("swarm-coordinator")).isEqualTo(2);
  }

  /** KEDA's own resources have no model that the client knows. */
  private static List<HasMetadata> resources(Overlay overlay) {
    return overlay.build().all(HasMetadata.class).toList();
  }

  private boolean hasNamespace() {
    return client.namespaces().withName(NAMESPACE).get() != null;
  }

  private void scale(String deployment, int replicas) {
    client.apps().deployments().inNamespace(NAMESPACE).withName(deployment).scale(replicas);
  }

  private int replicas(String deployment) {
    return client
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withName(deployment)
        .get()
        .getSpec()
        .getReplicas();
  }

  /** Without what an API server adds. */
  private ObjectNode sent(HasMetadata resource) throws Exception {
    ObjectNode sent =
        (ObjectNode) JSON.readTree(client.getKubernetesSerialization().asJson(resource));
    ((ObjectNode) sent.path("metadata"))
        .remove(List.of("uid", "creationTimestamp", "resourceVersion", "generation"));
    return sent;
  }
}
