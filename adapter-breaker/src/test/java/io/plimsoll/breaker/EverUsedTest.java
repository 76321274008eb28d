package io.plimsoll.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What was used once stays counted; survivors have two places; classes are counted once. */
class EverUsedTest {

  @Test
  void whatWasUsedOnceStaysCounted() {
    AtomicLong peak = new AtomicLong(700);
    EverUsed used = new EverUsed(List.of(pool("Tenured Gen", peak), pool("Eden Space", 300)));
    assertThat(used.bytes()).isEqualTo(1_000);

    peak.set(100); // someone has had it forgotten
    assertThat(used.bytes()).isEqualTo(1_000);

    peak.set(800);
    assertThat(used.bytes()).isEqualTo(1_100);
  }

  @Test
  void survivorsThatAreCopiedHaveTwoPlaces() {
    assertThat(new EverUsed(List.of(pool("Survivor Space", 10))).bytes()).isEqualTo(20);
    assertThat(new EverUsed(List.of(pool("PS Survivor Space", 10))).bytes()).isEqualTo(20);
  }

  @Test
  void survivorsInRegionsHaveOne() {
    assertThat(new EverUsed(List.of(pool("G1 Survivor Space", 10))).bytes()).isEqualTo(10);
  }

  @Test
  void classesAreCountedOnce() {
    List<MemoryPoolMXBean> pools =
        List.of(pool("Metaspace", 50), pool("Compressed Class Space", 7), pool("CodeCache", 30));
    assertThat(new EverUsed(pools).bytes()).isEqualTo(80);
  }

  @Test
  void figuresThatContradictEachOtherChangeNothing() {
    AtomicLong peak = new AtomicLong(5);
    EverUsed used = new EverUsed(List.of(pool("Tenured Gen", peak)));
    assertThat(used.bytes()).isEqualTo(5);

    peak.set(-1); // a usage of less than nothing is refused by its constructor, as the JVM's is
    assertThat(used.bytes()).isEqualTo(5);
  }

  @Test
  void inThisJvmItIsAtLeastWhatIsUsedNow() {
    long used =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().contains("Metaspace"))
            .mapToLong(pool -> pool.getUsage().getUsed())
            .sum();
    assertThat(EverUsed.of(MemoryType.NON_HEAP).bytes()).isGreaterThanOrEqualTo(used);
    assertThat(EverUsed.of(MemoryType.HEAP).bytes()).isPositive();
  }

  private static MemoryPoolMXBean pool(String name, long peak) {
    return pool(name, new AtomicLong(peak));
  }

  private static MemoryPoolMXBean pool(String name, AtomicLong peak) {
    return (MemoryPoolMXBean)
        Proxy.newProxyInstance(
            EverUsedTest.class.getClassLoader(),
            new Class<?>[] {MemoryPoolMXBean.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getName" -> name;
                  case "getPeakUsage" ->
                      new MemoryUsage(0, peak.get(), Math.max(0, peak.get()), -1);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
