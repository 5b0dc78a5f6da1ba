package org.psopruner.registry.oci;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import land.oras.Annotations;
import land.oras.ArtifactType;
import land.oras.Config;
import land.oras.ContainerRef;
import land.oras.Descriptor;
import land.oras.LocalPath;
import land.oras.Manifest;
import land.oras.Registry;
import land.oras.exception.OrasException;
import org.psopruner.messages.Reason;
import org.psopruner.messages.report.RunReport;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.ModelFile;
import org.psopruner.registry.ModelProperties;
import org.psopruner.registry.ModelRegistry;
import org.psopruner.registry.RefusedException;
import org.psopruner.registry.UnavailableException;

/**
 * Pushes each model as an artifact (OCI image manifest 1.1 with an artifact type): the ONNX file,
 * the report and what else lies beside it are layers with their names as titles, so that {@code
 * oras pull} gives the files back. The model's id and its experiment are tags of it. A manifest
 * says nothing that an attempt would say differently: pushed twice, it is the same.
 */
public final class OciRegistry implements ModelRegistry {
  /** What the artifact is. */
  public static final String ARTIFACT_TYPE = "application/vnd.psopruner.model.v1";

  private static final Set<Integer> REFUSALS = Set.of(400, 413, 415, 422);
  private static final int NOT_FOUND = 404;

  private final Repository repository;
  private final Registry registry;

  /**
   * Where models go.
   *
   * @param name {@code host[:port]/path}; the path may hold {@code {experiment}} and {@code
   *     {baseline}}
   * @param plainHttp whether the registry is spoken to without TLS
   * @param login of the registry; empty for one that asks nobody
   */
  public record Repository(String name, boolean plainHttp, Optional<Login> login) {
    public Repository {
      if (!name.matches("[A-Za-z0-9.-]+(:[0-9]+)?(/[a-z0-9._{}-]+)+")) {
        throw new IllegalArgumentException(
            "the OCI repository is '%s'; it must be host[:port]/path, in lower case, without a tag"
                .formatted(name));
      }
    }

    String host() {
      return name.substring(0, name.indexOf('/'));
    }
  }

  /** Who pushes. */
  public record Login(String username, String password) {
    /** Not the password. */
    @Override
    public String toString() {
      return username;
    }
  }

  public OciRegistry(Repository repository) {
    this.repository = repository;
    Registry.Builder builder = Registry.builder();
    repository
        .login()
        .ifPresentOrElse(
            login -> builder.defaults(repository.host(), login.username(), login.password()),
            () -> builder.defaults(repository.host()));
    this.registry = builder.withInsecure(repository.plainHttp()).build();
  }

  @Override
  public String name() {
    return "oci";
  }

  @Override
  public URI register(FinishedModel model) {
    ContainerRef untagged = ContainerRef.parse(path(model.name(repository.name())));
    ContainerRef byId = untagged.withTag(model.id());
    ContainerRef byExperiment = untagged.withTag(tag(model.ready().experimentId()));
    try {
      // The tag that is looked for last.
      Optional<String> digest = digest(byId);
      if (digest.isEmpty()) {
        Manifest pushed = push(model, byExperiment);
        registry.pushManifest(byId, pushed);
        digest = digest(byId);
      }
      return URI.create(
          "oci://%s@%s".formatted(path(model.name(repository.name())), digest.orElseThrow()));
    } catch (OrasException e) {
      throw failure(e);
    }
  }

  private Optional<String> digest(ContainerRef ref) {
    try {
      return Optional.of(registry.probeDescriptor(ref)).map(Descriptor::getDigest);
    } catch (OrasException e) {
      if (e.getStatusCode() != null && e.getStatusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Manifest push(FinishedModel model, ContainerRef ref) {
    ModelFile onnx = model.model();
    LocalPath[] layers =
        Stream.concat(Stream.of(onnx), model.companions().stream())
            .map(file -> LocalPath.of(file.path(), file.mediaType()))
            .toArray(LocalPath[]::new);
    return registry.pushArtifact(
        ref,
        ArtifactType.from(ARTIFACT_TYPE),
        Annotations.ofManifest(annotations(model)),
        Config.empty(),
        layers);
  }

  private static Map<String, String> annotations(FinishedModel model) {
    RunReport report = RunReport.read(model.ready().report().path());
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("org.opencontainers.image.created", report.createdAt().toString());
    annotations.put("org.opencontainers.image.title", model.ready().experimentId());
    annotations.put("org.opencontainers.image.version", model.id());
    annotations.put(
        "org.opencontainers.image.description", "A pruned network as ONNX, with its report.");
    ModelProperties.origin(model.ready())
        .forEach((name, value) -> annotations.put("org.psopruner." + name, value));
    ModelProperties.metrics(model.ready())
        .forEach((name, value) -> annotations.put("org.psopruner." + name, value.toString()));
    return annotations;
  }

  /** The baseline's file may have a name that a repository may not. */
  private String path(String filled) {
    String host = repository.host() + "/";
    return Stream.of(filled.substring(host.length()).split("/"))
        .map(OciRegistry::component)
        .collect(Collectors.joining("/", host, ""));
  }

  /**
   * A part of a repository's path, in lower case, with dashes for what cannot be in one (OCI
   * Distribution Specification 1.1, "Pulling manifests").
   *
   * @throws RefusedException if nothing is left
   */
  static String component(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.matches("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*")) {
      return lower;
    }
    String mapped = lower.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    if (mapped.isEmpty()) {
      throw new RefusedException(
          "'%s' cannot be part of an OCI repository's path; rename the baseline's file, or leave {baseline} out of the path"
              .formatted(name));
    }
    return mapped;
  }

  /** A tag begins with no dash, which an experiment may. */
  private static String tag(String experimentId) {
    return experimentId.startsWith("-") ? "_" + experimentId : experimentId;
  }

  private RuntimeException failure(OrasException e) {
    // Above 0 where there was an answer.
    int status = e.getStatusCode() == null ? 0 : e.getStatusCode();
    String line =
        "the OCI registry %s %s: %s"
            .formatted(
                repository.host(),
                status <= 0 ? "does not answer" : "answers " + status,
                Reason.of(deepest(e)));
    return REFUSALS.contains(status)
        ? new RefusedException(line, e)
        : new UnavailableException(line, e);
  }

  private static Throwable deepest(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? e : cause;
  }
}
