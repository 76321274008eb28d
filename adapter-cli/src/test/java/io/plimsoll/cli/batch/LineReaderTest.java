package io.plimsoll.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  private static final int MOST = LineReader.LONGEST_LINE_BYTES;

  private static List<String> read(InputStream in) throws IOException {
    LineReader reader = new LineReader(in);
    List<String> lines = new ArrayList<>();
    for (Line line = reader.next(); line != null; line = reader.next()) {
      lines.add(
          line.number()
              + (line.tooLong()
                  ? " too long " + line.length()
                  : ":" + new String(line.bytes(), StandardCharsets.ISO_8859_1)));
    }
    return lines;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void anEmptyStreamHasNoLines() throws IOException {
    assertThat(read(stream(""))).isEmpty();
  }

  @Test
  void lineEndsOfBothKindsAndAMissingLastOneAreTaken() throws IOException {
    assertThat(read(stream("a\nb\r\nc"))).containsExactly("1:a", "2:b", "3:c");
  }

  @Test
  void blankLinesCountAndAreNotTold() throws IOException {
    assertThat(read(stream("\n\r\n  \t\na\n\n"))).containsExactly("4:a");
  }

  @Test
  void aByteOrderMarkIsTakenOffTheBeginningOnly() throws IOException {
    assertThat(read(stream("\u00ef\u00bb\u00bfa\n\u00ef\u00bb\u00bfb")))
        .containsExactly("1:a", "2:\u00ef\u00bb\u00bfb");
    assertThat(read(stream("\u00ef\u00bb\u00bf"))).isEmpty();
  }

  @Test
  void theLongestLineIsReadAndOneByteMoreIsNot() throws IOException {
    String longest = "x".repeat(MOST);
    assertThat(read(stream(longest + "\r\ny"))).containsExactly("1:" + longest, "2:y");
    assertThat(read(stream(longest + "z\ny"))).containsExactly("1 too long " + (MOST + 1), "2:y");
  }

  @Test
  void aHugeLineIsSkippedWithoutBeingHeld() throws IOException {
    InputStream huge =
        new InputStream() {
          private long left = 300_000_000L;

          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] bytes, int from, int count) {
            int some = (int) Math.min(left, count);
            left -= some;
            java.util.Arrays.fill(bytes, from, from + some, (byte) 'x');
            return some == 0 ? -1 : some;
          }
        };
    assertThat(read(new SequenceInputStream(huge, stream("\nb\n"))))
        .containsExactly("1 too long 300000000", "2:b");
  }

  @Test
  void aStreamThatGivesOneByteAtATimeIsReadTheSame() throws IOException {
    InputStream slow =
        new java.io.FilterInputStream(stream("ab\r\n\ncd")) {
          @Override
          public int read(byte[] bytes, int from, int count) throws IOException {
            return super.read(bytes, from, 1);
          }
        };
    assertThat(read(slow)).containsExactly("1:ab", "3:cd");
  }
}
