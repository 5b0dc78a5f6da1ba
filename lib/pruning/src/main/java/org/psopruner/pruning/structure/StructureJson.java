package org.psopruner.pruning.structure;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.psopruner.pruning.groups.ChannelGroups;

/**
 * {@code structure.json}: {@code {"version": 1, "groups": [{"group": "conv1", "channels": 64,
 * "kept": [0, 3, …]}, …]}}, the groups in network order.
 */
public final class StructureJson {
  private static final int VERSION = 1;

  /** The longest file that is read: as long as a message, which carries structures, too. */
  private static final int MAX_BYTES = 8 << 20;

  /** Groups lie in a list in an object. */
  private static final int MAX_DEPTH = 16;

  private static final int MAX_NUMBER_LENGTH = 20;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
          .build();

  private record Document(int version, List<Group> groups) {}

  private record Group(String group, int channels, List<Integer> kept) {}

  private StructureJson() {}

  /**
   * Writes a structure of these groups.
   *
   * @throws InvalidStructureException if it is none of these groups
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, ChannelGroups groups, Structure structure) {
    List<Group> rows =
        groups.groups().stream()
            .map(g -> new Group(g.id(), g.size(), structure.kept(g.id())))
            .toList();
    try {
      Files.write(file, MAPPER.writeValueAsBytes(new Document(VERSION, rows)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a structure.
   *
   * @throws InvalidStructureException if the file cannot be read or holds no structure; the message
   *     is one line that names the file
   */
  public static Structure read(Path file) {
    try {
      return structure(document(file));
    } catch (InvalidStructureException e) {
      throw new InvalidStructureException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a structure of a network.
   *
   * @param groups of the network
   * @throws InvalidStructureException as {@link #read(Path)}, or if the file's groups are not those
   *     of the network, with as many channels each
   */
  public static Structure read(Path file, ChannelGroups groups) {
    try {
      Document document = document(file);
      Structure structure = structure(document);
      requireGroups(document, groups);
      return structure;
    } catch (InvalidStructureException e) {
      throw new InvalidStructureException(file + ": " + e.getMessage(), e);
    }
  }

  private static void requireGroups(Document document, ChannelGroups groups) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    groups.groups().forEach(group -> sizes.put(group.id(), group.size()));
    for (Group group : document.groups()) {
      Integer size = sizes.remove(group.group());
      if (size == null) {
        throw new InvalidStructureException(
            "the network has no channel group '%s'".formatted(group.group()));
      }
      if (size != group.channels()) {
        throw new InvalidStructureException(
            "group '%s' has %d channels here and %d in the network"
                .formatted(group.group(), group.channels(), size));
      }
    }
    if (!sizes.isEmpty()) {
      throw new InvalidStructureException(
          "the network's channel groups %s are missing".formatted(sizes.keySet()));
    }
  }

  private static Document document(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] json = in.readNBytes(MAX_BYTES + 1);
      if (json.length > MAX_BYTES) {
        throw new InvalidStructureException(
            "it has more than %d MiB, which no structure takes; give a structure.json"
                .formatted(MAX_BYTES >> 20));
      }
      Document document = MAPPER.readValue(json, Document.class);
      if (document == null) {
        throw new InvalidStructureException("it holds no structure");
      }
      return document;
    } catch (JsonProcessingException e) {
      throw new InvalidStructureException(
          "it is no structure: %s%s".formatted(place(e), e.getOriginalMessage()), e);
    } catch (NoSuchFileException e) {
      throw new InvalidStructureException("there is no such file", e);
    } catch (IOException e) {
      throw new InvalidStructureException("it cannot be read (%s)".formatted(e.getMessage()), e);
    }
  }

  private static Structure structure(Document document) {
    if (document.version() != VERSION) {
      throw new InvalidStructureException(
          "its version is %d; this program reads version %d"
              .formatted(document.version(), VERSION));
    }
    Map<String, List<Integer>> kept = new LinkedHashMap<>();
    for (Group group : document.groups()) {
      if (kept.put(group.group(), group.kept()) != null) {
        throw new InvalidStructureException(
            "the group '%s' is there twice".formatted(group.group()));
      }
      group.kept().stream()
          .filter(channel -> channel >= group.channels())
          .findFirst()
          .ifPresent(
              channel -> {
                throw new InvalidStructureException(
                    "channel %d of group '%s' is kept, which has %d channels"
                        .formatted(channel, group.group(), group.channels()));
              });
    }
    return Structure.of(kept);
  }

  /** Where in the file: for example {@code groups[1].kept[0]: }. */
  private static String place(JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return "";
    }
    return mapping.getPath().stream()
            .map(p -> p.getFieldName() == null ? "[" + p.getIndex() + "]" : "." + p.getFieldName())
            .collect(Collectors.joining())
            .substring(1)
        + ": ";
  }
}
