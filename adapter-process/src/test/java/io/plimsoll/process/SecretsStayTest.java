package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.Environment;
import org.junit.jupiter.api.Test;

class SecretsStayTest {

  /** Half of a surrogate pair has no bytes in any encoding. */
  private static final String HALF = "\ud800";

  private static String refusal(String name) {
    Command command =
        Command.of("true").environment(Environment.inherit().with(name, "hush" + HALF));
    try {
      new StartCheck(System.getenv("PATH")).check(command);
    } catch (StartRefused e) {
      return e.failure().words();
    }
    throw new AssertionError("not refused");
  }

  @Test
  void aSecretThatCannotBeEncodedIsNotShown() {
    assertThat(refusal("PLAIN")).contains("the variable PLAIN ('hush");
    assertThat(refusal("API_TOKEN")).contains("the variable API_TOKEN").doesNotContain("hush");
  }
}
