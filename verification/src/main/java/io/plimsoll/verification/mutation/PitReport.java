package io.plimsoll.verification.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the mutants from the XML report of PIT. */
final class PitReport {

  /** What the names of all packages that are changed begin with. */
  static final String CORE = "io.plimsoll.core.";

  private static final Pattern LAMBDA = Pattern.compile("lambda\\$(\\w+)\\$\\d+");
  private static final Pattern PACKAGES = Pattern.compile("\\b([a-z]\\w*[./])+(?=[A-Z])");

  private PitReport() {}

  /** The mutants of a report, ordered by class and line. */
  static List<Mutant> read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("mutation")) {
          entries.add(entry(xml));
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
    }
    entries.sort(
        Comparator.comparing(Entry::owner)
            .thenComparing(Entry::line)
            .thenComparing(Entry::index)
            .thenComparing(Entry::change));
    return numbered(entries);
  }

  private static Entry entry(XMLStreamReader xml) throws XMLStreamException {
    Map<String, String> values = new HashMap<>();
    values.put("status", xml.getAttributeValue(null, "status"));
    while (xml.next() != XMLStreamReader.END_ELEMENT || !xml.getLocalName().equals("mutation")) {
      if (xml.isStartElement() && !List.of("indexes", "blocks").contains(xml.getLocalName())) {
        values.put(xml.getLocalName(), xml.getElementText());
      }
    }
    return new Entry(
        values.getOrDefault("mutatedClass", ""),
        LAMBDA.matcher(values.getOrDefault("mutatedMethod", "")).replaceAll("$1 lambda"),
        change(values.getOrDefault("description", "")),
        Integer.parseInt(values.getOrDefault("lineNumber", "0")),
        Integer.parseInt(values.getOrDefault("index", "0")),
        values.getOrDefault("status", ""));
  }

  private static String change(String description) {
    String stable = LAMBDA.matcher(description).replaceAll("$1 lambda");
    return PACKAGES.matcher(stable).replaceAll("");
  }

  /** Tells equal changes in one method apart by their order, which outlasts their lines. */
  private static List<Mutant> numbered(List<Entry> entries) {
    Map<String, Integer> count = new HashMap<>();
    entries.forEach(entry -> count.merge(entry.words(), 1, Integer::sum));
    Map<String, Integer> seen = new HashMap<>();
    List<Mutant> mutants = new ArrayList<>();
    for (Entry entry : entries) {
      int nth = seen.merge(entry.words(), 1, Integer::sum);
      String key =
          count.getOrDefault(entry.words(), 0) == 1 ? entry.words() : entry.words() + " #" + nth;
      mutants.add(new Mutant(key, entry.packageName(), entry.line(), fate(entry.status())));
    }
    return mutants;
  }

  /** What is neither noticed nor without a test counts as survived, whatever PIT calls it. */
  private static Mutant.Fate fate(String status) {
    return switch (status) {
      case "KILLED" -> Mutant.Fate.KILLED;
      case "TIMED_OUT", "MEMORY_ERROR" -> Mutant.Fate.TIMED_OUT;
      case "NO_COVERAGE" -> Mutant.Fate.NOT_REACHED;
      default -> Mutant.Fate.SURVIVED;
    };
  }

  /** A mutant as PIT tells it, its names without what changes from build to build. */
  private record Entry(
      String owner, String method, String change, int line, int index, String status) {

    String packageName() {
      return owner.substring(0, owner.lastIndexOf('.'));
    }

    String words() {
      return owner.substring(CORE.length()) + "." + method + Accepted.BETWEEN + change;
    }
  }
}
