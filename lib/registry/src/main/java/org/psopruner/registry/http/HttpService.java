package org.psopruner.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.psopruner.messages.Reason;
import org.psopruner.registry.RefusedException;
import org.psopruner.registry.UnavailableException;

/**
 * A server that is spoken to by HTTP. What it refuses because of what was sent is refused for good;
 * all else, wrong credentials and wrong addresses included, may go better later.
 */
public final class HttpService {
  /** The statuses by which a server says that it does not like the content. */
  private static final Set<Integer> REFUSALS = Set.of(400, 410, 413, 415, 422);

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** For an answer, once the request is out. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** The slowest line that a file is sent over: 64 KiB a second. */
  private static final long BYTES_PER_SECOND = 64 << 10;

  private final String what;
  private final URI base;

  /** As it was given: a slash at its end may matter. */
  private final URI address;

  private final Credentials credentials;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          // Followed, a POST would become a GET, whose answer says nothing of what was sent.
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /**
   * @param what for people: {@code MLflow}
   * @param base its address, to which paths are added
   * @throws IllegalArgumentException if that is no address of an HTTP server, or the credentials
   *     cannot be sent
   */
  public HttpService(String what, URI base, Credentials credentials) {
    if (base.getHost() == null || !Set.of("http", "https").contains(base.getScheme())) {
      throw new IllegalArgumentException(
          "the address of %s is %s; it must be http://host… or https://host…"
              .formatted(what, shown(base.toString())));
    }
    if (base.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "the address of %s holds a user; set the user and the password apart".formatted(what));
    }
    if (!credentials.areSendable()) {
      throw new IllegalArgumentException(
          "the token of %s holds a control character or another that no header can hold; set the token alone, in one line"
              .formatted(what));
    }
    this.what = what;
    this.address = base;
    this.base = URI.create(base.toString().replaceAll("/+$", ""));
    this.credentials = credentials;
  }

  /** An answer: its status and the body as text. */
  public record Answer(int status, String body) {}

  /**
   * Asks.
   *
   * @param path of the request, beginning with a slash, or empty for the address itself
   * @param query names and values
   */
  public Answer get(String path, Map<String, String> query) {
    String pairs =
        query.entrySet().stream()
            .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
            .collect(Collectors.joining("&"));
    return send(HttpRequest.newBuilder(uri(path + "?" + pairs)).timeout(ANSWER).GET());
  }

  /**
   * Sends something.
   *
   * @param method such as {@code POST}
   * @param headers of the request, those of the credentials not among them
   */
  public Answer send(String method, String path, Map<String, String> headers, byte[] body) {
    return send(request(method, path, headers, BodyPublishers.ofByteArray(body), ANSWER));
  }

  /**
   * Sends a file.
   *
   * @throws RefusedException if it is gone
   */
  public Answer put(String path, String mediaType, Path file, long bytes) {
    try {
      Duration limit = ANSWER.plusSeconds(bytes / BYTES_PER_SECOND);
      return send(
          request(
              "PUT", path, Map.of("Content-Type", mediaType), BodyPublishers.ofFile(file), limit));
    } catch (FileNotFoundException e) {
      throw new RefusedException(file + " is not there", e);
    }
  }

  private HttpRequest.Builder request(
      String method, String path, Map<String, String> headers, BodyPublisher body, Duration limit) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).timeout(limit).method(method, body);
    headers.forEach(request::setHeader);
    return request;
  }

  private URI uri(String path) {
    return path.isEmpty() ? address : URI.create(base + path);
  }

  private Answer send(HttpRequest.Builder request) {
    credentials.header().ifPresent(value -> request.setHeader("Authorization", value));
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString(UTF_8));
      requireNoRedirect(response);
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UnavailableException(
          "%s at %s does not answer: %s".formatted(what, base(), Reason.of(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted while speaking to " + what, e);
    }
  }

  private void requireNoRedirect(HttpResponse<?> response) {
    Optional<String> location = response.headers().firstValue("Location");
    if (response.statusCode() / 100 == 3 && location.isPresent()) {
      throw new UnavailableException(
          "%s at %s answers %d and sends to %s, which is not followed; set the address there"
              .formatted(what, base(), response.statusCode(), shown(location.get())));
    }
  }

  /**
   * Makes sure that an answer is a good one.
   *
   * @param doing what was asked for, for people
   * @throws RefusedException if the server did not like the content
   * @throws UnavailableException if it did not do it for another reason
   */
  public Answer require(Answer answer, String doing) {
    if (answer.status() / 100 == 2) {
      return answer;
    }
    String line =
        "%s at %s answers %d when asked to %s: %s"
            .formatted(
                what,
                base(),
                answer.status(),
                doing,
                answer.body().strip().replaceAll("\\s+", " ").transform(HttpService::shorten));
    if (REFUSALS.contains(answer.status())) {
      throw new RefusedException(line);
    }
    throw new UnavailableException(line);
  }

  private static String shorten(String text) {
    return text.length() <= 300 ? text : text.substring(0, 299) + "…";
  }

  /** A part of a path or a query. */
  public static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /** An address without its user and its query, either of which may be a key. */
  private static String shown(String address) {
    return address.replaceFirst("[?#].*", "").replaceFirst("//[^/]*@", "//");
  }

  /** Its address as it may be shown: without a query. */
  public URI base() {
    return URI.create(shown(base.toString()));
  }
}
