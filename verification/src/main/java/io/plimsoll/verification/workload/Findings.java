package io.plimsoll.verification.workload;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a proof found: figures by name, and what did not hold. Printed as they come. */
public final class Findings {

  private final PrintStream out;
  private final Map<String, Object> figures = new LinkedHashMap<>();
  private final List<String> broken = new ArrayList<>();
  private String sum = "";

  /** Prints what it is told. */
  public Findings(PrintStream out) {
    this.out = out;
  }

  /** A figure by its name. */
  public void figure(String name, Object value) {
    figures.put(name, value);
    out.printf("  %-58s %s%n", name, value);
  }

  /** A promise; where it does not hold, {@code otherwise} says what was seen. */
  public void require(boolean holds, String otherwise) {
    if (!holds) {
      broken.add(otherwise);
      out.println("  BROKEN: " + otherwise);
    }
  }

  /** The words of the last line after {@code held}, in place of the number of figures. */
  public void sum(String words) {
    sum = words;
  }

  String sum() {
    return sum.isEmpty() ? figures.size() + " figures" : sum;
  }

  Map<String, Object> figures() {
    return figures;
  }

  /** All of it as one JSON object. */
  String json(String name) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("proof", name);
    all.put("held", broken.isEmpty());
    figures.forEach((figure, value) -> all.put(figure, value.toString()));
    all.put("broken", broken);
    return new ObjectMapper().writeValueAsString(all) + "\n";
  }

  /** What did not hold. */
  public List<String> broken() {
    return broken;
  }
}
