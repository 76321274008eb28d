package io.plimsoll.verification.mutation;

import io.plimsoll.verification.proof.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mutants that may survive, each with its reason. A line of the file is {@code CLASS.METHOD |
 * CHANGE | REASON}; empty lines and those that begin with # say nothing.
 *
 * @param reasons the reasons by the key of the mutant
 */
record Accepted(Map<String, String> reasons) {

  static final String BETWEEN = " | ";
  private static final int PARTS = 3;

  /**
   * Reads the file.
   *
   * @throws UsageException naming every line that is not as it should be
   */
  static Accepted read(Path file) throws IOException {
    Map<String, String> reasons = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int last = line.lastIndexOf(BETWEEN);
      if (line.split(" \\| ").length != PARTS) {
        wrong.add("line " + (i + 1) + ": must be CLASS.METHOD | CHANGE | REASON");
      } else if (reasons.put(line.substring(0, last), line.substring(last + 3)) != null) {
        wrong.add("line " + (i + 1) + ": stands there twice");
      }
    }
    if (!wrong.isEmpty()) {
      throw new UsageException(file + ": " + String.join("; ", wrong));
    }
    return new Accepted(reasons);
  }
}
