package org.psopruner.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.entityoperator.EntityOperatorSpec;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each pod may do, and what it may take. */
class HardeningTest {
  /** Kubernetes' standard "restricted", a read-only file system, and no way to the API server. */
  @ParameterizedTest
  @EnumSource
  void noPodMayDoMoreThanItMust(Overlay overlay) {
    Resources resources = overlay.build();
    assertThat(resources.names(Deployment.class))
        .containsExactlyInAnyOrder("swarm-coordinator", "fitness-worker", "retrainer");
    for (ServiceUnderTest service : ServiceUnderTest.values()) {
      PodSpec pod = resources.pod(service.module());
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
      assertThat(pod.getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      assertThat(pod.getAutomountServiceAccountToken()).isFalse();
      assertThat(pod.getEnableServiceLinks())
          .as("variables of services would be read as settings")
          .isFalse();
      assertThat(
              resources
                  .named(ServiceAccount.class, pod.getServiceAccountName())
                  .getAutomountServiceAccountToken())
          .isFalse();
      assertThat(pod.getContainers()).hasSize(1);
      Container container = pod.getContainers().get(0);
      assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
      assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
      assertThat(container.getSecurityContext().getPrivileged()).isNull();
      assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
    }
  }

  /**
   * The heap and the arrays fit into what JavaCPP lets the process hold, and that into the limit.
   */
  @ParameterizedTest
  @EnumSource
  void memoryFitsItsLimit(Overlay overlay) {
    Resources resources = overlay.build();
    for (ServiceUnderTest service : ServiceUnderTest.values()) {
      Container container = resources.container(service.module());
      Quantity limit = container.getResources().getLimits().get("memory");
      String options = resources.variables(service.module()).get("JAVA_TOOL_OPTIONS");
      assertThat(container.getResources().getRequests()).containsEntry("memory", limit);
      assertThat(Sizes.fit(options, bytes(limit))).as("%s in %s", options, limit).isTrue();
      if (service != ServiceUnderTest.COORDINATOR) {
        assertThat(options).contains("-Dorg.bytedeco.javacpp.cachedir=/cache/");
      }
    }
  }

  /**
   * The final measurement copies the baseline there, which may be a third of the heap, and ONNX
   * Runtime unpacks its library. All folders of the kind count as what the container may write.
   */
  @ParameterizedTest
  @EnumSource
  void theRetrainersTemporaryFilesFit(Overlay overlay) {
    Resources resources = overlay.build();
    Map<String, Long> folders =
        resources.pod("retrainer").getVolumes().stream()
            .filter(volume -> volume.getEmptyDir() != null)
            .collect(
                Collectors.toMap(
                    Volume::getName, volume -> bytes(volume.getEmptyDir().getSizeLimit())));
    long heap = Sizes.bytes(resources.variables("retrainer").get("JAVA_TOOL_OPTIONS"), "-Xmx");

    assertThat(folders.get("tmp")).isGreaterThanOrEqualTo(heap / 3 + (64L << 20));
    assertThat(folders.values().stream().mapToLong(Long::longValue).sum())
        .isLessThanOrEqualTo(
            bytes(
                resources
                    .container("retrainer")
                    .getResources()
                    .getLimits()
                    .get("ephemeral-storage")));
  }

  /** The last GiB is for what else runs there. */
  @Test
  void theOneNodeHasTheMemoryThatIsAskedFor() throws IOException {
    Matcher stated =
        Pattern.compile("# One node with (\\d+) GiB")
            .matcher(
                Files.readString(Repository.DEPLOY.resolve("overlays/kind/kustomization.yaml")));
    assertThat(stated.find()).isTrue();

    assertThat(requested(Overlay.KIND.build()))
        .isPositive()
        .isLessThanOrEqualTo((Long.parseLong(stated.group(1)) - 1) << 30);
  }

  /** With as many workers as there may be. */
  private static long requested(Resources resources) {
    Keda.ScaledObject scaling = resources.all(Keda.ScaledObject.class).findFirst().orElseThrow();
    long services =
        resources
            .all(Deployment.class)
            .mapToLong(
                deployment -> {
                  String name = deployment.getMetadata().getName();
                  return memory(resources.container(name).getResources())
                      * (name.equals(scaling.spec().scaleTargetRef().name())
                          ? scaling.spec().maxReplicaCount()
                          : deployment.getSpec().getReplicas());
                })
            .sum();
    long brokers =
        resources
            .all(KafkaNodePool.class)
            .mapToLong(pool -> memory(pool.getSpec().getResources()) * pool.getSpec().getReplicas())
            .sum();
    EntityOperatorSpec operators =
        resources.named(Kafka.class, "psopruner").getSpec().getEntityOperator();
    return services
        + brokers
        + memory(operators.getTopicOperator().getResources())
        + memory(operators.getUserOperator().getResources());
  }

  private static long memory(ResourceRequirements resources) {
    return bytes(resources.getRequests().get("memory"));
  }

  private static long bytes(Quantity size) {
    return size.getNumericalAmount().longValueExact();
  }

  @ParameterizedTest
  @EnumSource
  void threadsAreAsManyAsCores(Overlay overlay) {
    Resources resources = overlay.build();
    for (String service : new String[] {"fitness-worker", "retrainer"}) {
      assertThat(
              new BigDecimal(
                  resources.container(service).getResources().getLimits().get("cpu").getAmount()))
          .isEqualByComparingTo(resources.variables(service).get("OMP_NUM_THREADS"));
    }
  }

  @Test
  void whatDoesNotFitIsFound() {
    assertThat(Sizes.fit("-Xmx700m", 768L << 20)).isFalse();
    assertThat(
            Sizes.fit(
                "-Xmx1g -Dorg.bytedeco.javacpp.maxbytes=4g"
                    + " -Dorg.bytedeco.javacpp.maxphysicalbytes=6g",
                6L << 30))
        .isFalse();
  }

  /** A GPU is asked for where it is tolerated, and only one whose machine code ND4J has. */
  @Test
  void whoNeedsAGpuAsksForOne() {
    Resources resources = Overlay.GPU.build();
    for (String service : new String[] {"fitness-worker", "retrainer"}) {
      PodSpec pod = resources.pod(service);
      Container container = resources.container(service);
      assertThat(container.getResources().getLimits())
          .containsEntry("nvidia.com/gpu", new Quantity("1"));
      assertThat(container.getResources().getRequests())
          .containsEntry("nvidia.com/gpu", new Quantity("1"));
      assertThat(container.getImage()).endsWith("-cuda");
      assertThat(pod.getTolerations()).extracting(Toleration::getKey).contains("nvidia.com/gpu");
      assertThat(pod.getNodeSelector()).containsKey("nvidia.com/gpu.present");
      assertThat(
              pod.getAffinity()
                  .getNodeAffinity()
                  .getRequiredDuringSchedulingIgnoredDuringExecution()
                  .getNodeSelectorTerms()
                  .get(0)
                  .getMatchExpressions()
                  .get(0)
                  .getValues())
          .containsExactly("5", "6", "7", "8");
    }
    assertThat(resources.container("swarm-coordinator").getResources().getLimits())
        .doesNotContainKey("nvidia.com/gpu");
  }
}
