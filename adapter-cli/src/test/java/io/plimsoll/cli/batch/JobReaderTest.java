package io.plimsoll.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Command;
import io.plimsoll.command.Retry;
import io.plimsoll.command.Stdin;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Survivors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobReaderTest {

  private static final Plan PLAN = Plans.in("/base", 2, 10, 4 * 65_536, false);

  /** What came of a line. */
  static final class Caught implements JobReader.Result {
    Optional<Job> job = Optional.empty();
    String id = "";
    String reason = "";

    @Override
    public void job(Job read) {
      job = Optional.of(read);
    }

    @Override
    public void notStarted(String badId, String why) {
      id = badId;
      reason = why;
    }
  }

  private final JobReader reader = PLAN.reader();

  @Test
  void aSecretOfTheWrongTypeIsNotShown() {
    String line = "{\"command\":[\"true\"],\"env\":{\"API_TOKEN\":90125,\"PORT\":8080}}";
    Caught caught = read(1, line.getBytes(StandardCharsets.UTF_8));
    assertThat(caught.reason)
        .contains("env: API_TOKEN: is (redacted); must be a text", "PORT: is 8080")
        .doesNotContain("90125");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"env\":{\"API_TOKEN\": s3cret}}",
        "{\"env\":{\"API_TOKEN\": s3cret",
        "{\"env\":{\"API_TOKEN\": 's3cret'}}",
        "{\"env\":{\"API_TOKEN\": \"\"s3cret}}",
        "{\"env\":{\"API_TOKEN\": ts3cret}}",
        "{\"env\":{\"API_TOKEN\": 1s3cret}}",
        "{\"env\":{s3cret: 1}}",
        "s3cret",
        "{\"env\":{\"API_TOKEN\": \"\\s3cret\"}}"
      })
  void nothingOfALineThatIsNoJsonIsShown(String line) {
    Caught caught = read(line);
    assertThat(caught.reason)
        .startsWith("line 3, ")
        .containsPattern("column \\d+: no JSON: [A-Z][a-z A-Z-]+; must be [a-z]")
        .doesNotContain("s3cret")
        .doesNotContain("3cret")
        .doesNotContain("'s'");
  }

  private Caught read(long number, byte[] line) {
    Caught caught = new Caught();
    reader.read(new Line(number, line, line.length), caught);
    return caught;
  }

  private Caught read(String line) {
    return read(3, line.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyFieldOfAJobIsTaken() {
    Caught caught =
        read(
            "{\"id\":\"op-17\",\"command\":[\"a\",\"b c\"],\"cwd\":\"work\",\"env\":{\"K\":\"V\"},"
                + "\"stdin\":\"text\",\"timeout\":\"30s\",\"grace\":\"2s\",\"memory\":\"256m\","
                + "\"retries\":2,\"backoff\":\"3s\",\"signal\":\"INT\",\"survivors\":\"keep\","
                + "\"detach\":true,\"cleanEnv\":true}");
    assertThat(caught.reason).isEmpty();
    Job job = caught.job.orElseThrow();
    Command command = job.command();
    assertThat(job.id()).isEqualTo("op-17");
    assertThat(command.arguments()).containsExactly("a", "b c");
    assertThat(command.directory()).contains(Path.of("/base/work"));
    assertThat(command.environment()).hasToString("clean{K=V}");
    assertThat(((Stdin.Bytes) command.stdin()).content()).asString().isEqualTo("text");
    assertThat(command.retry()).isEqualTo(new Retry(2, Duration.ofSeconds(3)));
    assertThat(command.limits())
        .isEqualTo(
            new Command.Limits(
                Optional.of(Duration.ofSeconds(30)),
                Optional.of(Duration.ofSeconds(2)),
                Optional.of(ByteSize.mebibytes(256)),
                StopSignal.INT,
                Optional.of(Survivors.KEEP),
                true,
                false));
  }

  @Test
  void theIdIsTheLineNumberUnlessGiven() {
    assertThat(read("{\"command\":[\"true\"]}").job.orElseThrow().id()).isEqualTo("3");
  }

  static Stream<Arguments> badLines() {
    return Stream.of(
        bad(
            "[1]",
            "line 3, column 1: the line is no JSON object; must be one; try {\"command\":[\"true\"]}"),
        bad("42", "line 3, column 1: the line is no JSON object"),
        bad("{}", "line 3, column 1: command: is missing; every job needs one"),
        bad("{\"command\":[\"x\"]", "line 3, column 17: the line ends within the JSON object"),
        bad("{\"command\":[\"x\"]} {}", "line 3, column 19: more text follows the object"),
        bad("{\"command\":[\"x\"],}", "line 3, column 18: no JSON: "),
        bad("{command:[\"x\"]}", "line 3, column 2: no JSON: "),
        bad("{\"command\":[\"x\\q\"]}", "no JSON: Unrecognized character escape"),
        bad("{\"command\":[\"x\u0000\"]}", "no JSON: Illegal unquoted character"),
        bad(
            "{\"command\":[\"x\"],\"timout\":\"3s\"}",
            "line 3, column 18: timout: unknown field; did you mean timeout?"),
        bad(
            "{\"command\":[\"x\"],\"zzz\":{\"a\":[1,2]}}",
            "zzz: unknown field; must be one of id command cwd"),
        bad(
            "{\"command\":[\"x\"],\"command\":[\"y\"]}",
            "line 3, column 18: command: is given twice; keep one"),
        bad(
            "{\"command\":\"ls -l\"}",
            "line 3, column 12: command: is 'ls -l'; must be a list of texts; try [\"git\",\"status\"]"),
        bad("{\"command\":[]}", "command: is empty"),
        bad("{\"command\":[\"\"]}", "command: is empty"),
        bad(
            "{\"command\":[\"x\",1]}",
            "line 3, column 17: command: argument 1: is 1; must be a text"),
        bad("{\"command\":[\"x\",[\"y\"]]}", "command: argument 1: is a list; must be a text"),
        bad("{\"command\":[\"x\\u0000y\"]}", "argument 0 ('x\\u0000y') holds a NUL character"),
        bad("{\"command\":[\"x\\ud800y\"]}", "command: argument 0: holds half of a surrogate pair"),
        bad("{\"command\":[\"x\"],\"cwd\":\"a\\u0000\"}", "cwd: is 'a\\u0000'; must be a path"),
        bad("{\"command\":[\"x\"],\"cwd\":\"\"}", "cwd: is ''; must be a folder that is there"),
        bad("{\"command\":[\"x\"],\"cwd\":null}", "cwd: is null; must be a text; try \"work\""),
        bad("{\"command\":[\"x\"],\"env\":[]}", "env: is a list; must be an object of texts"),
        bad(
            "{\"command\":[\"x\"],\"env\":{\"A\":1}}",
            "line 3, column 29: env: A: is 1; must be a text"),
        bad(
            "{\"command\":[\"x\"],\"env\":{\"A=B\":\"1\"}}",
            "env: name is 'A=B'; must not be empty nor hold '='"),
        bad(
            "{\"command\":[\"x\"],\"env\":{\"A\":\"1\",\"A\":\"2\"}}",
            "env: A: is set twice; keep one"),
        bad("{\"command\":[\"x\"],\"stdin\":{}}", "stdin: is an object; must be a text"),
        bad(
            "{\"command\":[\"x\"],\"timeout\":30}",
            "line 3, column 28: timeout: is 30; must be a text; try \"30s\""),
        bad(
            "{\"command\":[\"x\"],\"timeout\":\"soon\"}",
            "timeout: is 'soon'; must be a duration such as"),
        bad("{\"command\":[\"x\"],\"grace\":\"-1s\"}", "grace: is '-1s'; must be"),
        bad(
            "{\"command\":[\"x\"],\"memory\":\"lots\"}",
            "memory: is 'lots'; must be a size such as"),
        bad(
            "{\"command\":[\"x\"],\"retries\":\"2\"}",
            "retries: is '2'; must be a whole number; try 2"),
        bad("{\"command\":[\"x\"],\"retries\":1.5}", "retries: is 1.5; must be a whole number"),
        bad(
            "{\"command\":[\"x\"],\"retries\":-1}",
            "retries: is -1; must be from 0 to 1000; try 2"),
        bad(
            "{\"command\":[\"x\"],\"retries\":99999999999999999999}",
            "retries: is 99999999999999999999; must be from 0 to 1000"),
        bad(
            "{\"command\":[\"x\"],\"retries\":" + "9".repeat(5_000) + "}",
            "nests deeper than 20 levels or has a number of more than 100 digits"),
        bad("{\"command\":[\"x\"],\"x\":" + "[".repeat(5_000) + "}", "nests deeper than 20 levels"),
        bad(
            "{\"command\":[\"x\"],\"signal\":\"STOPPED\"}",
            "signal: is 'STOPPED'; must be one of HUP"),
        bad(
            "{\"command\":[\"x\"],\"survivors\":\"eat\"}",
            "survivors: is 'eat'; must be end or keep"),
        bad("{\"command\":[\"x\"],\"detach\":\"yes\"}", "detach: is 'yes'; must be true or false"),
        bad("{\"command\":[\"x\"],\"id\":7}", "id: is 7; must be a text; try \"op-17\""),
        bad("{\"command\":[\"x\"],\"id\":\"\"}", "id: has 0 characters; must have 1 to 256"),
        bad("{\"command\":[\"x\"],\"id\":\"" + "i".repeat(257) + "\"}", "id: has 257 characters"));
  }

  private static Arguments bad(String line, String reason) {
    return Arguments.of(line, reason);
  }

  @ParameterizedTest
  @MethodSource("badLines")
  void aBadLineSaysWhereWhatAndWhatToDo(String line, String reason) {
    Caught caught = read(line);
    assertThat(caught.job).isEmpty();
    assertThat(caught.id).isEqualTo("3");
    assertThat(caught.reason).startsWith("line 3, ").contains(reason).doesNotContain("Exception");
  }

  @Test
  void allProblemsOfALineAreToldInOneReason() {
    Caught caught =
        read("{\"id\":\"q\",\"command\":\"x\",\"retries\":1e9,\"timeout\":30,\"memroy\":\"1m\"}");
    assertThat(caught.id).isEqualTo("q");
    assertThat(caught.reason)
        .startsWith("line 3, 4 problems: 1) column 21: command: is 'x'")
        .contains(
            " 2) column 35: retries: is 1e9", " 3) column ", " 4) column ", "did you mean memory?");
  }

  @Test
  void theNumberOfProblemsThatAreToldIsBounded() {
    StringBuilder line = new StringBuilder("{\"command\":[\"x\"]");
    for (int i = 0; i < 50_000; i++) {
      line.append(",\"f").append(i).append("\":1");
    }
    Caught caught = read(line.append('}').toString());
    assertThat(caught.reason)
        .startsWith("line 3, 50000 problems:")
        .endsWith("and 49980 more")
        .hasSizeLessThan(10_000);
  }

  @Test
  void bytesThatAreNotUtf8AreNamedWithTheirColumn() {
    byte[] line = "{\"command\":[\"tr?\"]}".getBytes(StandardCharsets.UTF_8);
    line[15] = (byte) 0xff;
    assertThat(read(3, line).reason).startsWith("line 3, column 16: byte 0xff is not UTF-8");
  }

  @Test
  void anIdIsTakenOnceWhetherItsLineIsGoodOrBad() {
    assertThat(read("{\"id\":\"a\",\"command\":[\"x\"]}").job).isPresent();
    assertThat(read("{\"id\":\"a\",\"command\":[\"x\"]}").reason).contains("id: 'a' was used");
    assertThat(read("{\"id\":\"b\",\"command\":7}").job).isEmpty();
    assertThat(read("{\"id\":\"b\",\"command\":[\"x\"]}").reason).contains("id: 'b' was used");
    assertThat(read(7, "{\"command\":[\"x\"]}".getBytes(StandardCharsets.UTF_8)).job).isPresent();
    assertThat(read("{\"id\":\"7\",\"command\":[\"x\"]}").reason).contains("id: '7' was used");
  }

  @Test
  void controlCharactersOfABadLineDoNotReachTheReason() {
    assertThat(read("{\"\\u001b[31mred\":1,\"command\":[\"x\"]}").reason)
        .contains("\\u001b[31mred: unknown field")
        .doesNotContain("\u001b");
  }
}
