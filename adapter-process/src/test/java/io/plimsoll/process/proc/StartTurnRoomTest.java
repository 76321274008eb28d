package io.plimsoll.process.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where descriptors lack, no start is begun. */
@Timeout(60)
class StartTurnRoomTest {

  @Test
  void aStartThatLacksDescriptorsClosesNoneThatIsNotItsOwn() throws Exception {
    int most = StartTurn.ROOM + 2;

    List<String> said = Shortage.run(Shortage.class, Integer.toString(most));

    assertThat(said).hasSize(most + 1);
    assertThat(said.subList(0, StartTurn.ROOM))
        .allMatch(line -> line.startsWith("Too many open files"));
    assertThat(said.subList(StartTurn.ROOM, most + 1)).containsOnly("left with 0");
  }
}
