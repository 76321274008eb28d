package io.plimsoll.process.orphan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.process.orphan.Notes.Known;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NotesTest {

  /** What lines look like. */
  private static final String NUMBER = "([0-9]{1,18})";

  private static final Pattern FIRST =
      Pattern.compile(
          "plimsoll-leases 1 ([0-9]{1,9}) " + NUMBER + " ([0-9a-fA-F-]{1,64})( (/[^\\x00]*))?");
  private static final Pattern OTHERS =
      Pattern.compile(
          "|W [0-9]{1,9} "
              + NUMBER
              + "|S [0-9a-zA-Z-]{1,90} [0-9]{1,9} "
              + NUMBER
              + " [^\\x00-\\x1f]*|[EK] [0-9a-zA-Z-]{1,90}");

  private static final String FULL =
      "plimsoll-leases 1 4711 123456789012345678 0a1B-2c /sys/fs/cgroup/a b";

  @Test
  void whatARuntimeWroteIsReadBack() throws IOException {
    Notes notes =
        Notes.parse(
            Notes.header(4711, 99, "0a-1b", Optional.of(Path.of("/sys/fs/cgroup/of us")))
                + "\nW 12 34\nS s-1 100 200 sleep\nS s-2 101 201 two words\nS s-3 102 202 \nE s-1\nK s-2\nS cut of");
    assertThat(notes.owner()).isEqualTo(new Known(4711, 99));
    assertThat(notes.boot()).isEqualTo("0a-1b");
    assertThat(notes.group()).contains(Path.of("/sys/fs/cgroup/of us"));
    assertThat(notes.sentinel()).isEqualTo(new Known(12, 34));
    assertThat(notes.live()).isEqualTo(Map.of("s-2", "two words", "s-3", ""));
    assertThat(notes.kept()).containsExactly("s-2");
    assertThat(notes.odd()).isZero();
  }

  @Test
  void whoseTheyAreIsSaidByTheFirstLineOrNotAtAll() throws IOException {
    assertThat(Notes.parse("plimsoll-leases 1 1 2 f\n").group()).isEmpty();
    for (String line :
        List.of(
            "",
            "plimsoll-leases 2 1 2 f",
            "plimsoll-leases 1 1 2 f ",
            "plimsoll-leases 1 1 2 f no/folder",
            "plimsoll-leases 1 1 2 f /a\0b",
            "plimsoll-leases 1 1 2 g",
            "plimsoll-leases 1 1 2 " + "f".repeat(65),
            "plimsoll-leases 1 1234567890 2 f",
            "plimsoll-leases 1 1 1234567890123456789 f",
            "plimsoll-leases 1 -1 2 f",
            " plimsoll-leases 1 1 2 f")) {
      assertThatThrownBy(() -> Notes.parse(line + "\n"))
          .as(line)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("line 1");
    }
    assertThatThrownBy(() -> Notes.parse("plimsoll-leases 1 1 2 f"))
        .as("without its end")
        .isInstanceOf(IOException.class);
  }

  /** What is changed at random is taken where the form allows it, and only there. */
  @Test
  void linesAreTakenExactlyWhereTheyHaveTheForm() {
    Random random = new Random(7);
    List<String> lines = List.of("W 12 345", "S a-Z9 1 2 sh -c", "E a-1", "K " + "k".repeat(90));
    int fits = 0;
    for (int i = 0; i < 20_000; i++) {
      String first = i % 4 == 0 ? changed(FULL, random) : FULL;
      String line = changed(lines.get(random.nextInt(lines.size())), random);
      boolean isOwned = FIRST.matcher(first).matches();
      boolean isLine = OTHERS.matcher(line).matches();
      fits += isOwned && isLine ? 1 : 0;
      assertThat(odd(first + "\n" + line + "\n"))
          .as("%s / %s", first, line)
          .isEqualTo(!isOwned ? -1 : isLine ? 0 : 1);
    }
    assertThat(fits).isBetween(2_000, 18_000);
  }

  private static String changed(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int n = random.nextInt(3); n > 0; n--) {
      int at = random.nextInt(changed.length());
      char c = "0123456789abfgzAZ- /WSEK\t\0\u00e4".charAt(random.nextInt(27));
      switch (random.nextInt(3)) {
        case 0 -> changed.setCharAt(at, c);
        case 1 -> changed.insert(at, c);
        default -> changed.deleteCharAt(at);
      }
    }
    return changed.toString();
  }

  private static int odd(String text) {
    try {
      return Notes.parse(text).odd();
    } catch (IOException e) {
      return -1;
    }
  }
}
