package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class BrokenPipeTest {

  @Test
  void isKnownByTheWordsOfTheSystemInWhateverLanguage() {
    String german = "Daten\u00fcbergabe unterbrochen (broken pipe)";
    assertThat(BrokenPipe.is(new IOException(german), german)).isTrue();
    assertThat(BrokenPipe.is(new IOException("Broken pipe"), german)).isTrue();
    assertThat(BrokenPipe.is(new IOException("No space left on device"), german)).isFalse();
    assertThat(BrokenPipe.is(new IOException(), german)).isFalse();
  }

  /** The build runs with the system's texts in English, as most servers do. */
  @Test
  void theSystemIsAskedForItsWords() {
    assertThat(BrokenPipe.words()).isNotBlank().isEqualTo(BrokenPipe.words());
    assertThat(BrokenPipe.is(new IOException(BrokenPipe.words()), BrokenPipe.words())).isTrue();
  }
}
