package io.plimsoll.verification.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.verification.chaos.Marked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a batch does where its memory is used up and no single tree is to blame. */
@Timeout(240)
class LoadLineAcceptanceTest {

  private static final String PLIMSOLL = LauncherTest.top().resolve("bin/plimsoll").toString();
  private static final int JOBS = 160;

  @TempDir private Path temp;
  private final Map<String, String> environment = new HashMap<>(System.getenv());

  @BeforeEach
  void keepStateHere() {
    environment.put("XDG_STATE_HOME", temp.resolve("state").toString());
    environment.put("LOADLINE_TEST", temp.toString());
  }

  private Started batch(String... more) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(PLIMSOLL, "batch", "--concurrency", "" + JOBS, "--timeout", "5m"));
    command.addAll(Arrays.asList(more));
    return Started.run(temp, environment, "", command);
  }

  /**
   * Each job is too small to be worth ending; together they are too many. All of them are ended,
   * the journal says so, the report says why, and later they run.
   */
  @Test
  void aBatchThatLeavesAtTheLineGoesOnLater() throws Exception {
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      jobs.add("{\"command\":[\"sh\",\"-c\",\"[ -e go ] || exec sleep 600\"]}");
    }
    Files.write(temp.resolve("jobs"), jobs);
    environment.put("PLIMSOLL_MEMORY_LIMIT", "300m");
    Started left = batch("--journal", "j", "jobs");

    assertThat(left.status()).as(left.err()).isEqualTo(75);
    assertThat(left.out().lines().filter(line -> line.contains("\"outcome\":\"shed\"")))
        .as(left.err())
        .isNotEmpty();
    Matcher report = Pattern.compile("report: (\\S+)").matcher(left.err());
    assertThat(report.find()).as(left.err()).isTrue();
    // By the third reading, or by the first where the third would have come too late.
    assertThat(Path.of(report.group(1)))
        .content()
        .contains("exit")
        .containsPattern("no tree helps|over the limit before that could be seen again");
    Started told = Started.run(temp, environment, "", List.of(PLIMSOLL, "report"));
    assertThat(told.status()).as(told.err()).isZero();
    assertThat(told.out())
        .startsWith("Stopped at the load line: ")
        .contains(" exit by runtime and trees: ", "\nload line of runtime and trees: ");
    Path page = Path.of(report.group(1).replace(".txt", ".html"));
    assertThat(page).content().contains("<h1>Stopped at the load line: ", "class=\"exit\"");
    assertThat(Marked.leftWithVariable("LOADLINE_TEST=" + temp, 7_000)).isZero();

    environment.remove("PLIMSOLL_MEMORY_LIMIT");
    Files.createFile(temp.resolve("go"));
    Started later = batch("--journal", "j", "--resume", "--retry-failed", "jobs");
    assertThat(later.status()).as(later.err()).isZero();
    assertThat(later.out().lines().filter(line -> line.contains("\"outcome\":\"succeeded\"")))
        .hasSize(JOBS);
  }
}
