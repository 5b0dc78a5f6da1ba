package org.psopruner.coordinator;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state diagrams in the documents are the code's sealed types. */
class StateDiagramsTest {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("psopruner.home"), "docs", "reliability.md");
  private static final Pattern TRANSITION =
      Pattern.compile("^ +(\\S+) --> (\\S+)(?: : (\\w+))?$", Pattern.MULTILINE);
  private static final String OUTSIDE = "[*]";

  private record Transition(String from, String to, String method) {
    static Transition of(MatchResult line) {
      return new Transition(line.group(1), line.group(2), line.group(3));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.psopruner.coordinator.experiment.ExperimentState",
        "org.psopruner.coordinator.lease.EvaluationState"
      })
  void theDiagramIsTheSealedType(String name) throws Exception {
    Class<?> sealed = Class.forName(name);
    Map<String, Class<?>> states =
        Arrays.stream(sealed.getPermittedSubclasses())
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));
    List<Transition> drawn = drawn(name);

    assertThat(
            drawn.stream()
                .flatMap(transition -> Stream.of(transition.from(), transition.to()))
                .filter(state -> !state.equals(OUTSIDE))
                .collect(toSet()))
        .isEqualTo(states.keySet());
    for (Class<?> state : states.values()) {
      Map<String, Set<String>> ways =
          drawn.stream()
              .filter(transition -> transition.from().equals(state.getSimpleName()))
              .filter(transition -> !transition.to().equals(OUTSIDE))
              .collect(groupingBy(Transition::method, mapping(Transition::to, toSet())));
      Map<String, Class<?>> methods = waysOut(state, sealed);
      assertThat(ways.keySet()).as("the ways out of %s", state).isEqualTo(methods.keySet());
      methods.forEach(
          (method, to) ->
              assertThat(ways.get(method))
                  .as("where %s.%s leads", state.getSimpleName(), method)
                  .allMatch(target -> to.isAssignableFrom(states.get(target)))
                  .hasSizeGreaterThanOrEqualTo(to.equals(sealed) ? 2 : 1));
    }
  }

  /** The methods of a state that give a state. */
  private static Map<String, Class<?>> waysOut(Class<?> state, Class<?> sealed) {
    return Stream.of(state, sealed)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> !method.isSynthetic() && !Modifier.isStatic(method.getModifiers()))
        .filter(method -> sealed.isAssignableFrom(method.getReturnType()))
        .collect(Collectors.toMap(Method::getName, Method::getReturnType));
  }

  private static List<Transition> drawn(String name) throws IOException {
    Set<String> diagrams =
        new HashSet<>(Arrays.asList(Files.readString(DOCUMENT).split("```", -1)));
    diagrams.removeIf(
        text ->
            !text.startsWith("mermaid\nstateDiagram-v2") || !text.contains("%% " + name + "\n"));
    assertThat(diagrams).as("diagrams of %s", name).hasSize(1);
    return TRANSITION.matcher(diagrams.iterator().next()).results().map(Transition::of).toList();
  }
}
