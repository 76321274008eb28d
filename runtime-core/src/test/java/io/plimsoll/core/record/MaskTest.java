package io.plimsoll.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No secret stays in a text, however it got there. */
class MaskTest {

  private static final String KEY = "k3y-0f-0urs";
  private static final Mask MASK = Mask.of(Map.of("API_KEY", KEY, "HOME", "/home/somebody"));

  @Test
  void valuesOfSecretVariablesAreTakenOutAndOthersStay() {
    assertThat(MASK.of("with " + KEY + " in /home/somebody, and " + KEY))
        .isEqualTo("with (redacted) in /home/somebody, and (redacted)");
    assertThat(MASK.of("nothing of that")).isEqualTo("nothing of that");
    assertThat(MASK.of("")).isEmpty();
  }

  @Test
  void argumentsAndVariablesOfACommandAreTakenOutAndItsProgramStays() {
    Command command = Command.of("/usr/bin/tool", "--user=me", "short");
    command =
        command.environment(
            command.environment().with("DB_PASSWORD", "gehe1m-gehe1m").with("PLACE", "somewhere"));
    Mask mask = MASK.with(command);
    assertThat(mask.of("/usr/bin/tool --user=me short somewhere gehe1m-gehe1m " + KEY))
        .isEqualTo("/usr/bin/tool (redacted) short somewhere (redacted) (redacted)");
  }

  @Test
  void valuesOfFewerThanEightBytesStay() {
    Mask mask = Mask.of(Map.of("A_KEY", "seven77", "B_KEY", "eight888", "C_KEY", "süßße"));
    assertThat(mask.of("seven77 eight888 süßße")).isEqualTo("seven77 (redacted) (redacted)");
  }

  @Test
  void secretsThatOverlapLeaveNothingOfEither() {
    Mask mask =
        Mask.of(Map.of("A_KEY", "abcdefgh1234", "B_KEY", "1234ijklmnop", "C_KEY", "efgh1234"));
    assertThat(mask.of("<abcdefgh1234ijklmnop>")).isEqualTo("<(redacted)>");
    assertThat(Mask.of(Map.of("A_KEY", "ababababa")).of("<abababababa>")).isEqualTo("<(redacted)>");
  }

  @Test
  void theBeginningOfOneBeforeACutIsTakenOut() {
    assertThat(MASK.of("ran tool k3y-0f... and k3y-... and k3y-0f-0urs..."))
        .isEqualTo("ran tool (redacted)... and (redacted)... and (redacted)...");
    assertThat(MASK.of("k3y-...")).isEqualTo("(redacted)...");
    assertThat(MASK.of("k3y... k3y-0f")).as("too short to tell").isEqualTo("k3y... k3y-0f");
    assertThat(MASK.of("...")).isEqualTo("...");
    assertThat(MASK.of("nothing of it...")).isEqualTo("nothing of it...");
  }

  @Test
  void whatIsShownWithEscapesIsTakenOutToo() {
    Mask mask = Mask.of(Map.of("PEM_KEY", "line one\nline two"));
    assertThat(mask.of("got line one\nline two")).isEqualTo("got (redacted)");
    assertThat(mask.of("got line one\\u000aline two!")).isEqualTo("got (redacted)!");
  }

  @Test
  void noSecretStaysWhereverItStands() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      List<String> secrets = new ArrayList<>();
      for (int j = 0; j < 3; j++) {
        secrets.add(letters(random, 8 + random.nextInt(6)));
      }
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < 6; j++) {
        text.append(random.nextBoolean() ? secrets.get(random.nextInt(3)) : letters(random, 4));
      }
      String shown =
          Mask.of(Map.of("A_KEY", secrets.get(0), "B_KEY", secrets.get(1), "C_KEY", secrets.get(2)))
              .of(text.toString());
      assertThat(shown.replace("(redacted)", "|"))
          .as("%s in %s", secrets, text)
          .doesNotContain(secrets);
    }
  }

  private static String letters(Random random, int length) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < length; i++) {
      letters.append((char) ('a' + random.nextInt(2)));
    }
    return letters.toString();
  }

  @Test
  void aLongArgumentIsNoBurdenOnTextsThatAreCut() {
    Mask mask = MASK.with(Command.of("sh", "-c", "x".repeat(100_000)));
    String text = "xxxxxxxx... ".repeat(20);
    String shown = text;
    for (int i = 0; i < 200; i++) {
      shown = mask.of(text);
    }
    assertThat(shown).isEqualTo("(redacted)... ".repeat(20));
  }
}
