package io.plimsoll.core.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.growth.BirthPlace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadPlacesTest {

  private final Map<Thread, StackTraceElement[]> threads = new LinkedHashMap<>();

  private Thread thread(String name, String type) {
    Thread thread = new Thread(() -> {}, name);
    threads.put(
        thread,
        new StackTraceElement[] {
          new StackTraceElement("jdk.internal.misc.Unsafe", "park", "Unsafe.java", -2),
          new StackTraceElement(type, "await", "Import.java", 17)
        });
    return thread;
  }

  @Test
  void threadsAreGroupedByTheirNamesWithoutNumbersAndByTheirFirstCall() {
    for (int i = 0; i < 12; i++) {
      thread("import-" + i + "-worker-" + i * 7, "com.example.Import");
    }
    for (int i = 0; i < 3; i++) {
      thread("import-" + i + "-worker-1", "com.example.Export");
    }
    thread("main", "com.example.Import");
    String at = "com.example.%s.await(Import.java:17)";
    assertThat(ThreadPlaces.of(threads, thread -> false))
        .containsExactly(
            place("import-#-worker-#", 12, at.formatted("Import")),
            place("import-#-worker-#", 3, at.formatted("Export")),
            place("main", 1, at.formatted("Import")));
  }

  private static BirthPlace place(String name, long count, String call) {
    return new BirthPlace("threads by name", name, count, List.of(call));
  }

  @Test
  void thoseThatAreToldOtherwiseAreLeftOut() {
    Thread own = thread("own", "com.example.Import");
    thread("other", "com.example.Import");
    assertThat(ThreadPlaces.of(threads, own::equals))
        .extracting(BirthPlace::owner)
        .containsExactly("other");
  }

  @Test
  void oneThatHasJustEndedIsInNoCall() {
    threads.put(new Thread("gone"), new StackTraceElement[0]);
    assertThat(ThreadPlaces.of(threads, thread -> false).get(0).frames()).isEmpty();
  }

  @Test
  void onlyTheMostAreToldAndLongNamesAreCut() {
    for (char letter = 'a'; letter < 'z'; letter++) {
      thread(String.valueOf(letter).repeat(200), "com.example.Import");
    }
    assertThat(ThreadPlaces.of(threads, thread -> false))
        .hasSize(BirthPlaces.TOLD)
        .allSatisfy(place -> assertThat(place.owner()).hasSize(83).endsWith("..."));
  }

  @Test
  void aNameOfEightyLettersIsToldWhole() {
    thread("a".repeat(80), "com.example.Import");
    thread("b".repeat(81), "com.example.Import");
    assertThat(ThreadPlaces.of(threads, thread -> false))
        .extracting(BirthPlace::owner)
        .containsExactly("a".repeat(80), "b".repeat(80) + "...");
  }
}
