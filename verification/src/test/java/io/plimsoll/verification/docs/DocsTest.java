package io.plimsoll.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.Setting;
import io.plimsoll.cli.Desk;
import io.plimsoll.cli.batch.JobLines;
import io.plimsoll.cli.settings.CliSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documentation shows is compiled, run or read by what would read it. */
@Timeout(300)
class DocsTest {

  /** The top of the source tree. */
  static final Path TOP = top();

  /** What is shown and not run, with the reason. Commands of ours in it are parsed all the same. */
  private static final Map<String, String> NOT_RUN = new LinkedHashMap<>();

  static {
    NOT_RUN.put("mvn |bin/prove ", "is what runs this, or takes minutes");
    NOT_RUN.put("tar |ln ", "changes the home of its reader");
    NOT_RUN.put(
        "docs/examples/batch/operations \\||.*operation\\.py FILE",
        "takes minutes, or names any file");
    NOT_RUN.put(
        "plimsoll soak|bin/plimsoll soak", "takes as long as it says; SoakCommandTest runs it");
    NOT_RUN.put(".*some-stdio-server|.*make -j8", "names a program that stands for any");
    NOT_RUN.put(".*3f9a|.*3f9c02ab", "names a session of another machine");
    NOT_RUN.put(".*tcp://localhost:5432", "needs a server");
    NOT_RUN.put("bin/plimsoll detect --json eslint", "names programs of a project");
  }

  /** Programs that a machine may lack: where one is not here, what names it is not run either. */
  private static final List<String> MAY_LACK = List.of("python3", "jq", "operations");

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final List<Page> PAGES = new ArrayList<>();

  @TempDir Path folder;

  @BeforeAll
  static void read() throws Exception {
    PAGES.clear();
    PAGES.addAll(Page.all(TOP));
  }

  @Test
  void everyBlockHoldsBeforeItsReader() {
    Snippets snippets = new Snippets(TOP, folder);
    assertThat(blocks().flatMap(block -> snippets.problems(block).stream())).isEmpty();
  }

  @Test
  void allJavaCompilesWithoutAWarning() throws Exception {
    List<Block> java = blocks().filter(block -> block.language().equals("java")).toList();
    assertThat(java).hasSizeGreaterThan(3);
    JavaCode code = new JavaCode(Files.createDirectory(folder.resolve("fragments")));
    assertThat(code.fragments(java)).isEmpty();
    for (Page page : PAGES) {
      Path classes = Files.createTempDirectory(folder, "classes");
      List<Block> own = page.blocks().stream().filter(java::contains).toList();
      assertThat(new JavaCode(classes).files(own)).isEmpty();
    }
  }

  /** Two pages at once: what they start waits most of the time. */
  @TestFactory
  Stream<DynamicTest> everyCommandRuns() throws Exception {
    Map<String, Future<List<String>>> found = new LinkedHashMap<>();
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try (Counter counter = new Counter()) {
      for (Page page : PAGES) {
        boolean shown = page.name().startsWith("docs/commands/"); // their files are not here
        if (!shown && page.blocks().stream().anyMatch(DocsTest::isRun)) {
          Path own = Files.createTempDirectory(folder, "page");
          PageRun run = new PageRun(TOP, own, counter.port(), DocsTest::isLeft);
          found.put(page.name(), readers.submit(() -> run.problems(page)));
        }
      }
      readers.shutdown();
      assertThat(readers.awaitTermination(4, TimeUnit.MINUTES)).isTrue();
    } finally {
      readers.shutdownNow();
    }
    return found.entrySet().stream()
        .map(
            page ->
                DynamicTest.dynamicTest(
                    page.getKey(), () -> assertThat(page.getValue().get()).isEmpty()));
  }

  @Test
  void whatIsNotRunIsStillThere() {
    Set<String> used = new HashSet<>();
    blocks()
        .filter(DocsTest::isRun)
        .flatMap(block -> Shell.lines(block.text()).stream())
        .forEach(
            line ->
                NOT_RUN.keySet().stream()
                    .filter(begin -> begins(begin, line.text()))
                    .forEach(used::add));
    assertThat(used).isEqualTo(NOT_RUN.keySet());
  }

  /** But for soak, which takes as long as it is told to. */
  @Test
  void everyCommandIsRunByOnePageAtLeast() {
    Set<String> run = new HashSet<>(Set.of("soak"));
    blocks()
        .filter(block -> isRun(block) && !block.page().startsWith("docs/commands/"))
        .flatMap(block -> Shell.lines(block.text().replaceAll("(?m)^\\$ ", "")).stream())
        .filter(line -> !isLeft(line.text()))
        .flatMap(line -> Shell.commands(line.text()).stream())
        .filter(words -> words.size() > 1 && words.get(0).endsWith("plimsoll"))
        .forEach(words -> run.add(words.get(1)));
    assertThat(run).containsAll(Desk.commands());
  }

