package io.plimsoll.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a line holds, it becomes a job or a reason, and the reason becomes one line of JSON. */
class AnyLineTest {

  private static final Plan PLAN = Plans.in("", 2, 10, 1_024, false);

  private static final String GOOD =
      "{\"id\":\"op-17\",\"command\":[\"python3\",\"op.py\"],\"cwd\":\"work\",\"env\":{\"K\":\"V\"},"
          + "\"stdin\":\"t\u00e9xt \u20ac\",\"timeout\":\"30s\",\"memory\":\"256m\",\"retries\":2,\"detach\":true}";

  @Provide
  Arbitrary<byte[]> noise() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
  }

  /** A good line with some of its bytes taken out, changed or doubled. */
  @Provide
  Arbitrary<byte[]> damaged() {
    byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
    Arbitrary<int[]> damage =
        Combinators.combine(
                Arbitraries.integers().between(0, good.length - 1),
                Arbitraries.integers().between(0, 3),
                Arbitraries.integers().between(0, 255))
            .as((at, how, what) -> new int[] {at, how, what});
    return damage.list().ofMinSize(1).ofMaxSize(4).map(all -> damage(good, all));
  }

  private static byte[] damage(byte[] good, List<int[]> all) {
    List<Byte> bytes = new ArrayList<>();
    for (byte b : good) {
      bytes.add(b);
    }
    for (int[] one : all) {
      int at = Math.min(one[0], bytes.size() - 1);
      switch (one[1]) {
        case 0 -> bytes.remove(at);
        case 1 -> bytes.set(at, (byte) one[2]);
        case 2 -> bytes.add(at, (byte) one[2]);
        default -> bytes.subList(at, bytes.size()).clear();
      }
      if (bytes.isEmpty()) {
        break;
      }
    }
    byte[] result = new byte[bytes.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = bytes.get(i);
    }
    return result;
  }

  /** Well-formed objects whose fields have odd names and odd values. */
  @Provide
  Arbitrary<byte[]> odd() {
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.of("id", "command", "cwd", "env", "stdin", "timeout", "grace", "memory"),
            Arbitraries.of("retries", "backoff", "signal", "survivors", "detach", "cleanEnv"),
            Arbitraries.strings().alpha().ofMaxLength(8));
    Arbitrary<String> values =
        Arbitraries.of(
            "null",
            "true",
            "-1",
            "1e400",
            "0.5",
            "99999999999",
            "\"\"",
            "\"x\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"30s\"",
            "\"1m\"",
            "[]",
            "[\"x\"]",
            "[\"x\",null]",
            "[[[[]]]]",
            "{}",
            "{\"A\":\"B\"}",
            "{\"A\":{}}",
            "{\"\":\"\"}",
            "{\"a=b\":\"c\"}");
    return Combinators.combine(names, values)
        .as((name, value) -> "\"" + name + "\":" + value)
        .list()
        .ofMaxSize(6)
        .map(fields -> ("{" + String.join(",", fields) + "}").getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 1_000)
  void noiseIsJudged(@ForAll("noise") byte[] bytes) throws IOException {
    judge(bytes);
  }

  @Property(tries = 1_000)
  void aDamagedLineIsJudged(@ForAll("damaged") byte[] bytes) throws IOException {
    judge(bytes);
  }

  @Property(tries = 1_000)
  void oddFieldsAreJudged(@ForAll("odd") byte[] bytes) throws IOException {
    judge(bytes);
  }

  private static void judge(byte[] bytes) throws IOException {
    JobReader reader = PLAN.reader();
    LineReader lines = new LineReader(new ByteArrayInputStream(bytes));
    for (Line line = lines.next(); line != null; line = lines.next()) {
      JobReaderTest.Caught caught = new JobReaderTest.Caught();
      reader.read(line, caught);
      if (caught.job.isEmpty()) {
        assertThat(caught.reason)
            .matches("(?s)line \\d+, (column \\d+|\\d+ problems): .+")
            .doesNotContain("Exception", "\n", "\u001b", "null pointer");
        assertOneLineOfJson(caught);
      }
    }
  }

  private static void assertOneLineOfJson(JobReaderTest.Caught caught) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutcomeJson json = new OutcomeJson(out)) {
      json.writeNotStarted(caught.id, caught.reason, Instant.EPOCH);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).hasLineCount(1).endsWith("}\n");
    try (JsonParser parser = new JsonFactory().createParser(out.toByteArray())) {
      parser.nextToken();
      parser.skipChildren();
      assertThat(parser.nextToken()).isNull();
    }
  }
}
