package org.psopruner.registry.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Clients of object storage. */
public final class S3Clients {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private S3Clients() {}

  /**
   * A client.
   *
   * @param endpoint of a server that is not Amazon's, whose buckets are then parts of paths
   * @param region where the bucket is; a server that is not Amazon's takes any
   * @param keys the access key and its secret; empty to look where Amazon's clients look: the
   *     environment, files, the machine's role
   */
  public static S3Client of(Optional<URI> endpoint, String region, Optional<Keys> keys) {
    S3ClientBuilder client =
        S3Client.builder()
            .region(Region.of(region))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER))
            // Who waits here tries again by itself, and says so.
            .overrideConfiguration(
                settings -> settings.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            // Not all servers know what is new in the protocol.
            .serviceConfiguration(settings -> settings.chunkedEncodingEnabled(false))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    endpoint.ifPresent(uri -> client.endpointOverride(uri).forcePathStyle(true));
    keys.ifPresentOrElse(
        pair ->
            client.credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(pair.access(), pair.secret()))),
        () -> client.credentialsProvider(DefaultCredentialsProvider.builder().build()));
    return client.build();
  }

  /** Who puts the files there. */
  public record Keys(String access, String secret) {
    /** Not the secret. */
    @Override
    public String toString() {
      return access;
    }
  }
}
