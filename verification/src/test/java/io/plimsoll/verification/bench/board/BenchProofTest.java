package io.plimsoll.verification.bench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.verification.bench.Bench;
import io.plimsoll.verification.bench.Contest;
import io.plimsoll.verification.bench.Contestant;
import io.plimsoll.verification.bench.Fit;
import io.plimsoll.verification.bench.Goal;
import io.plimsoll.verification.bench.Hall;
import io.plimsoll.verification.bench.Sample;
import io.plimsoll.verification.proof.UsageException;
import io.plimsoll.verification.workload.Findings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class BenchProofTest {

  private static final Contestant PEER = new Contestant("peer", () -> Sample.of(4).with("MB", 9));
  private static final Contestant ABSENT =
      Contestant.absent("GNU parallel", "there is no parallel in PATH");
  private static final Contestant FAILS =
      new Contestant(
          "<b>fails</b>",
          () -> {
            throw new IOException("did 9 of 10 jobs & left");
          });

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
  private final Findings findings = new Findings(printed);

  /** A bench of one contest. */
  private record Fake(String name, Optional<String> lacking, Contest contest) implements Bench {

    Fake(String name, Contestant ours, Goal... goals) {
      this(
          name,
          Optional.empty(),
          new Contest("work", "ms", false, List.of(ours, PEER, ABSENT, FAILS), List.of(goals)));
    }

    @Override
    public String words() {
      return "what is tried";
    }

    @Override
    public List<Contest> contests(Hall hall) {
      return List.of(contest);
    }

    @Override
    public Optional<String> lacks(Hall hall) {
      return lacking;
    }
  }

  private static Contestant ours(double value) {
    return new Contestant("ours", () -> Sample.of(value).with("MB", 50));
  }

  private String hold(List<Bench> benches, String... arguments) throws Exception {
    BenchProof proof = new BenchProof(benches);
    Asked asked = Asked.of(List.of(arguments), benches.stream().map(Bench::name).toList());
    proof.hold(asked, new Hall(folder, folder, asked.quick()), findings, printed);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void peersThatFailOrAreAbsentAreToldAndNotCountedAndBreakNothing() throws Exception {
    String told =
        hold(
            List.of(
                new Fake("one", ours(5), Goal.atMost(2, "peer"), Goal.atMost(2, "GNU parallel"))));
    assertThat(findings.broken()).isEmpty();
    assertThat(told)
        .contains(
            "5 rounds, 1 before to warm up",
            "work: ms, less is better",
            "5.00 [5.00, 5.00]; MB 50.0",
            "4.00 [4.00, 4.00]; ours / it 1.25 [1.25, 1.25]; MB 9.00",
            "GNU parallel  not counted: is not here: there is no parallel in PATH",
            "<b>fails</b>  not counted: did 9 of 10 jobs & left",
            "goal: at most 2.0 x peer: 1.25, reached",
            "goal: at most 2.0 x GNU parallel: not judged");
  }

  @Test
  void aMissedGoalBreaksWithSubjectSeenAndBound() throws Exception {
    hold(List.of(new Fake("one", ours(5), Goal.atMost(1.2, "peer"), Goal.besideAtMost("MB", 48))));
    assertThat(findings.broken())
        .containsExactly(
            "one, work: expected at most 1.2 x peer; seen 1.25, bound 1.20",
            "one, work: expected MB at most 48.0; seen 50.0, bound 48.0");
  }

  @Test
  void shortRunsSaySoAndMissByAFactorOfTwo() throws Exception {
    String told =
        hold(
            List.of(new Fake("one", ours(5), Goal.atMost(0.7, "peer"), Goal.atMost(0.6, "peer"))),
            "--quick");
    assertThat(told)
        .contains(
            "bounds are widened by a factor of 2",
            "3 rounds, 1 before",
            "at most 0.7 x peer: 1.25, judged by 1.40, reached");
    assertThat(findings.broken())
        .containsExactly("one, work: expected at most 0.6 x peer; seen 1.25, bound 1.20");
  }

  @Test
  void whereOursFailsItIsBroken() throws Exception {
    hold(List.of(new Fake("one", FAILS, Goal.atMost(2, "peer"))));
    assertThat(findings.broken())
        .containsExactly("one, work: ours failed: did 9 of 10 jobs & left");
  }

  @Test
  void aBenchThatCannotBeHeldHereIsToldAndBreaksNothing() throws Exception {
    Fake lacks = new Fake("one", Optional.of("gcc in PATH"), new Fake("x", ours(1)).contest());
    assertThat(hold(List.of(lacks))).contains("not held here: there is no gcc in PATH");
    assertThat(findings.broken()).isEmpty();
    assertThat(Files.readString(page())).contains("Not held here: there is no gcc in PATH");
  }

  @Test
  void theJsonHasEverySampleAndAllThatIsJudged() throws Exception {
    Path json = folder.resolve("all.json");
    hold(
        List.of(new Fake("one", ours(5), Goal.atMost(1, "peer")), new Fake("two", ours(1))),
        "one",
        "--rounds",
        "7",
        "--json=" + json);
    JsonNode all = new ObjectMapper().readTree(json.toFile());
    assertThat(all.get("held").asBoolean()).isFalse();
    assertThat(all.get("broken").get(0).asText()).contains("expected at most 1.0 x peer");
    assertThat(all.get("command").asText()).startsWith("bin/prove bench one --rounds 7");
    assertThat(all.get("JDK").asText()).isNotEmpty();
    assertThat(all.get("benches")).hasSize(1);
    JsonNode contest = all.get("benches").get(0).get("contests").get(0);
    JsonNode first = contest.get("contestants").get(0);
    assertThat(first.get("samples")).hasSize(7);
    assertThat(first.get("samples").get(6).get("value").asDouble()).isEqualTo(5);
    assertThat(first.get("samples").get(6).get("beside").get("MB").asDouble()).isEqualTo(50);
    assertThat(contest.get("contestants").get(1).get("oursOverIt").get("median").asDouble())
        .isEqualTo(1.25);
    assertThat(contest.get("contestants").get(2).get("notCounted").asText())
        .contains("no parallel");
    assertThat(contest.get("goals").get(0).get("outcome").asText()).isEqualTo("missed");
  }

  @Test
  void thePageIsWellFormedShowsAllAndFetchesNothing() throws Exception {
    hold(
        List.of(
            new Fake("one", ours(5), Goal.atMost(1, "peer"), Goal.atMost(9, "GNU parallel")),
            new Fake("two", ours(500))));
    String page = Files.readString(page());
    assertThat(page)
        .contains(
            "1 goal missed",
            "&lt;b&gt;fails&lt;/b&gt;",
            "did 9 of 10 jobs &amp; left",
            "ours is 1.25 x it",
            "equal steps are equal factors",
            "not judged",
            "class=\"bound bad\"")
        .doesNotContain("<script", "src=", "href=", "url(", "http:", "https:", "NaN", "Infinity");
    // Each lane has a dot for each of the five rounds; ours twice, the peer twice; one is the key.
    assertThat(page.split("class=\"dot ", -1)).hasSize(1 + 4 * 5 + 1);
    String xml =
        page.substring(page.indexOf("<body>"))
            .replace("</html>", "")
            .replaceAll("&(?:#39|quot);", "'");
    javax.xml.parsers.DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new java.io.StringReader(xml)));
  }

  @Test
  void costsBySizeAreDrawnWithTheirLine() throws Exception {
    Contestant ours =
        new Contestant(
            "ours", () -> Fit.sample(Map.of(10, 12.0, 100, 102.0, 1_000, 1_002.0), "ms", "jobs"));
    hold(List.of(new Fake("one", ours, Goal.besideAtMost(Fit.DEVIATION, 1))));
    assertThat(findings.broken()).isEmpty();
    assertThat(Files.readString(page()))
        .contains("ours: 12.0 at 10, 102 at 100, 1,002 at 1000")
        .contains("class=\"line us\"")
        .doesNotContain("NaN");
    assertThat(Files.readString(page()).split("class=\"point us", -1)).hasSize(4);
  }

  private Path page() {
    return folder.resolve("verification/target/bench/index.html");
  }

  @Test
  void whatIsNoBenchIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> Asked.of(List.of("one", "pol", "gat"), List.of("one", "pool")))
        .isInstanceOf(UsageException.class)
        .hasMessage("pol, gat: is no bench; must be of one pool; try one");
    assertThatThrownBy(() -> Asked.of(List.of("--rounds", "0"), List.of("one")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--rounds: is '0'; must be a whole number from 1 to 1000");
    assertThatThrownBy(() -> Asked.of(List.of("--round", "4"), List.of("one")))
        .isInstanceOf(UsageException.class);
    Asked all = Asked.of(List.of("--seed", "9"), List.of("one", "pool"));
    assertThat(all.names()).containsExactly("one", "pool");
    assertThat(all.seed()).isEqualTo(9);
    assertThat(all.rounds()).isEmpty();
  }
}
