package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.OutputLine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

  private static final int MOST = OutputLine.LONGEST_BYTES;

  private static List<OutputLine> split(byte[] all, Random random) {
    LineSplitter splitter = new LineSplitter();
    List<OutputLine> lines = new ArrayList<>();
    for (int at = 0; at < all.length; ) {
      int n = Math.min(all.length - at, 1 + random.nextInt(random.nextBoolean() ? 9 : MOST));
      splitter.feed(ByteBuffer.wrap(all, at, n));
      at += n;
      take(splitter, lines, false);
    }
    take(splitter, lines, true);
    assertThat(splitter.isEmpty()).isTrue();
    return lines;
  }

  private static void take(LineSplitter splitter, List<OutputLine> lines, boolean atEnd) {
    for (OutputLine line = splitter.next(atEnd); line != null; line = splitter.next(atEnd)) {
      lines.add(line);
    }
  }

  @Test
  void noCharacterIsLostOrCutHoweverTheBytesCome() {
    String[] parts = {"a", "é", "€", "😀", "\n", "plain text ", "\n\n", "x".repeat(70_000)};
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append(parts[random.nextInt(parts.length)].repeat(1 + random.nextInt(3)));
      }
      StringBuilder joined = new StringBuilder();
      for (OutputLine line : split(text.toString().getBytes(StandardCharsets.UTF_8), random)) {
        assertThat(line.text().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(MOST);
        joined.append(line.text()).append(line.complete() ? "\n" : "");
      }
      assertThat(joined.toString().equals(text.toString())).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void aLineOfJustTheLongestLengthIsComplete() {
    byte[] line = ("x".repeat(MOST) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] exact = ("x".repeat(MOST) + "\n").getBytes(StandardCharsets.US_ASCII);

    assertThat(split(exact, new Random(1))).hasSize(1).allMatch(OutputLine::complete);
    assertThat(split(line, new Random(1))).extracting(OutputLine::complete).last().isEqualTo(true);
  }
}
