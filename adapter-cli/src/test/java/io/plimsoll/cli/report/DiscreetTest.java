package io.plimsoll.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.report.LeakReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DiscreetTest {

  private static final Path EXAMPLE = Path.of("../docs/examples/report/leak-report.json");

  @Test
  void whatHoldsNoSecretStaysAsItIs() throws IOException {
    LeakReport report = ReportJson.read(EXAMPLE);
    assertThat(new Discreet(UnaryOperator.identity()).of(report)).isSameAs(report);
  }

  /** Also out of what is made of it, such as the headline. */
  @Test
  void aSecretIsTakenOutOfAllThatIsTold() throws IOException {
    LeakReport report = ReportJson.read(EXAMPLE);
    assertThat(report.text()).contains("leases of session/detect");
    LeakReport discreet = new Discreet(text -> text.replace("detect", "******")).of(report);
    assertThat(discreet.headline()).contains("leases of session/******");
    assertThat(ReportJson.text(discreet))
        .isEqualTo(ReportJson.text(report).replace("detect", "******"));
  }
}