  /** What is dear to bring about: the page has the words, and the sources have them too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          adapter-process/src/main/java/io/plimsoll/process/StartErrors.java | launcher: '%s'; the JDK was probably updated under the running program; restart it
          adapter-process/src/main/java/io/plimsoll/process/StartErrors.java | system: lacks memory, processes or descriptors now (error
          adapter-pool/src/main/java/io/plimsoll/pool/CommonsPool.java | pool '%s': all %d connections to %s were in use for %s; give them back sooner, wait longer, or raise pool.most
          adapter-pool/src/main/java/io/plimsoll/pool/Opener.java | could not be reached lately
          adapter-cli/src/main/java/io/plimsoll/cli/journal/Content.java | is damaged at byte
          bin/launch.bash | no Java 17 or later in JAVA_HOME (
          """)
  void wordsThatAreNotRunStandInTheSources(String source, String words) throws Exception {
    assertThat(Files.readString(TOP.resolve(source))).contains(words);
    String pattern =
        Stream.of(words.split("%[sd]", -1)).map(Pattern::quote).collect(Collectors.joining(".+"));
    assertThat(Files.readString(TOP.resolve("docs/troubleshoot.md"))).containsPattern(pattern);
  }

  /** Code within lines: what begins with our name is a command, what looks like a key is one. */
  @Test
  void commandsAndSettingsWithinLinesExist() {
    Set<String> keys = new HashSet<>(CliSettings.schema().stream().map(Setting::key).toList());
    Set<String> heads =
        new HashSet<>(keys.stream().map(key -> key.replaceAll("\\..*", ".")).toList());
    List<String> problems = new ArrayList<>();
    for (Page page : PAGES) {
      page.spans()
          .forEach(
              (span, line) -> {
                String place = page.name() + ":" + line + ": ";
                if (span.matches("(?:bin/)?plimsoll .*")) {
                  CommandWords.problems(span).forEach(words -> problems.add(place + words));
                }
                String key = span.replaceAll("\\s*=.*", "");
                boolean looks =
                    key.matches("[a-z]+\\.[a-z-]+")
                        && !key.matches(".*\\.(?:events|new|md|sh|py|json|toml|bash)");
                if (looks && heads.contains(key.replaceAll("\\..*", ".")) && !keys.contains(key)) {
                  problems.add(place + "there is no setting " + key);
                }
              });
    }
    assertThat(problems).isEmpty();
  }

  /** That each has an effect is shown by SettingsHaveEffectTest of the command line. */
  @Test
  void theTableOfSettingsIsThatOfTheProgram() throws Exception {
    assertThat(rows("docs/operate.md", "| key | default |"))
        .containsExactlyElementsOf(CliSettings.schema().stream().map(Setting::key).toList());
  }

  @Test
  void theTableOfJobsNamesFieldsThatThereAre() throws Exception {
    List<String> fields = rows("docs/start.md", "| field of a job |");
    assertThat(fields).contains("command", "retries", "backoff", "cleanEnv");
    for (String field : fields) {
      assertThat(JobLines.problems("{\"%s\":[[]]}\n".formatted(field)).toString())
          .doesNotContain("unknown field");
    }
  }

  /** What stands as code in the first column of a table. */
  private static List<String> rows(String page, String head) throws Exception {
    return Files.readString(TOP.resolve(page))
        .lines()
        .dropWhile(line -> !line.startsWith(head))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .flatMap(line -> CODE.matcher(line.split("\\|")[1]).results())
        .map(code -> code.group(1))
        .toList();
  }

  private static Stream<Block> blocks() {
    return PAGES.stream().flatMap(page -> page.blocks().stream());
  }

  private static boolean isRun(Block block) {
    return block.language().equals("sh") || block.language().equals("console");
  }

  private static boolean isLeft(String line) {
    return NOT_RUN.keySet().stream().anyMatch(begin -> begins(begin, line))
        || MAY_LACK.stream().anyMatch(name -> names(line, name) && !isHere(name));
  }

  private static boolean names(String line, String program) {
    return Pattern.compile("(^|\\W)" + program + "(\\W|$)").matcher(line).find();
  }

  /** The operations need python3. */
  private static boolean isHere(String program) {
    String name = program.equals("operations") ? "python3" : program;
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, name)));
  }

  private static boolean begins(String pattern, String line) {
    return Pattern.compile(pattern).matcher(line.replaceFirst("^\\$ ", "")).lookingAt();
  }

  private static Path top() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("bin/plimsoll"))) {
      folder = java.util.Objects.requireNonNull(folder.getParent(), "no bin/plimsoll around here");
    }
    return folder;
  }
}
