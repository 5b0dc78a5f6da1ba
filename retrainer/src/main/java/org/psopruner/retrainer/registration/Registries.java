package org.psopruner.retrainer.registration;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.ModelRegistry;
import org.psopruner.registry.folder.FolderRegistry;
import org.psopruner.registry.http.Credentials;
import org.psopruner.registry.http.HttpService;
import org.psopruner.registry.kubeflow.KubeflowRegistry;
import org.psopruner.registry.mlflow.MlflowRegistry;
import org.psopruner.registry.oci.OciRegistry;
import org.psopruner.registry.s3.S3Clients;
import org.psopruner.registry.s3.S3Location;
import org.psopruner.registry.s3.S3Registry;
import org.psopruner.registry.webhook.Webhook;

/** The registries that are switched on. */
public final class Registries {
  private final RegistrySettings settings;

  /**
   * @throws ConfigurationException in one line, if models would have no place that a server of
   *     models could be told, which would be found after hours of training otherwise
   * @throws IllegalArgumentException in one line, from any method, if something else is set to what
   *     it cannot be
   */
  public Registries(RegistrySettings settings) {
    this.settings = settings;
    settings.kserve().storageUri().ifPresent(Registries::requireUri);
  }

  private static void requireUri(String template) {
    try {
      new URI(filledIn(template, "experiment", "id"));
    } catch (URISyntaxException e) {
      throw new ConfigurationException(
          "PSOPRUNER_REGISTRY_KSERVE_STORAGE_URI is '%s', which is no URI (%s); of braces it may hold {experiment} and {id}, and a space is written %%20"
              .formatted(template, e.getReason()),
          e);
    }
  }

  private static String filledIn(String template, String experimentId, String id) {
    return template.replace("{experiment}", experimentId).replace("{id}", id);
  }

  /** All of them. */
  public List<ModelRegistry> all() {
    return Stream.of(folder(), oci(), mlflow(), s3(), kubeflow(), webhook())
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Where a server of models finds a model.
   *
   * @param id by which registries know it
   * @param made the folder that it was made in
   */
  public URI serving(String experimentId, String id, URI made) {
    Optional<URI> set =
        settings
            .kserve()
            .storageUri()
            .map(template -> URI.create(filledIn(template, experimentId, id)));
    return set.or(() -> location().map(bucket -> bucket.serving(experimentId, id))).orElse(made);
  }

  private URI serving(FinishedModel model) {
    return serving(model.ready().experimentId(), model.id(), model.ready().folder());
  }

  private Optional<ModelRegistry> folder() {
    return settings.folder().path().map(FolderRegistry::new);
  }

  private Optional<ModelRegistry> oci() {
    RegistrySettings.OciSettings oci = settings.oci();
    return oci.repository()
        .map(
            repository ->
                new OciRegistry(
                    new OciRegistry.Repository(
                        repository,
                        oci.plainHttp(),
                        Secret.of(oci.password(), oci.passwordFile())
                            .map(
                                password ->
                                    new OciRegistry.Login(oci.username().orElse(""), password)))));
  }

  private Optional<ModelRegistry> mlflow() {
    RegistrySettings.MlflowSettings mlflow = settings.mlflow();
    return mlflow
        .url()
        .map(
            url ->
                new MlflowRegistry(
                    new HttpService("MLflow", url, credentials(mlflow)),
                    mlflow.experiment(),
                    mlflow.model(),
                    mlflow.alias()));
  }

  private static Credentials credentials(RegistrySettings.MlflowSettings mlflow) {
    Optional<Credentials> password =
        Secret.of(mlflow.password(), mlflow.passwordFile())
            .map(secret -> Credentials.basic(mlflow.username().orElse(""), secret));
    return password.orElseGet(() -> token(Secret.of(mlflow.token(), mlflow.tokenFile())));
  }

  private static Credentials token(Optional<String> token) {
    return token.map(Credentials::bearer).orElse(Credentials.NONE);
  }

  private Optional<S3Location> location() {
    return settings
        .s3()
        .bucket()
        .map(bucket -> new S3Location(bucket, settings.s3().prefix().orElse("")));
  }

  private Optional<ModelRegistry> s3() {
    RegistrySettings.S3Settings s3 = settings.s3();
    return location()
        .map(
            bucket ->
                new S3Registry(
                    S3Clients.of(
                        s3.endpoint(),
                        s3.region(),
                        s3.accessKey()
                            .map(
                                access ->
                                    new S3Clients.Keys(
                                        access,
                                        Secret.of(s3.secretKey(), s3.secretKeyFile())
                                            .orElseThrow(Registries::noSecretKey)))),
                    bucket));
  }

  private static IllegalArgumentException noSecretKey() {
    return new IllegalArgumentException(
        "psopruner.registry.s3.access-key is set, but no secret; set"
            + " psopruner.registry.s3.secret-key, or its file");
  }

  private Optional<ModelRegistry> kubeflow() {
    RegistrySettings.KubeflowSettings kubeflow = settings.kubeflow();
    return kubeflow
        .url()
        .map(
            url ->
                new KubeflowRegistry(
                    new HttpService(
                        "the Model Registry",
                        url,
                        token(Secret.of(kubeflow.token(), kubeflow.tokenFile()))),
                    kubeflow.model(),
                    this::serving));
  }

  private Optional<ModelRegistry> webhook() {
    RegistrySettings.WebhookSettings webhook = settings.webhook();
    return webhook
        .url()
        .map(
            url ->
                new Webhook(
                    new HttpService(
                        "the webhook", url, token(Secret.of(webhook.token(), webhook.tokenFile()))),
                    webhook.mode()));
  }
}
