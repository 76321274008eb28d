package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintoutTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "--version", "help run", "run --help", "config", "doctor", "completion"})
  void whatDoesNotArriveIsToldAndWhoeverIsGoneIsToldNothing(String line) {
    String[] words = line.split(" ");

    Cli.Result full = new Cli(folder).out(failing("No space left on device")).run(words);
    assertThat(full.status()).isEqualTo(125);
    assertThat(full.err())
        .startsWith(
            "plimsoll: standard output: cannot be written (No space left on device); must take")
        .hasLineCount(1);

    Cli.Result gone = new Cli(folder).out(failing("Broken pipe")).run(words);
    assertThat(gone.status()).isEqualTo(141);
    assertThat(gone.err()).isEmpty();
  }

  private static OutputStream failing(String why) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(why);
      }
    };
  }
}
