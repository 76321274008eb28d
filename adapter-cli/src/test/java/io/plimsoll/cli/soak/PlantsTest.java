package io.plimsoll.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.Plimsoll;
import io.plimsoll.Scope;
import io.plimsoll.Settings;
import io.plimsoll.resource.PoolStats;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each leak leaves something with each step, its twin does not, and both let go of all. */
class PlantsTest {

  private static final int STEPS = 80;

  /** What a twin may keep, as its bound. */
  private static final int KEPT = 32;

  @TempDir Path folder;

  /** How much there is of what leaks. */
  private interface Count {
    long of(Plimsoll plimsoll, Path own) throws IOException;
  }

  private static Count count(Leak leak) {
    return switch (leak) {
      case SCOPES -> (plimsoll, own) -> plimsoll.health().scopes();
      case HANDLES -> (plimsoll, own) -> plimsoll.pools().stream().mapToLong(PoolStats::lent).sum();
      case QUEUE -> (plimsoll, own) -> plimsoll.health().queued() + plimsoll.health().live();
      case THREADS -> (plimsoll, own) -> threads();
      case DESCRIPTORS -> (plimsoll, own) -> descriptors(own);
      case JOURNAL -> (plimsoll, own) -> Files.size(own.resolve("journal")) >> 16;
      case BUFFERS -> (plimsoll, own) -> buffers();
      default -> throw new IllegalArgumentException(leak + " cannot be counted from outside");
    };
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("planted-listener"))
        .count();
  }

  private static long descriptors(Path own) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(each -> target(each).startsWith(own.toString())).count();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }

  private static long buffers() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getCount)
        .sum();
  }

  private record Left(long afterSteps, long afterClose) {}

  private Left left(Leak leak, boolean healthy) throws Exception {
    Path own = Files.createDirectory(folder.resolve(healthy ? "healthy" : "leak"));
    Settings settings =
        Settings.of(
            Map.of("process.concurrency", "2", "state.folder", folder.resolve("state").toString()));
    try (Plimsoll plimsoll = Plimsoll.start(settings)) {
      Scope scope = plimsoll.scope("soak");
      Plant plant = new Leak.Choice(leak, healthy).plant(new Ground(plimsoll, scope, own));
      long before = count(leak).of(plimsoll, own);
      for (int i = 0; i < STEPS; i++) {
        plant.step();
      }
      long after = settled(leak, healthy, plimsoll, own, before);
      plant.end();
      scope.close();
      return new Left(after, count(leak).of(plimsoll, own) - before);
    }
  }

  /** The counts of a runtime are of its last decision, which may be a moment old. */
  private static long settled(Leak leak, boolean healthy, Plimsoll plimsoll, Path own, long before)
      throws IOException {
    long bound = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    long left = count(leak).of(plimsoll, own) - before;
    while (healthy == left > KEPT && System.nanoTime() - bound < 0) {
      left = count(leak).of(plimsoll, own) - before;
    }
    return left;
  }

  @ParameterizedTest
  @EnumSource(
      value = Leak.class,
      names = {"SCOPES", "HANDLES", "THREADS", "DESCRIPTORS", "QUEUE", "JOURNAL", "BUFFERS"})
  void aLeakLeavesSomethingWithEachStepAndItsTwinDoesNot(Leak leak) throws Exception {
    assertThat(left(leak, false).afterSteps()).isGreaterThan(KEPT);
    assertThat(left(leak, true).afterSteps()).isLessThanOrEqualTo(KEPT);
  }

  @ParameterizedTest
  @EnumSource(
      value = Leak.class,
      names = {"SCOPES", "HANDLES", "DESCRIPTORS", "QUEUE"})
  void allIsLetGoOfAtTheEnd(Leak leak) throws Exception {
    assertThat(left(leak, false).afterClose()).isLessThanOrEqualTo(0);
  }

  @Test
  void everyOneIsKnownByItsNameAndItsTwin() {
    for (Leak leak : Leak.values()) {
      List<String> problems = new ArrayList<>();
      assertThat(Leak.named(leak.toString(), problems)).contains(new Leak.Choice(leak, false));
      assertThat(Leak.named("healthy-" + leak, problems)).contains(new Leak.Choice(leak, true));
      assertThat(problems).isEmpty();
    }
  }

  @Test
  void anUnknownNameIsToldWithTheNearest() {
    List<String> problems = new ArrayList<>();
    assertThat(Leak.named("healthy-handels", problems)).isEmpty();
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("option --plant: is 'healthy-handels'; must be one of map scopes ")
        .endsWith("did you mean handles?");
  }
}
