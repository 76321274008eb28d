package io.plimsoll.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProveTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int prove(String... arguments) {
    return Prove.run(
        List.of(arguments),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aProofThatHoldsLeavesWithZeroAndSaysSoInItsLastLine(@TempDir Path folder) throws Exception {
    Path json = folder.resolve("figures.json");
    assertThat(prove("simulate", "--seeds", "5", "--seed=8", "--json", json.toString())).isZero();
    assertThat(out().lines().reduce((a, b) -> b).orElseThrow())
        .startsWith("simulate: held, 5 seeds, 300 steps, 0 violations");
    assertThat(Files.readString(json)).contains("\"held\":true", "\"seeds\":5", "\"violations\":0");
    assertThat(err()).isEmpty();
  }

  @Test
  void usageErrorsLeaveWith125AndNameValueRuleAndRemedy() {
    assertThat(prove("simulate", "--seeds", "many")).isEqualTo(125);
    assertThat(err()).contains("--seeds", "many", "must be a whole number", "try");
    assertThat(prove("simulate", "--seeds")).isEqualTo(125);
    assertThat(prove("simulate", "--sedes", "4")).isEqualTo(125);
    assertThat(err()).contains("--sedes", "known are --json --quick --seed --seeds --steps");
    assertThat(prove("simulate", "--quick=yes")).isEqualTo(125);
    assertThat(prove("servers", "--server", "mysql")).isEqualTo(125);
    assertThat(err()).contains("--server: is 'mysql'; must be one of [postgres, redis]; try");
    assertThat(prove("nothing")).isEqualTo(125);
    assertThat(prove()).isEqualTo(125);
    assertThat(out()).isEmpty();
  }

  @Test
  void helpIsGivenForAllAndForEach() {
    assertThat(prove("--help")).isZero();
    assertThat(prove("simulate", "--help")).isZero();
    assertThat(out()).contains("usage: prove NAME", "--seeds N", "--quick");
  }
}
