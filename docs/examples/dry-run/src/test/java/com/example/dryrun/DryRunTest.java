package com.example.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.Ticker;
import io.plimsoll.testkit.RecordingObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A runtime that is told to start nothing. */
@Timeout(60)
class DryRunTest {

  @TempDir private Path folder;

  private Settings settings(String... more) {
    Map<String, String> values = new HashMap<>();
    values.put("process.adapter", DryRunAdapter.ID);
    values.put("state.folder", folder.resolve("state").toString());
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return Settings.of(values);
  }

  @Test
  void nothingIsDoneAndAllIsWrittenDown() throws Exception {
    Path file = folder.resolve("commands");
    Path trace = folder.resolve("trace");
    try (Plimsoll plimsoll = Plimsoll.start(settings("adapter.dry-run.file", file.toString()))) {
      Outcome outcome = plimsoll.run(Command.of("touch", trace.toString()));
      assertThat(outcome.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
      assertThat(outcome.stdout().bytes()).isZero();
      Outcome missing = plimsoll.run(Command.of("no-such-program"));
      assertThat(missing.kind()).isEqualTo(OutcomeKind.NOT_STARTED);
      assertThat(missing.reason()).contains("no program no-such-program in PATH");
      assertThat(plimsoll.containment()).isEqualTo("nothing is started");
    }
    assertThat(trace).doesNotExist();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).endsWith("\ttouch " + trace);
    assertThat(lines.get(1))
        .endsWith("\tno-such-program\tthere is no program no-such-program in PATH");
  }

  @Test
  void aFileThatCannotBeWrittenStopsNothing() throws Exception {
    try (Plimsoll plimsoll = Plimsoll.start(settings("adapter.dry-run.file", folder.toString()))) {
      assertThat(plimsoll.run(Command.of("true")).succeeded()).isTrue();
      assertThat(plimsoll.run(Command.of("true")).succeeded()).isTrue();
    }
  }

  @Test
  void theLastCommandsAreRemembered() {
    AdapterContext context = new AdapterContext("test", Ticker.system(), Map.of());
    try (DryRunLauncher launcher = new DryRunLauncher(context, Optional.empty())) {
      for (int i = 0; i < DryRunLauncher.MOST_REMEMBERED + 5; i++) {
        launcher.launch("l" + i, Command.of("true", "" + i), new RecordingObserver()).release();
      }
      assertThat(launcher.commands()).hasSize(DryRunLauncher.MOST_REMEMBERED);
      assertThat(launcher.commands().get(0).arguments()).containsExactly("true", "5");
    }
  }
}
