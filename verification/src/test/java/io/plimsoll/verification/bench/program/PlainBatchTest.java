package io.plimsoll.verification.bench.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The floor below a batch")
class PlainBatchTest {

  @TempDir Path folder;

  @Test
  void aCommandIsRunForEachWordAndWhatItPrintsIsPassedOn() throws Exception {
    Process process = batch("one\0two words\0three\0", "echo \"$0\"; echo \"to err: $0\" >&2");
    assertThat(lines(process.getInputStream()))
        .containsExactlyInAnyOrder("one", "two words", "three");
    assertThat(lines(process.getErrorStream()))
        .containsExactlyInAnyOrder("to err: one", "to err: two words", "to err: three");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void aFailureIsToldByTheStatusAndStopsNobody() throws Exception {
    Process process = batch("fails\0succeeds\0", "echo \"$0\"; test \"$0\" = succeeds");
    assertThat(lines(process.getInputStream())).containsExactlyInAnyOrder("fails", "succeeds");
    assertThat(process.waitFor()).isEqualTo(PlainBatch.SOME_FAILED);
  }

  @Test
  void noWordIsNoCommand() throws Exception {
    Process process = batch("", "echo never");
    assertThat(lines(process.getInputStream())).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  /** Ends when all its commands have. */
  private Process batch(String words, String script) throws IOException {
    Path file = Files.writeString(folder.resolve("words"), words);
    List<String> command = new ArrayList<>(PlainBatch.around(2));
    command.addAll(List.of("/bin/sh", "-c", script));
    return new ProcessBuilder(command).redirectInput(file.toFile()).start();
  }

  private static List<String> lines(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
  }
}
