package io.plimsoll.verification.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.SettingsException;
import io.plimsoll.cli.batch.JobLines;
import io.plimsoll.cli.settings.SettingSources;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Judges blocks that are neither compiled nor run. */
final class Snippets {

  /** Files of other programs: of them the commands in them are judged. */
  private static final Set<String> OF_OTHERS = Set.of("ini", "dockerfile", "yaml", "crontab");

  private static final Pattern COMMAND =
      Pattern.compile("(?:^|[\\s=:\"'/-])((?:\\S*bin/)?plimsoll\\s.*)$", Pattern.MULTILINE);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path top;
  private final Path folder;

  /** Which may write into a folder. */
  Snippets(Path top, Path folder) {
    this.top = top;
    this.folder = folder;
  }

  /** What is wrong with a block; empty where it is of no concern here, too. */
  List<String> problems(Block block) {
    return switch (block.language()) {
      case "sh" -> in(block, CommandWords.problems(block.text()));
      case "toml" -> in(block, toml(block.text()));
      case "json" -> in(block, json(block.text()));
      case "jsonl" -> in(block, JobLines.problems(block.text()));
      case "xml" -> in(block, xml(block.text()));
      case "console", "java", "text" -> List.of(); // what is run or compiled shows its faults there
      case "" -> List.of(block.problem(-1, "a block has no language; must have one; try text"));
      default ->
          OF_OTHERS.contains(block.language())
              ? in(block, others(block.text()))
              : List.of(block.problem(-1, "nobody judges blocks of '" + block.language() + "'"));
    };
  }

  private static List<String> in(Block block, List<String> words) {
    return words.stream().map(block::problem).toList();
  }

  private List<String> toml(String text) {
    try {
      Path file = Files.writeString(folder.resolve("plimsoll.toml"), text);
      new SettingSources(Map.of(), folder).read(Optional.of(file), List.of(), List.of());
      return List.of();
    } catch (SettingsException e) {
      return e.problems();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON: a job where it has a command that is a list, settings of a client where it has args. */
  private static List<String> json(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (node.path("command").isArray()) {
        return JobLines.problems(JSON.writeValueAsString(node) + "\n");
      }
      List<String> problems = new ArrayList<>();
      for (JsonNode args : node.findValues("args")) {
        List<String> words = new ArrayList<>(List.of("plimsoll"));
        args.forEach(word -> words.add(word.asText()));
        String objection = CommandWords.objection(words);
        if (!objection.isEmpty()) {
          problems.add(objection);
        }
      }
      return problems;
    } catch (JsonProcessingException e) {
      return List.of(e.getOriginalMessage());
    }
  }

  /** XML, where it names a module of ours, must name one that there is. */
  private List<String> xml(String text) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      String body = text.replaceFirst("^\\s*<\\?xml[^>]*\\?>", "");
      NodeList all =
          builder
              .parse(new InputSource(new StringReader("<all>" + body + "</all>")))
              .getElementsByTagName("artifactId");
      List<String> problems = new ArrayList<>();
      for (int i = 0; i < all.getLength(); i++) {
        String module = all.item(i).getTextContent().strip();
        if ("io.plimsoll".equals(group(all.item(i)))
            && !Files.exists(top.resolve(module).resolve("pom.xml"))) {
          problems.add("io.plimsoll has no module " + module);
        }
      }
      return problems;
    } catch (SAXException | ParserConfigurationException e) {
      return List.of(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String group(Node artifact) {
    NodeList groups = ((Element) artifact.getParentNode()).getElementsByTagName("groupId");
    return groups.getLength() == 0 ? "" : groups.item(0).getTextContent().strip();
  }

  private static List<String> others(String text) {
    String plain =
        text.replaceAll("\\\\\\n\\s*", " ")
            .replaceAll("\",\\s*\"", " ")
            .replaceAll("[\\[\\]\"]", " ");
    List<String> problems = new ArrayList<>();
    COMMAND
        .matcher(plain)
        .results()
        .forEach(found -> problems.addAll(CommandWords.problems(found.group(1))));
    return problems;
  }
}
