package io.plimsoll.core.growth;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Maker;
import io.plimsoll.growth.Gauge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallStackTest {

  private static StackTraceElement call(String type, int line) {
    return new StackTraceElement(type, "call", type.substring(type.lastIndexOf('.') + 1), line);
  }

  private static List<String> told(StackTraceElement... calls) {
    return CallStack.of(calls).frames().get();
  }

  @Test
  void callsOfTheRuntimeAndTheJdkAreLeftOutBeforeThoseOfWhoCalled() {
    assertThat(
            told(
                call("java.lang.Thread", 1),
                call("io.plimsoll.pool.Core", 2),
                call("com.example.Import", 3),
                call("java.util.ArrayList", 4),
                call("io.plimsoll.pool.Core", 5)))
        .containsExactly(
            "com.example.Import.call(Import:3)",
            "java.util.ArrayList.call(ArrayList:4)",
            "io.plimsoll.pool.Core.call(Core:5)");
  }

  @Test
  void theCommandLineIsSomebodyWhoCalls() {
    assertThat(told(call("io.plimsoll.core.Due", 1), call("io.plimsoll.cli.Main", 2)))
        .containsExactly("io.plimsoll.cli.Main.call(Main:2)");
  }

  @Test
  void whatOnlySoundsAlikeIsSomebodyWhoCalls() {
    assertThat(
            Stream.of(
                "io.plimsoll.verification.leaks.Planted",
                "io.plimsollish.A",
                "javafx.application.Application",
                "jdkextras.A",
                "javaxes.A",
                "sunny.A",
                "com.sunny.A",
                "com.example.A"))
        .noneMatch(CallStack::isPlumbing);
    assertThat(
            Stream.of(
                "io.plimsoll.pool.Core",
                "java.lang.Thread",
                "javax.management.MBeanServer",
                "jdk.internal.misc.Unsafe",
                "sun.misc.Unsafe",
                "com.sun.proxy.$Proxy7"))
        .allMatch(CallStack::isPlumbing);
  }

  private static List<String> behind(int plumbing) {
    List<StackTraceElement> calls =
        new ArrayList<>(Collections.nCopies(plumbing, call("java.lang.A", 1)));
    calls.add(call("com.example.Import", 2));
    return told(calls.toArray(StackTraceElement[]::new));
  }

  @Test
  void whoIsNotAmongTheFirstIsNotLookedFor() {
    assertThat(behind(CallStack.LEFT_OUT - 1)).containsExactly("com.example.Import.call(Import:2)");
    assertThat(behind(CallStack.LEFT_OUT))
        .hasSize(CallStack.DEPTH)
        .containsOnly("java.lang.A.call(A:1)");
  }

  @Test
  void whereThereAreNoOthersTheyStay() {
    assertThat(told(call("jdk.internal.misc.Unsafe", 1), call("java.lang.Thread", 2)))
        .containsExactly(
            "jdk.internal.misc.Unsafe.call(Unsafe:1)", "java.lang.Thread.call(Thread:2)");
    assertThat(told()).isEmpty();
  }

  @Test
  void whatNotesABirthAndClassesWithoutALastingNameAreNeverTold() {
    assertThat(
            told(
                call("io.plimsoll.core.growth.BirthPlaces$Counting", 1),
                call("io.plimsoll.bootstrap.RuntimeThreads", 2),
                call("com.example.A$$Lambda$7/0x00007f3664000a08", 3)))
        .containsExactly("io.plimsoll.bootstrap.RuntimeThreads.call(RuntimeThreads:2)");
  }

  @Test
  void whatIsNotKnownOfACallIsSaid() {
    assertThat(
            told(
                new StackTraceElement("com.example.A", "a", null, -2),
                new StackTraceElement("com.example.B", "b", null, -1),
                new StackTraceElement("com.example.C", "c", "C.java", -1)))
        .containsExactly(
            "com.example.A.a(Native Method)",
            "com.example.B.b(Unknown Source)",
            "com.example.C.c(C.java)");
  }

  @Test
  void ofADeepStackTheInnermostAreKept() {
    StackTraceElement[] calls =
        Stream.iterate(1, line -> line + 1)
            .limit(500)
            .map(line -> call("com.example.A", line))
            .toArray(StackTraceElement[]::new);
    assertThat(told(calls)).hasSize(CallStack.DEPTH).startsWith("com.example.A.call(A:1)");
    StackTraceElement[] ours =
        Stream.iterate(1, line -> line + 1)
            .limit(500)
            .map(line -> call("java.lang.A", line))
            .toArray(StackTraceElement[]::new);
    assertThat(told(ours)).hasSize(CallStack.DEPTH);
    BirthPlaces places = new BirthPlaces(1);
    places.second(List.of());
    Maker.deep(places.of("handles"), 300);
    assertThat(places.of(Gauge.count("handles", ""), 1).get(0).frames())
        .hasSize(CallStack.DEPTH)
        .allMatch("com.example.Maker.deep(Maker.java:21)"::equals);
  }

  @Test
  void anotherClassMethodLineOrOrderIsAnotherPlace() {
    StackTraceElement a = call("com.example.A", 1);
    assertThat(
            Stream.of(
                    new StackTraceElement[] {a},
                    new StackTraceElement[] {call("com.example.A", 2)},
                    new StackTraceElement[] {call("com.example.B", 1)},
                    new StackTraceElement[] {new StackTraceElement("com.example.A", "b", "A", 1)},
                    new StackTraceElement[] {a, call("com.example.B", 1)},
                    new StackTraceElement[] {call("com.example.B", 1), a},
                    new StackTraceElement[] {a, a})
                .map(calls -> CallStack.of(calls).mark())
                .distinct())
        .hasSize(7);
    assertThat(
            IntStream.range(0, 1_000)
                .mapToObj(i -> new StackTraceElement[] {call("com.example.Class" + i, 1)})
                .map(calls -> CallStack.of(calls).mark())
                .distinct())
        .hasSize(1_000);
    assertThat(CallStack.of(new StackTraceElement[] {a}).mark())
        .isEqualTo(CallStack.of(new StackTraceElement[] {call("com.example.A", 1)}).mark());
  }
}
