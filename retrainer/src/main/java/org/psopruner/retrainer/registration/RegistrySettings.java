package org.psopruner.retrainer.registration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.psopruner.registry.webhook.Webhook;

/**
 * Which registries finished models go to, under {@code psopruner.registry} ({@code
 * PSOPRUNER_REGISTRY_…}); none of them by default. One is switched on by its address.
 */
@ConfigMapping(prefix = "psopruner.registry")
public interface RegistrySettings {
  /** The longest pause between two attempts at a registry that is not available. */
  @WithDefault("PT1M")
  Duration retryAtMost();

  /** How InferenceServices are written. */
  KserveSettings kserve();

  FolderSettings folder();

  OciSettings oci();

  MlflowSettings mlflow();

  S3Settings s3();

  KubeflowSettings kubeflow();

  WebhookSettings webhook();

  /** What a cluster with KServe is told. */
  interface KserveSettings {
    /**
     * Where it finds a model's folder; may hold {@code {experiment}} and {@code {id}}. By default
     * the place in object storage if that is switched on, else the folder that the model was made
     * in.
     */
    Optional<String> storageUri();
  }

  /** A folder, on any file system that is mounted. */
  interface FolderSettings {
    /** The folder that takes a folder a model; an absolute path. */
    Optional<Path> path();
  }

  /** A registry of container images. */
  interface OciSettings {
    /** {@code host[:port]/path}; may hold {@code {experiment}} and {@code {baseline}}. */
    Optional<String> repository();

    /** Whether it is spoken to without TLS. */
    @WithDefault("false")
    boolean plainHttp();

    Optional<String> username();

    Optional<String> password();

    /** A file that holds the password in its only line. */
    Optional<Path> passwordFile();
  }

  /** An MLflow server. */
  interface MlflowSettings {
    Optional<URI> url();

    /** MLflow's experiment; it is made where it is missing. */
    @WithDefault("psopruner")
    String experiment();

    /** The registered model; may hold {@code {experiment}} and {@code {baseline}}. */
    @WithDefault("{baseline}-pruned")
    String model();

    /** What the newest version is called. */
    @WithDefault("candidate")
    String alias();

    Optional<String> username();

    Optional<String> password();

    /** A file that holds the password in its only line. */
    Optional<Path> passwordFile();

    Optional<String> token();

    /** A file that holds the token in its only line. */
    Optional<Path> tokenFile();
  }

  /** Object storage. */
  interface S3Settings {
    Optional<String> bucket();

    /** What all keys begin with. */
    Optional<String> prefix();

    /** A server that is not Amazon's. */
    Optional<URI> endpoint();

    @WithDefault("us-east-1")
    String region();

    /** Without one, keys are looked for where Amazon's clients look. */
    Optional<String> accessKey();

    Optional<String> secretKey();

    /** A file that holds the secret key in its only line. */
    Optional<Path> secretKeyFile();
  }

  /** Kubeflow's Model Registry. */
  interface KubeflowSettings {
    Optional<URI> url();

    /** The registered model; may hold {@code {experiment}} and {@code {baseline}}. */
    @WithDefault("{baseline}-pruned")
    String model();

    Optional<String> token();

    /** A file that holds the token in its only line. */
    Optional<Path> tokenFile();
  }

  /** An address that events are posted to. */
  interface WebhookSettings {
    Optional<URI> url();

    @WithDefault("binary")
    Webhook.Mode mode();

    Optional<String> token();

    /** A file that holds the token in its only line. */
    Optional<Path> tokenFile();
  }
}
