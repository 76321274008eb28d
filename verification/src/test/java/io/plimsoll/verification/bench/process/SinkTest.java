package io.plimsoll.verification.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SinkTest {

  @Test
  void allIsCountedAndTheFirstIsKept() {
    Sink sink = new Sink();
    byte[] chunk = new byte[100_000];
    for (int i = 0; i < 3; i++) {
      sink.write(chunk, 0, chunk.length);
    }
    sink.write(1);
    assertThat(sink.bytes()).isEqualTo(300_001);
    assertThat(sink.keptBytes()).isEqualTo(131_072);
  }

  @Test
  void anotherStatusOrLengthIsOtherWork() throws Exception {
    Ended ended = new Ended(0, 9, "");
    assertThat(ended.expect(9)).isSameAs(ended);
    assertThatThrownBy(() -> ended.expect(8)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new Ended(1, 9, "").expect(9))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("status 1");
  }
}
