package org.psopruner.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.psopruner.broker.BrokerProcess;
import org.psopruner.broker.BrokerSettings;
import org.psopruner.kafka.Cluster;

/**
 * A broker that is reached over TLS by users who log in (SCRAM) and have the rights that they are
 * given, and no other. What makes users and reads everything in the end comes in by another door.
 */
final class SecuredBroker implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String STORE_PASSWORD = "of-the-key-store";

  private final BrokerProcess broker;
  private final int port;
  private final Path certificate;

  private SecuredBroker(BrokerProcess broker, int port, Path certificate) {
    this.broker = broker;
    this.port = port;
    this.certificate = certificate;
  }

  /**
   * @param folder of its data
   * @param keys a folder for its key and certificate
   */
  static SecuredBroker start(Path folder, Path keys) throws IOException, InterruptedException {
    Path store = keys.resolve("broker.p12");
    Path certificate = keys.resolve("broker.pem");
    keytool(
        "-genkeypair -keyalg EC -groupname secp256r1 -dname CN=broker -ext san=ip:127.0.0.1",
        store);
    keytool("-exportcert -rfc -file " + certificate, store);
    int port = FreePorts.find(1).get(0);
    BrokerProcess broker =
        BrokerProcess.start(
            BrokerSettings.in(folder)
                .withDoors(List.of(new BrokerSettings.Door(port, port, "SASL_SSL")))
                .withConfiguration(
                    Map.of(
                        "listener.name.door0.ssl.keystore.type", "PKCS12",
                        "listener.name.door0.ssl.keystore.location", store.toString(),
                        "listener.name.door0.ssl.keystore.password", STORE_PASSWORD,
                        "listener.name.door0.sasl.enabled.mechanisms", "SCRAM-SHA-512",
                        "listener.name.door0.scram-sha-512.sasl.jaas.config",
                            "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                        "authorizer.class.name",
                            "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users", "User:ANONYMOUS")));
    return new SecuredBroker(broker, port, certificate);
  }

  private static void keytool(String arguments, Path store)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(
        List.of("-alias", "broker", "-keystore", store.toString(), "-storepass", STORE_PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + output);
    }
  }

  /** Makes users with their passwords, and gives them these rights. */
  void admit(Map<String, String> passwords, AclTable rights) throws Exception {
    List<UserScramCredentialAlteration> users =
        passwords.entrySet().stream()
            .<UserScramCredentialAlteration>map(
                user ->
                    new UserScramCredentialUpsertion(
                        user.getKey(),
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                        user.getValue()))
            .toList();
    try (Admin admin = unsecured().admin(TIMEOUT)) {
      admin.alterUserScramCredentials(users).all().get();
      admin.createAcls(rights.bindings()).all().get();
    }
  }

  /** The cluster by the other door. */
  Cluster unsecured() {
    return new Cluster(broker.bootstrapServers());
  }

  /** Its address for those who log in. */
  String address() {
    return "127.0.0.1:" + port;
  }

  /** How a service or the command is told to log in. */
  Map<String, String> environment(String user, String password) {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS",
        address(),
        "KAFKA_SECURITY_PROTOCOL",
        "SASL_SSL",
        "KAFKA_SSL_TRUSTSTORE_TYPE",
        "PEM",
        "KAFKA_SSL_TRUSTSTORE_LOCATION",
        certificate.toString(),
        "KAFKA_SASL_MECHANISM",
        "SCRAM-SHA-512",
        "KAFKA_SASL_JAAS_CONFIG",
        jaas(user, password));
  }

  static String jaas(String user, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password);
  }

  /** The cluster as a user sees it. */
  Cluster as(String user, String password) {
    return Cluster.of(address(), environment(user, password));
  }

  @Override
  public void close() {
    broker.close();
  }
}
