package com.example.csvevents;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.command.Command;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.EventSink;
import io.plimsoll.port.RuntimeEvent;
import io.plimsoll.port.Threads;
import io.plimsoll.port.Ticker;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events arrive in files that are bounded, and the loop does not wait for them. */
@Timeout(60)
class CsvEventsTest {

  private static final long SIZE = 64 << 10;

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("events.csv");
  }

  private CsvEvents sink(int older) {
    return new CsvEvents(new CsvSettings(file(), SIZE, older), Threads.uncounted());
  }

  private static RuntimeEvent event(long sequence, String words) {
    return new RuntimeEvent(sequence, Instant.EPOCH, "lease", "live", "launch", words);
  }

  /** Reads what RFC 4180 describes: records of fields, in quotes or not. */
  private static List<List<String>> parsed(String text) {
    List<List<String>> records = new ArrayList<>();
    List<String> record = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\r')) {
        record.add(field.toString());
        field.setLength(0);
      } else if (!quoted && c == '\n') {
        records.add(List.copyOf(record));
        record.clear();
      } else {
        field.append(c);
      }
    }
    assertThat(quoted || !record.isEmpty() || field.length() > 0).as("cut off").isFalse();
    return records;
  }

  private static List<List<String>> read(Path file) throws Exception {
    return parsed(Files.readString(file));
  }

  @Test
  void whatIsWrittenIsReadAsItWas() throws Exception {
    List<String> words =
        List.of("plain", "a,b", "say \"no\"", "two\r\nlines", "\"", "", " spaces ", "größer");
    try (CsvEvents sink = sink(0)) {
      for (int i = 0; i < words.size(); i++) {
        sink.on(event(i + 1, words.get(i)));
      }
    }
    List<List<String>> records = read(file());
    assertThat(records.get(0)).containsExactly("sequence", "at", "lease", "phase", "what", "words");
    assertThat(records.subList(1, records.size()))
        .extracting(each -> each.get(5))
        .containsExactlyElementsOf(words);
    assertThat(records.get(1))
        .containsExactly("1", "1970-01-01T00:00:00Z", "lease", "live", "launch", "plain");
  }

  @Test
  void anotherSessionGoesOnInTheSameFile() throws Exception {
    for (int session = 1; session <= 2; session++) {
      try (CsvEvents sink = sink(0)) {
        sink.on(event(session, "x"));
      }
    }
    assertThat(read(file())).extracting(each -> each.get(0)).containsExactly("sequence", "1", "2");
  }

  @Test
  void filesAreBoundedInSizeAndNumber() throws Exception {
    int events = 4_000;
    try (CsvEvents sink = sink(2)) {
      for (int i = 1; i <= events; i++) {
        sink.on(event(i, "x".repeat(100)));
      }
    }
    List<Path> files =
        List.of(folder.resolve("events.csv.2"), folder.resolve("events.csv.1"), file());
    try (var all = Files.list(folder)) {
      assertThat(all).containsExactlyInAnyOrderElementsOf(files);
    }
    List<Long> sequences = new ArrayList<>();
    for (Path each : files) {
      assertThat(Files.size(each)).isLessThanOrEqualTo(SIZE);
      List<List<String>> records = read(each);
      assertThat(records.get(0).get(0)).isEqualTo("sequence");
      records.stream().skip(1).forEach(record -> sequences.add(Long.parseLong(record.get(0))));
    }
    assertThat(sequences.get(sequences.size() - 1)).isEqualTo(events);
    for (int i = 1; i < sequences.size(); i++) {
      assertThat(sequences.get(i)).isEqualTo(sequences.get(i - 1) + 1);
    }
  }

  @Test
  void anEventThatIsTooLongIsCut() throws Exception {
    try (CsvEvents sink = sink(0)) {
      sink.on(event(1, "\"".repeat(1_000_000)));
      sink.on(event(2, "next"));
    }
    assertThat(read(file()).get(1).get(5)).hasSize(Row.LONGEST_FIELD);
    assertThat(read(file()).get(2).get(5)).isEqualTo("next");
  }

  private static boolean isOpening() {
    return Thread.getAllStackTraces().values().stream()
        .anyMatch(
            stack ->
                Stream.of(stack)
                    .anyMatch(
                        frame ->
                            frame.getClassName().equals(CsvFile.class.getName())
                                && frame.getMethodName().equals("open")));
  }

  /** A pipe that nobody reads holds the writer back as a disk that hangs would. */
  @Test
  void theLoopIsNotHeldBackAndWhatIsDroppedIsCounted() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CsvEvents sink = new CsvEvents(new CsvSettings(pipe, 1L << 30, 0), Threads.uncounted());
    sink.on(event(1, "the writer takes this one and hangs"));
    await("it hangs", CsvEventsTest::isOpening);
    int more = CsvEvents.MOST_WAITING + 1_000;
    long begun = System.nanoTime();
    for (int i = 0; i < more; i++) {
      sink.on(event(i + 2, "x"));
    }
    assertThat(System.nanoTime() - begun).isLessThan(10_000_000_000L);
    assertThat(sink.dropped()).isEqualTo(1_000);
    Thread closer = new Thread(sink::close);
    closer.start();
    String all;
    try (InputStream reader = Files.newInputStream(pipe)) {
      all = new String(reader.readAllBytes(), StandardCharsets.UTF_8);
    }
    closer.join();
    List<List<String>> records = parsed(all);
    assertThat(records.stream().filter(each -> each.get(4).equals("dropped")))
        .singleElement()
        .satisfies(
            row -> assertThat(row.get(5)).startsWith(sink.dropped() + " events came faster"));
    assertThat(records).hasSize(1 + 1 + more + 1 - (int) sink.dropped());
  }

  @Test
  void aFileThatCannotBeWrittenCostsOnlyItsEvents() throws Exception {
    CsvSettings nowhere = new CsvSettings(folder.resolve("none").resolve("x.csv"), SIZE, 0);
    try (CsvEvents sink = new CsvEvents(nowhere, Threads.uncounted())) {
      sink.on(event(1, "x"));
      await("it is counted", () -> sink.dropped() == 1);
      Files.createDirectory(folder.resolve("none"));
      sink.on(event(2, "y"));
    }
    assertThat(read(nowhere.file()))
        .extracting(each -> each.get(4))
        .containsExactly("what", "dropped", "launch");
  }

  @Test
  void theEventsOfARuntimeArrive() throws Exception {
    try (CsvEvents sink = sink(0);
        Plimsoll plimsoll =
            Plimsoll.start(
                Settings.of(Map.of("state.folder", folder.resolve("state").toString())), sink)) {
      assertThat(plimsoll.run(Command.of("true")).succeeded()).isTrue();
    }
    List<List<String>> records = read(file());
    assertThat(records).extracting(each -> each.get(4)).contains("launch", "end");
    assertThat(records).allMatch(each -> each.size() == 6);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("plimsoll-csv-events"));
  }

  @Test
  void theAdapterMakesItFromSettingsAndNamesAllThatIsWrong() throws Exception {
    AdapterContext context =
        new AdapterContext(
            "test", Ticker.system(), Map.of("file", file().toString(), "size", "64k"));
    EventSink sink = new CsvEventsAdapter().eventSink(context).orElseThrow();
    sink.on(event(1, "x"));
    assertThat(sink).isInstanceOf(CsvEvents.class);
    ((CsvEvents) sink).close();
    assertThat(read(file())).hasSize(2);
    assertThatThrownBy(
            () ->
                new CsvEventsAdapter()
                    .eventSink(context.settings(Map.of("size", "1k", "files", "many"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("csv.file: is not set; must be a file")
        .hasMessageContaining("csv.files: is 'many'; must be a number from 0 to 1000")
        .hasMessageContaining("csv.size: is 1k; must be at least 64k; try 1m");
  }
}
