package org.psopruner.cli.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.rest.StructureView.GroupView;

/**
 * {@code structure.json} of what a coordinator tells: {@code prune} and {@code retrain} take it.
 */
public final class StructureFile {
  /** Its name in a folder that holds one. */
  public static final String NAME = "structure.json";

  private StructureFile() {}

  /**
   * What the file holds.
   *
   * @param groups in network order
   */
  public static byte[] bytes(List<GroupView> groups) {
    Map<String, Object> structure = new LinkedHashMap<>();
    structure.put("version", 1);
    structure.put("groups", groups);
    return RecordJson.write(structure);
  }
}
