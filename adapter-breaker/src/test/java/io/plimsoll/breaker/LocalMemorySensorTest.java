package io.plimsoll.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.ProcessLauncher.Fact;
import io.plimsoll.testkit.Await;
import io.plimsoll.testkit.VirtualTime;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of this very process, and those of a machine made of files. */
class LocalMemorySensorTest {

  private final VirtualTime time = new VirtualTime();

  @TempDir private Path root;

  private LocalMemorySensor sensor(Path where, Map<String, String> settings) {
    return new LocalMemorySensor(new AdapterContext("s", time, settings), where);
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void nothingIsListenedToAfterTheEnd() {
    LocalMemorySensor other = sensor(Path.of("/"), Map.of());
    LocalMemorySensor closed = sensor(Path.of("/"), Map.of());
    closed.close();
    closed.close();
    var heard = closed.read().heap().live(); // of a collection while it was open, as a rule none
    assertThat(other.confirm()).isPresent();
    assertThat(closed.read().heap().live()).isEqualTo(heard);
    other.close();
  }

  /** By a part of the program that knows nothing of us, or by the virtual machine itself. */
  @Test
  void aCollectionThatNobodyAskedForIsToldByTheNextReadingOnce() {
    try (LocalMemorySensor sensor = sensor(Path.of("/"), Map.of())) {
      ManagementFactory.getMemoryMXBean().gc();
      AtomicReference<HeapReading> told = new AtomicReference<>();
      Await.await(
          () -> {
            told.set(sensor.read().heap());
            return told.get().proof().isPresent();
          });
      assertThat(told.get().proof().orElseThrow().bytes()).isBetween(1L, told.get().used());
      assertThat(told.get().proof().orElseThrow().at()).isLessThanOrEqualTo(time.nanos());
      assertThat(sensor.read().heap().proof()).isNotEqualTo(told.get().proof());
    }
  }

  @Test
  void theOwnResidentMemoryHoldsMoreThanTheHeap() {
    try (LocalMemorySensor sensor = sensor(Path.of("/"), Map.of())) {
      MemoryReading reading = sensor.read();
      assertThat(reading.resident()).isGreaterThan(reading.heap().used());
      assertThat(reading.outside()).isBetween(1L << 20, reading.resident());
      assertThat(reading.stalled()).isBetween(0.0, 1.0);
      assertThat(reading.limit()).isLessThanOrEqualTo(4L << 30);
      assertThat(sensor.facts())
          .extracting(Fact::name)
          .containsExactly("memory limit", "live heap", "resident memory", "memory stalls");
      assertThat(sensor.facts()).allMatch(fact -> fact.kept() && !fact.value().isBlank());
    }
  }

  /** A heap takes more from the system than it ever fills; that is not resident. */
  @Test
  void whatTheHeapHasTakenAndNeverUsedIsNotTakenOffWhatIsResident() throws IOException {
    write("proc/self/statm", "900000 500000 300 5 0 123 0\n");
    long resident = 500_000L * 4_096;
    try (LocalMemorySensor sensor = sensor(root, Map.of())) {
      MemoryReading reading = sensor.read();
      assertThat(reading.heap().used()).isLessThan(reading.heap().committed());
      assertThat(reading.outside())
          .isGreaterThan(resident - reading.heap().committed())
          .isLessThan(resident - reading.heap().used());
    }
  }

  /** What is garbage by now was resident, and still is. */
  @Test
  void whatTheHeapOnceHeldIsTakenOff() throws IOException {
    write("proc/self/statm", "900000 500000 300 5 0 123 0\n");
    byte[][] burst = new byte[64][];
    for (int i = 0; i < burst.length; i++) {
      burst[i] = new byte[1 << 20];
    }
    assertThat(burst[63]).hasSize(1 << 20);
    burst = null;
    ManagementFactory.getMemoryMXBean().gc();
    try (LocalMemorySensor sensor = sensor(root, Map.of())) {
      MemoryReading reading = sensor.read();
      long least = Math.min(reading.heap().committed(), reading.heap().used() + (64L << 20));
      assertThat(reading.outside()).isLessThanOrEqualTo(500_000L * 4_096 - least);
    }
  }

  /** The kernel takes pages of files back, such as those of a recording, when it needs them. */
  @Test
  void pagesOfFilesAreNotCountedAsWhatMayGrow() throws IOException {
    long pages = 100_000;
    write("proc/self/statm", "900000 500000 300 5 0 123 0\n");
    try (LocalMemorySensor sensor = sensor(root, Map.of())) {
      sensor.read();
      long before = outside(sensor);
      write("proc/self/statm", "900000 %d %d 5 0 123 0\n".formatted(500_000 + pages, 300 + pages));
      sensor.read();
      long files = outside(sensor);
      assertThat(files).isCloseTo(before, within(50L << 20));
      write("proc/self/statm", "900000 %d 300 5 0 123 0\n".formatted(500_000 + pages));
      sensor.read();
      assertThat(outside(sensor)).isCloseTo(before + pages * 4_096, within(50L << 20));
    }
  }

  private static long outside(LocalMemorySensor sensor) {
    return sensor.gauges().stream()
        .filter(reading -> reading.gauge().name().equals("memory outside the heap"))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void theLimitIsTheLeastOfWhatIsSetAllowedAndThere() throws IOException {
    write("proc/meminfo", "MemFree: 1 kB\nMemTotal:        2097152 kB\n");
    try (LocalMemorySensor sensor = sensor(root, Map.of("limit", "3g"))) {
      assertThat(sensor.read().limit()).isEqualTo(2L << 30);
      assertThat(sensor.facts().get(0).value()).isEqualTo("2g: set 3g, container none, machine 2g");
    }
    try (LocalMemorySensor sensor = sensor(root, Map.of("limit", "1g"))) {
      assertThat(sensor.read().limit()).isEqualTo(1L << 30);
    }
  }

  @Test
  void aLimitThatChangesIsSeenWithinHalfAMinute() throws IOException {
    write("proc/self/mountinfo", "1 2 0:3 / /c rw - cgroup2 x rw\n");
    write("proc/self/cgroup", "0::/\n");
    write("c/memory.max", "3000000\n");
    try (LocalMemorySensor sensor = sensor(root, Map.of())) {
      assertThat(sensor.read().limit()).isEqualTo(3_000_000);
      write("c/memory.max", "2000000\n");
      time.advance(Duration.ofSeconds(30));
      assertThat(sensor.read().limit()).isEqualTo(2_000_000);
    }
  }

  @Test
  void residentPagesAreCountedInTheirSize() throws IOException {
    write("proc/self/statm", "900000 500000 300 5 0 123 0\n");
    ByteBuffer pairs = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
    pairs.putLong(6).putLong(65_536).putLong(0).putLong(0);
    Files.write(root.resolve("proc/self/auxv"), pairs.array());
    try (LocalMemorySensor sensor = sensor(root, Map.of())) {
      assertThat(sensor.read().resident()).isEqualTo(500_000L * 65_536);
      write("proc/self/statm", "900000 600000 300 5 0 123 0\n");
      assertThat(sensor.read().resident()).as("read again").isEqualTo(600_000L * 65_536);
      write("proc/self/statm", "broken\n");
      assertThat(sensor.read().resident()).as("the last value").isEqualTo(600_000L * 65_536);
    }
  }

  @Test
  void withoutProcWhatTheVirtualMachineCountsIsTaken() {
    try (LocalMemorySensor sensor = sensor(root, Map.of())) {
      MemoryReading reading = sensor.read();
      assertThat(reading.outside()).isPositive();
      assertThat(reading.resident()).isEqualTo(reading.outside() + reading.heap().committed());
      assertThat(reading.stalled()).isZero();
      assertThat(sensor.facts())
          .anyMatch(fact -> fact.name().equals("resident memory") && !fact.kept())
          .anyMatch(fact -> fact.name().equals("memory stalls") && !fact.works());
    }
  }

  @Test
  void stallsOfOurOwnGroupComeBeforeThoseOfTheMachine() throws IOException {
    write("proc/pressure/memory", "some avg10=1.00 avg60=0.00 avg300=0.00 total=0\nfull x\n");
    try (LocalMemorySensor sensor = sensor(root, Map.of())) {
      assertThat(sensor.read().stalled()).isEqualTo(0.01);
    }
    write("proc/self/mountinfo", "1 2 0:3 / /c rw - cgroup2 x rw\n");
    write("proc/self/cgroup", "0::/\n");
    write("c/memory.pressure", "some avg10=23.50 avg60=0.00 avg300=0.00 total=0\n");
    try (LocalMemorySensor sensor = sensor(root, Map.of())) {
      assertThat(sensor.read().stalled()).isEqualTo(0.235);
      write("c/memory.pressure", "some avg10=oops\n");
      assertThat(sensor.read().stalled()).isZero();
    }
  }

  @Test
  void aLimitThatCannotBeReadIsRefusedWithARemedy() {
    assertThatThrownBy(() -> sensor(root, Map.of("limit", "much")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("memory.limit: is 'much'; must be a size");
    assertThatThrownBy(() -> sensor(root, Map.of("limit", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("memory.limit: is '0'; must be more than nothing; try 4g");
  }
}
