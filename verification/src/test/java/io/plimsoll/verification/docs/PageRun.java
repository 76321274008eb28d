package io.plimsoll.verification.docs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands of a page as a reader would: all its blocks {@code sh} and {@code console} in
 * one shell, in a folder that holds {@code bin} and {@code docs/examples} of this tree and nothing
 * else.
 *
 * <p>In a block {@code sh} no command line may end with 125, 126 or 127, unless the next one looks
 * at the status; {@code echo $? # 124} must print what its comment says. In a block {@code console}
 * what follows a line {@code $ command} is what it prints, {@code ...} standing for anything within
 * a line and, alone in a line, for any lines.
 */
final class PageRun {

  private static final Pattern STATUS =
      Pattern.compile("echo \\$\\?\\s*#\\s*(\\d+).*", Pattern.DOTALL);
  private static final Pattern MARK = Pattern.compile("\n?\u0001(\\d+) (\\d+)\n");
  private static final long PATIENCE_SECONDS = 120;

  private final Path top;
  private final Path folder;
  private final int port;
  private final Predicate<String> left;

  /** A line that is run, with what it should print; null where that is not said. */
  private record Step(Block block, int at, String line, @Nullable String prints) {}

  /** In a folder of its own; lines for which {@code left} holds are not run. */
  PageRun(Path top, Path folder, int port, Predicate<String> left) {
    this.top = top;
    this.folder = folder;
    this.port = port;
    this.left = left;
  }

  /** What was not as the page says. */
  List<String> problems(Page page) throws IOException, InterruptedException {
    List<Step> steps = new ArrayList<>();
    for (Block block : page.blocks()) {
      switch (block.language()) {
        case "sh" -> lines(block, steps);
        case "console" -> dialogue(block, steps);
        default -> {}
      }
    }
    steps.removeIf(step -> left.test(step.line()));
    return steps.isEmpty() ? List.of() : judge(steps, run(steps));
  }

  private static void lines(Block block, List<Step> steps) {
    for (Shell.Line line : Shell.lines(block.text())) {
      Matcher status = STATUS.matcher(line.text());
      steps.add(
          new Step(
              block, line.at(), line.text(), status.matches() ? status.group(1) + "\n" : null));
    }
  }

  private static void dialogue(Block block, List<Step> steps) {
    List<String> lines = block.text().lines().toList();
    int i = 0;
    while (i < lines.size()) {
      int at = i;
      StringBuilder command = new StringBuilder();
      for (String begin = "$ "; i < lines.size() && lines.get(i).startsWith(begin); begin = "> ") {
        command.append(lines.get(i).substring(2)).append('\n');
        i++;
      }
      StringBuilder prints = new StringBuilder();
      while (i < lines.size() && !lines.get(i).startsWith("$ ")) {
        prints.append(lines.get(i)).append('\n');
        i++;
      }
      steps.add(new Step(block, at, command.toString(), prints.toString()));
    }
  }

  private Map<Integer, String[]> run(List<Step> steps) throws IOException, InterruptedException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Path desk = Files.createDirectories(folder.resolve("desk"));
    Path here = Files.createDirectories(folder.resolve("page"));
    Path bin = Files.createDirectories(here.resolve("bin"));
    try (InputStream in =
        Objects.requireNonNull(PageRun.class.getResourceAsStream("/docs/plimsoll"))) {
      Files.copy(in, bin.resolve("plimsoll"));
    }
    if (!bin.resolve("plimsoll").toFile().setExecutable(true)) {
      throw new IOException("cannot be made executable: " + bin);
    }
    copy(top.resolve("docs/examples"), here.resolve("docs/examples"));
    StringBuilder script = new StringBuilder("exec 2>&1\n__last=0\n");
    for (int i = 0; i < steps.size(); i++) {
      script.append("export DOCS_AT=%d\n(exit $__last)\n".formatted(i));
      script.append(steps.get(i).line());
      script.append("__last=$?\nprintf '\\n\\001%%d %%d\\n' %d $__last\n".formatted(i));
    }
    Path file = Files.writeString(folder.resolve("script"), script);
    Path out = folder.resolve("printed");
    ProcessBuilder builder =
        new ProcessBuilder("bash", file.toString())
            .directory(here.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PLIMSOLL_"));
    environment.put("PATH", bin + ":" + environment.get("PATH"));
    environment.put("HOME", home.toString());
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("DOCS_PROGRAM", top.resolve("bin/plimsoll").toString());
    environment.put("DOCS_DESK", desk.toString());
    environment.put("DOCS_PORT", Integer.toString(port));
    Process bash = builder.start();
    try {
      if (!bash.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running: " + Files.readString(out));
      }
    } finally {
      Stream.concat(bash.descendants(), Stream.of(bash.toHandle()))
          .forEach(ProcessHandle::destroyForcibly);
    }
    return parts(new String(Files.readAllBytes(out), StandardCharsets.UTF_8));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path copy = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(each, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  /** What each step printed, and its status. */
  private static Map<Integer, String[]> parts(String printed) {
    Map<Integer, String[]> parts = new HashMap<>();
    Matcher mark = MARK.matcher(printed);
    int from = 0;
    while (mark.find()) {
      String text = printed.substring(from, mark.start());
      parts.put(Integer.valueOf(mark.group(1)), new String[] {text, mark.group(2)});
      from = mark.end();
    }
    return parts;
  }

  private List<String> judge(List<Step> steps, Map<Integer, String[]> parts) throws IOException {
    Map<Integer, String> refused = refusals();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      String[] part = parts.get(i);
      if (part == null) {
        problems.add(step.block().problem(step.at(), "was not reached: " + step.line().strip()));
        continue;
      }
      boolean lookedAt = i + 1 < steps.size() && STATUS.matcher(steps.get(i + 1).line()).matches();
      if (step.prints() != null) {
        if (!like(step.prints()).matcher(part[0]).matches()) {
          problems.add(
              step.block()
                  .problem(
                      step.at(), step.line() + "printed\n" + part[0] + "\nnot\n" + step.prints()));
        }
      } else if (!lookedAt && (refused.containsKey(i) || part[1].matches("12[567]"))) {
        problems.add(
            step.block()
                .problem(
                    step.at(),
                    refused.getOrDefault(i, step.line().strip() + ": " + part[1])
                        + "\n"
                        + part[0]));
      }
    }
    return problems;
  }

  /** The commands that ended with an error of ours, by the step they belong to. */
  private Map<Integer, String> refusals() throws IOException {
    Path log = folder.resolve("desk/log");
    if (!Files.exists(log)) {
      return Map.of();
    }
    return Files.readAllLines(log).stream()
        .map(line -> line.split(" ", 3))
        .filter(words -> words[1].equals("125"))
        .collect(
            Collectors.toMap(
                words -> Integer.valueOf(words[0]),
                words -> "plimsoll " + words[2] + ": 125",
                (first, second) -> first,
                LinkedHashMap::new));
  }

  /** What is printed, as a pattern: {@code ...} is anything, alone in a line any lines. */
  static Pattern like(String prints) {
    StringBuilder pattern = new StringBuilder();
    for (String line : prints.lines().toList()) {
      if (line.strip().equals("...")) {
        pattern.append("(?:.*\n)*");
      } else {
        pattern.append(
            Stream.of(line.split("\\.\\.\\.", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
        pattern.append(" *\n");
      }
    }
    return Pattern.compile(pattern + "\n?");
  }
}
