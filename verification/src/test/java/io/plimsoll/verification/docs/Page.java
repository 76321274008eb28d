package io.plimsoll.verification.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page of the documentation, taken apart.
 *
 * @param name where it lies, from the top of the source tree
 * @param blocks its blocks of code
 * @param prose its other lines by their numbers, headings among them
 */
record Page(String name, List<Block> blocks, Map<Integer, String> prose) {

  private static final Pattern FENCE = Pattern.compile("^( {0,3})(```+|~~~+)\\s*([^`]*)$");
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(<?([^)>\\s]+)>?[^)]*\\)");
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*#*$");
  private static final Set<String> ELSEWHERE = Set.of("target", ".git", "node_modules");

  /** All pages below a folder, but for what builds leave. */
  static List<Page> all(Path top) throws IOException {
    Set<Path> files = new TreeSet<>();
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return ELSEWHERE.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files.stream().map(file -> read(top, file)).toList();
  }

  /** One page. */
  static Page read(Path top, Path file) {
    try {
      return of(top.relativize(file).toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page with this text. */
  static Page of(String name, String text) {
    List<Block> blocks = new ArrayList<>();
    Map<Integer, String> prose = new HashMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      var fence = FENCE.matcher(lines.get(i));
      if (!fence.matches()) {
        prose.put(i + 1, lines.get(i));
        continue;
      }
      int first = i + 1;
      int end = first;
      while (end < lines.size() && !lines.get(end).strip().equals(fence.group(2))) {
        end++;
      }
      String body = String.join("\n", lines.subList(first, end)) + "\n";
      blocks.add(new Block(name, first + 1, fence.group(3).strip(), body.stripIndent()));
      i = end;
    }
    return new Page(name, blocks, prose);
  }

  /** The links with the lines in which they stand; none of those in code. */
  Map<String, Integer> links() {
    Map<String, Integer> links = new HashMap<>();
    prose.forEach(
        (number, line) ->
            LINK.matcher(SPAN.matcher(line).replaceAll("code"))
                .results()
                .forEach(link -> links.putIfAbsent(link.group(1), number)));
    return links;
  }

  /** The words that are set as code within lines, with the lines in which they stand first. */
  Map<String, Integer> spans() {
    Map<String, Integer> spans = new HashMap<>();
    prose.forEach(
        (number, line) ->
            SPAN.matcher(line)
                .results()
                .map((MatchResult span) -> span.group(1))
                .forEach(span -> spans.putIfAbsent(span, number)));
    return spans;
  }

  /** The anchors of its headings, as GitHub makes them. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    prose.keySet().stream()
        .sorted()
        .map(prose::get)
        .map(HEADING::matcher)
        .filter(heading -> heading.matches())
        .map(heading -> anchor(heading.group(1)))
        .forEach(
            anchor -> {
              String name = anchor;
              for (int i = 1; !anchors.add(name); i++) {
                name = anchor + "-" + i;
              }
            });
    return anchors;
  }

  private static String anchor(String heading) {
    String words = heading.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
    return words.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }
}
