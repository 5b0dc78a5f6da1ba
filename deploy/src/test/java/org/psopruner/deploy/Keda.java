package org.psopruner.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;

/**
 * KEDA's resources, {@code keda.sh/v1alpha1}, as far as its reference has fields for what is used
 * here: there is no library of them. Whoever uses another field adds it.
 */
final class Keda {
  private Keda() {}

  record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Scaling spec) {}

  record Scaling(
      Target scaleTargetRef,
      Integer minReplicaCount,
      Integer maxReplicaCount,
      Integer pollingInterval,
      Integer cooldownPeriod,
      Fallback fallback,
      Advanced advanced,
      List<Trigger> triggers) {}

  record Target(String apiVersion, String kind, String name) {}

  record Fallback(int failureThreshold, int replicas, FallbackBehavior behavior) {}

  enum FallbackBehavior {
    @JsonProperty("static")
    STATIC,
    @JsonProperty("currentReplicas")
    CURRENT,
    @JsonProperty("currentReplicasIfHigher")
    CURRENT_IF_HIGHER,
    @JsonProperty("currentReplicasIfLower")
    CURRENT_IF_LOWER
  }

  record Advanced(Autoscaler horizontalPodAutoscalerConfig) {}

  record Autoscaler(HorizontalPodAutoscalerBehavior behavior) {}

  record Trigger(String type, Map<String, String> metadata, Reference authenticationRef) {}

  record Reference(String name) {}

  record TriggerAuthentication(
      String apiVersion, String kind, ObjectMeta metadata, Authentication spec) {}

  record Authentication(List<SecretKey> secretTargetRef) {}

  record SecretKey(String parameter, String name, String key) {}
}
