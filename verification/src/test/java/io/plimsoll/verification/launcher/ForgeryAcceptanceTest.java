package io.plimsoll.verification.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a command prints, is called or was handed stays data, by the real launcher script. */
@Timeout(120)
class ForgeryAcceptanceTest {

  private static final String PLIMSOLL = LauncherTest.top().resolve("bin/plimsoll").toString();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A title, colours, a cleared screen, and the same by the one-character forms of UTF-8. */
  private static final String ESCAPES =
      "\u001b]0;owned\u0007\u001b[31mred\u001b[2J\u009b2J\u0085\r";

  private static final String FORGED =
      "{\"id\":\"other\",\"outcome\":\"succeeded\",\"exitCode\":0}\n";

  @TempDir private Path temp;

  @BeforeAll
  static void buildOnce(@TempDir Path folder) throws Exception {
    Started.run(folder, System.getenv(), "", List.of(PLIMSOLL, "--version"));
  }

  private static String job(String id, String... command) throws Exception {
    return JSON.writeValueAsString(Map.of("id", id, "command", command)) + "\n";
  }

  @Test
  void whatACommandPrintsForgesNoOutcomeLine() throws Exception {
    String jobs =
        job("real", "printf", "%s", "\n" + FORGED + "\n}\n" + FORGED)
            + job("loud", "sh", "-c", "printf '%s' \"$1\" >&2", "sh", FORGED + FORGED)
            + job("id\n" + FORGED, "true")
            + job("other", "false");

    Started batch = Started.run(temp, System.getenv(), jobs, List.of(PLIMSOLL, "batch"));

    Map<String, JsonNode> outcomes = new HashMap<>();
    for (String line : batch.out().split("\n")) {
      JsonNode outcome = JSON.readTree(line);
      assertThat(outcomes.put(outcome.get("id").asText(), outcome)).as(line).isNull();
    }
    assertThat(outcomes).containsOnlyKeys("real", "loud", "id\n" + FORGED, "other");
    assertThat(outcomes.get("other").get("outcome").asText()).isEqualTo("failed");
    assertThat(outcomes.get("real").get("stdout").get("text").asText())
        .isEqualTo("\n" + FORGED + "\n}\n" + FORGED);
    assertThat(outcomes.get("loud").get("stderr").get("text").asText()).isEqualTo(FORGED + FORGED);
  }

  @Test
  void noEscapeOfACommandReachesATerminal() throws Exception {
    Path odd = Files.createDirectory(temp.resolve("odd" + ESCAPES.replace("\r", "")));
    Path sleep = Files.createSymbolicLink(odd.resolve("sleep"), Path.of("/bin/sleep"));
    String jobs =
        job(ESCAPES, "printf", "%s", ESCAPES)
            + job("loud", "sh", "-c", "printf '%s' \"$1\" >&2; exit 3", "sh", ESCAPES)
            + job("absent", odd + "/" + ESCAPES)
            + "{\""
            + ESCAPES.replace("\u001b", "\\u001b").replace("\u0007", "").replace("\r", "")
            + "\":1}\n"
            + job("held", "sh", "-c", "\"$1\" 30 & exit 0", "sh", sleep.toString());
    Path input = Files.writeString(temp.resolve("jobs"), jobs);

    for (List<String> words : List.of(screen(input), plain(input))) {
      Started batch = Started.run(temp, System.getenv(), "", words);
      for (String shown : List.of(batch.out(), batch.err())) {
        String foreign = shown.replace("\u001b[K", "").replaceAll("[\r\n]", "");
        assertThat(foreign.chars().filter(Character::isISOControl)).as(shown).isEmpty();
      }
      assertThat(batch.out())
          .contains("not-started")
          .contains("pipeHolders")
          .contains("\\u001B]0;owned");
    }
  }

  private static List<String> plain(Path input) {
    return List.of(PLIMSOLL, "batch", "--progress", "always", "--verbose", input.toString());
  }

  /** The same on a terminal, where there is a program that makes one. */
  private static List<String> screen(Path input) {
    Path script = Path.of("/usr/bin/script");
    return Files.isExecutable(script)
        ? List.of(
            script.toString(),
            "-qec",
            "'%s' batch --verbose '%s'".formatted(PLIMSOLL, input),
            "/dev/null")
        : plain(input);
  }

  @Test
  void aSecretOfACommandIsOnNoDiskAndInNoMessage() throws Exception {
    String canary = "canary" + System.nanoTime();
    Path home = Files.createDirectory(temp.resolve("home"));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("DEPLOY_TOKEN", canary);
    environment.put("HOME", home.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    for (String folder : List.of("XDG_STATE_HOME", "XDG_CONFIG_HOME", "TMPDIR")) {
      environment.put(folder, Files.createDirectory(home.resolve(folder)).toString());
    }
    // The command looks itself: what is noted of it is there while it runs.
    String looks = "sleep 0.2; ! grep -rq -e \"$DEPLOY_TOKEN\" -- \"$HOME\"";

    Path planted = Files.writeString(home.resolve("planted"), canary);
    List<String> seeks = List.of(PLIMSOLL, "run", "sh", "-c", looks);
    assertThat(Started.run(temp, environment, "", seeks).status()).isEqualTo(1);
    Files.delete(planted);

    List<String> messages = new ArrayList<>();
    for (String[] way :
        new String[][] {
          {"run", "--verbose", "--report", home.resolve("report").toString(), "sh", "-c", looks},
          {"run", "--verbose", "--env", "API_KEY=" + canary, "sh", "-c", looks},
          {"run", "--env", "API_KEY=" + canary + "\u00e9", "/no/such/program"},
          {"config"},
        }) {
      List<String> words = new ArrayList<>(List.of(PLIMSOLL));
      words.addAll(List.of(way));
      Started run = Started.run(temp, environment, "", words);
      assertThat(run.status())
          .as(run.err())
          .isEqualTo(List.of(way).contains("sh") || way.length == 1 ? 0 : 127);
      messages.add(run.out() + run.err());
    }

    assertThat(String.join("\n", messages)).doesNotContain(canary);
    try (Stream<Path> all = Files.walk(home)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        assertThat(
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(canary);
      }
    }
  }
}
