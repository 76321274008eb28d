package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who fills which port, and why. */
class ConfigExplainTest {

  @TempDir Path folder;

  @Test
  void everyPortIsShownWithItsAdapterAndTheReason() {
    Cli.Result result =
        new Cli(folder).env("PLIMSOLL_CACHE_ADAPTER", "mine").run("config", "--explain");
    assertThat(result.status()).isZero();
    assertThat(result.lines())
        .hasSize(8)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("starts and ends processes")
                    .contains(" local ", "process.adapter, by default; io.plimsoll.process."))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("lends connections")
                    .contains(" commons ", "pool.adapter, by default", ", from /"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("takes the events")
                    .endsWith(
                        " (none)        events.adapter, by default; no adapter is chosen; they go to the program alone"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("keeps caches")
                    .contains(
                        " (none) ",
                        "cache.adapter, by environment PLIMSOLL_CACHE_ADAPTER",
                        "is 'mine'; must be one of",
                        "caffeine"));
  }

  @Test
  void theSameAsJson() {
    Cli.Result result = new Cli(folder).run("config", "--explain", "--json");
    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains(
            "{\"port\":\"reads the memory\",\"adapter\":\"resilience\","
                + "\"setting\":\"memory.adapter\",\"source\":\"default\",\"installed\":true,")
        .containsPattern("\"words\":\"io.plimsoll.breaker.[^\"]*\",\"origin\":\"/[^\"]+\"");
  }

  @Test
  void eachSinkOfEventsHasALineOfItsOwn() {
    Cli.Result result =
        new Cli(folder).env("PLIMSOLL_EVENTS_ADAPTER", "local, caffein").run("config", "--explain");
    assertThat(result.lines())
        .hasSize(9)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("takes the events")
                    .contains(" local ", "by environment PLIMSOLL_EVENTS_ADAPTER; io.plimsoll"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("takes the events")
                    .contains(
                        " (none) ", "is 'caffein'; must be one of", "did you mean caffeine?"));
  }

  @Test
  void aFileIsCheckedForAllThatItChooses() throws IOException {
    Path file = folder.resolve("a.toml");
    Files.writeString(file, "[cache]\nadapter = \"mine\"\n[process]\nadapter = \"locl\"\n");
    Cli.Result result = new Cli(folder).run("config", "--check", "a.toml");
    assertThat(result.status()).isEqualTo(125);
    assertThat(result.err())
        .hasLineCount(3)
        .contains(
            "a.toml:2: cache.adapter: is 'mine'; must be one of ",
            "a.toml:4: process.adapter: is 'locl'; must be one of ",
            "did you mean local?");

    Files.writeString(file, "[process]\ncontainment = \"cgruop\"\ngrace = \"x\"\n");
    assertThat(new Cli(folder).run("config", "--check", "a.toml").err())
        .hasLineCount(3)
        .contains(
            "a.toml:2: process.containment: is 'cgruop'; must be one of auto, cgroup, ",
            "a.toml:3: process.grace: is 'x'");

    Files.writeString(file, "[process]\ncontainment = \"session\"\n");
    assertThat(new Cli(folder).run("config", "--check", "a.toml").out())
        .isEqualTo("a.toml: holds\n");
  }
}
