package io.plimsoll.verification.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.verification.proof.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptedTest {

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("accepted.txt"), content);
  }

  @Test
  void theReasonIsFoundByThePlaceAndTheChange() throws IOException {
    Accepted accepted =
        Accepted.read(file("# a comment\n\nDue.earlier | a change | Equivalent.\n"));
    assertThat(accepted.reasons())
        .containsExactly(java.util.Map.entry("Due.earlier | a change", "Equivalent."));
  }

  @Test
  void everyLineThatIsWrongIsNamedAtOnce() throws IOException {
    Path file =
        file("Due.earlier | no reason\nA.b | c | d\nA.b | c | again\nA.b | too | many | parts\n");
    assertThatThrownBy(() -> Accepted.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("line 1: must be CLASS.METHOD | CHANGE | REASON")
        .hasMessageContaining("line 3: stands there twice")
        .hasMessageContaining("line 4: must be");
  }

  @Test
  void aLineWithoutAReasonIsNoExcuse() throws IOException {
    Path file = file("Due.earlier | a change | \n");
    assertThatThrownBy(() -> Accepted.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("line 1");
  }
}
