package io.plimsoll.verification.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code detect} promises, by the real launcher script and real tools. */
@Timeout(240)
class DetectAcceptanceTest {

  @TempDir private Path temp;

  private Started detect(Killed place, String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of(Killed.PLIMSOLL.toString(), "detect"));
    line.addAll(List.of(words));
    return Started.run(temp, place.environment, "", line);
  }

  private Path tool(String name, String body) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void theJvmThatRunsThisIsFoundWithItsVersion() throws Exception {
    try (Killed place = new Killed(temp)) {
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      Started told = detect(place, java.toString());
      assertThat(told.status()).as(told.err()).isZero();
      assertThat(told.err()).isEmpty();
      assertThat(told.out()).contains(System.getProperty("java.version"), java.toString());
    }
  }

  @Test
  void aToolInAVirtualEnvironmentIsToldAsOne() throws Exception {
    try (Killed place = new Killed(temp)) {
      Path tool = tool("p/.venv/bin/tool", "echo tool 1.2.3");
      Files.writeString(temp.resolve("p/.venv/pyvenv.cfg"), "home = /usr/bin\n");
      place.environment.put("PATH", tool.getParent() + ":" + System.getenv("PATH"));
      Started told = detect(place, "--json", "--stats", "tool");
      assertThat(told.status()).as(told.err()).isZero();
      assertThat(told.out())
          .contains("\"version\":\"1.2.3\",\"kind\":\"project venv\"")
          .contains("\"pyvenv.cfg in " + temp.toRealPath().resolve("p/.venv") + "\"")
          .contains("{\"stats\":\"deployments\",\"entries\":1,\"mostEntries\":500,");
    }
  }

  @Test
  void whatIsNotFoundIsNamedAndIsStatus1() throws Exception {
    try (Killed place = new Killed(temp)) {
      Started told = detect(place, "sh", "no-such-tool-here");
      assertThat(told.status()).isEqualTo(1);
      assertThat(told.out())
          .contains("not found", "in none of the")
          .containsPattern("(?m)^sh .* system ");
    }
  }

  @Test
  void aToolThatHangsAndLeavesADaemonLeavesNothing() throws Exception {
    try (Killed place = new Killed(temp)) {
      Path tool =
          tool("tool", "(setsid sleep MARK &); exec sleep MARK".replace("MARK", place.mark));
      Started told = detect(place, tool.toString());
      assertThat(told.status()).as(told.err()).isZero();
      assertThat(told.out()).contains("no version: ", "allowed 2 s");
      assertThat(place.sleepers("")).isEmpty();
    }
  }

  @Test
  void aBatchNamesAMissingProgramForEachOfItsJobs() throws Exception {
    try (Killed place = new Killed(temp)) {
      String job = "{\"command\":[\"no-such-tool-here\"]}\n";
      Started batch =
          Started.run(
              temp,
              place.environment,
              job.repeat(1_000),
              List.of(Killed.PLIMSOLL.toString(), "batch"));
      assertThat(batch.status()).as(batch.err()).isEqualTo(1);
      assertThat(batch.out().lines())
          .hasSize(1_000)
          .allMatch(
              line -> line.contains("\"not-started\"") && line.contains("is in no folder of PATH"));
    }
  }
}
