package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.StartFailure.Kind;
import io.plimsoll.process.proc.Shortage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipeShortageTest {

  /** A pipe takes two; a third one shows which they are. */
  @Test
  void aPipeIsMadeAloneWhereMoreWouldTakeWhatAStartNeeds() throws Exception {
    List<String> said = Shortage.run(PipeShortage.class, "3", "17", "18", "20", "47", "48", "50");

    assertThat(said)
        .containsExactly(
            "false false",
            "false false",
            "true false",
            "true false",
            "true false",
            "true true",
            "true true");
  }

  @Test
  void whoLacksDescriptorsIsToldSo() throws Exception {
    for (String said : Shortage.run(PipeShortage.class, "0", "1", "2")) {
      assertThat(said).contains(Kind.EXHAUSTED.name(), "lacks descriptors", "Too many open files");
    }
  }
}
