package org.psopruner.registry.s3;

import java.net.URI;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.psopruner.messages.Reason;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.ModelFile;
import org.psopruner.registry.ModelRegistry;
import org.psopruner.registry.RefusedException;
import org.psopruner.registry.UnavailableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Puts each model under {@code <prefix><experiment>/<id>/}: the report and what else lies beside
 * it, and the ONNX file as {@code serving/<experiment>/1/model.onnx}, which is a model repository
 * as Triton has it and KServe serves. The object that is looked for, {@link FinishedModel#MESSAGE},
 * comes last. All keys follow from the model, so what is put twice is there once.
 */
public final class S3Registry implements ModelRegistry {
  private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);

  private final S3Client client;
  private final S3Location location;

  public S3Registry(S3Client client, S3Location location) {
    this.client = client;
    this.location = location;
  }

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public URI register(FinishedModel model) {
    String experiment = model.ready().experimentId();
    String folder = location.folder(experiment, model.id());
    try {
      if (!isThere(folder + FinishedModel.MESSAGE)) {
        put(location.modelKey(experiment, model.id()), model.model());
        model.companions().forEach(file -> put(folder + file.name(), file));
        client.putObject(
            PutObjectRequest.builder()
                .bucket(location.bucket())
                .key(folder + FinishedModel.MESSAGE)
                .contentType("application/json")
                .build(),
            RequestBody.fromBytes(model.message()));
      }
      return location.uri(folder);
    } catch (S3Exception e) {
      String line =
          "S3 bucket %s answers %d: %s".formatted(location.bucket(), e.statusCode(), Reason.of(e));
      throw REFUSALS.contains(e.statusCode())
          ? new RefusedException(line, e)
          : new UnavailableException(line, e);
    } catch (SdkException e) {
      throw new UnavailableException(
          "S3 bucket %s cannot be reached: %s".formatted(location.bucket(), Reason.of(e)), e);
    }
  }

  private boolean isThere(String key) {
    try {
      client.headObject(request -> request.bucket(location.bucket()).key(key));
      return true;
    } catch (NoSuchKeyException e) {
      return false;
    }
  }

  /** The server compares the bytes that came with the hash. */
  private void put(String key, ModelFile file) {
    client.putObject(
        PutObjectRequest.builder()
            .bucket(location.bucket())
            .key(key)
            .contentType(file.mediaType())
            .checksumSHA256(
                Base64.getEncoder().encodeToString(HexFormat.of().parseHex(file.sha256())))
            .build(),
        RequestBody.fromFile(file.path()));
  }
}
