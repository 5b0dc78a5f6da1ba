package org.psopruner.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One of several names, whatever the case: the constants of an enum, which go by their {@code
 * toString}.
 */
final class Choice<E extends Enum<E>> implements ITypeConverter<E> {
  private final List<E> values;

  Choice(Class<E> type) {
    values = List.of(type.getEnumConstants());
  }

  @Override
  public E convert(String text) {
    return values.stream()
        .filter(value -> value.toString().equalsIgnoreCase(text.strip()))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException(names(values.stream())));
  }

  /** {@code "vgg11, vgg16 or resnet20"}. */
  private static String names(Stream<?> values) {
    return values
        .map(Object::toString)
        .collect(Collectors.joining(", "))
        .replaceFirst(", (?=[^,]*$)", " or ");
  }
}
