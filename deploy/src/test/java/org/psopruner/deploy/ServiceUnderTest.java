package org.psopruner.deploy;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.TraceSettings;
import org.psopruner.messages.FileRoots;

/** A service, as far as its code says what can be set. */
enum ServiceUnderTest {
  COORDINATOR(
      "swarm-coordinator",
      "org.psopruner.coordinator.CoordinatorSettings,org.psopruner.coordinator.access.AccessSettings"),
  WORKER("fitness-worker", "org.psopruner.worker.WorkerSettings"),
  RETRAINER(
      "retrainer",
      "org.psopruner.retrainer.RetrainerSettings,org.psopruner.retrainer.registration.RegistrySettings");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):?[^}]*}");
  private static final Set<String> EVERY_SERVICES =
      Set.of("JAVA_TOOL_OPTIONS", TraceSettings.ENDPOINT);

  private final String module;
  private final String mappings;

  ServiceUnderTest(String module, String mappings) {
    this.module = module;
    this.mappings = mappings;
  }

  String module() {
    return module;
  }

  /** Its {@code application.properties}. */
  Properties properties() throws IOException {
    Properties properties = new Properties();
    try (Reader reader =
        Files.newBufferedReader(
            Repository.HOME.resolve(module).resolve("src/main/resources/application.properties"))) {
      properties.load(reader);
    }
    return properties;
  }

  /** Whether the service reads an environment variable. */
  boolean reads(String variable) throws IOException {
    return EVERY_SERVICES.contains(variable)
        || variables().contains(variable)
        || isOfKafka(variable);
  }

  private Set<String> variables() throws IOException {
    Set<String> variables = new HashSet<>();
    Properties properties = properties();
    Stream.of(
            settings().stream().flatMap(type -> names(type).stream()),
            properties.stringPropertyNames().stream(),
            Stream.of(FileRoots.SETTING))
        .flatMap(names -> names)
        .map(ServiceUnderTest::variable)
        .forEach(variables::add);
    properties.values().stream()
        .flatMap(value -> VARIABLE.matcher(value.toString()).results())
        .forEach(found -> variables.add(found.group(1)));
    return variables;
  }

  /** The variables of its own settings, but for those that it sets itself. */
  Set<String> ownVariables() throws IOException {
    Set<String> own = new HashSet<>();
    for (Class<?> type : settings()) {
      own.addAll(names(type));
    }
    own.removeAll(properties().stringPropertyNames());
    return own.stream().map(ServiceUnderTest::variable).collect(Collectors.toSet());
  }

  private static boolean isOfKafka(String variable) {
    return variable.startsWith("KAFKA_")
        && Cluster.of("", Map.of(variable, "set")).connection().containsValue("set");
  }

  /** Reads the variables as the service does, which fails where a value is none that it takes. */
  void readAll(Map<String, String> environment) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .addDefaultInterceptors()
            .withValidateUnknown(false)
            .withSources(new EnvConfigSource(environment, EnvConfigSource.ORDINAL));
    settings().forEach(builder::withMapping);
    builder.build();
  }

  private List<Class<?>> settings() {
    return Arrays.stream(mappings.split(",", -1)).<Class<?>>map(ServiceUnderTest::type).toList();
  }

  static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(name + " is not there", e);
    }
  }

  private static Collection<String> names(Class<?> mapping) {
    return ConfigMappings.getProperties(ConfigMappings.ConfigClass.configClass(mapping)).keySet();
  }

  private static String variable(String property) {
    return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
