package io.plimsoll.core.supervise;

import io.plimsoll.growth.GaugeReading;
import io.plimsoll.growth.Grown;
import io.plimsoll.memory.HeapClass;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import io.plimsoll.memory.TreeReading;
import io.plimsoll.port.AdmissionGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All that is around a load line; it writes down what is asked of it. */
class Ship implements LoadSurroundings, LoadLine.Cargo, AdmissionGate {
  static final long MB = 1_000_000;
  static final Duration EVERY = Duration.ofSeconds(3);

  final List<String> done = new ArrayList<>();
  List<TreeReading> trees = List.of();
  int readings;
  int counted;
  boolean broken;
  long live = 10 * MB;
  boolean liveUnknown;
  final List<Consumer<Optional<HeapProof>>> asked = new ArrayList<>();
  Optional<HeapProof> proof = Optional.empty();
  List<GaugeReading> gauges = List.of();
  List<GaugeReading> ofCommands = List.of();
  List<Holder> caches = List.of();
  final List<Consumer<List<HeapClass>>> classes = new ArrayList<>();
  final List<Grown> grew = new ArrayList<>();
  int toLookAt;
  Runnable looked = () -> {};

  @Override
  public MemoryReading read() {
    readings++;
    if (broken) {
      throw new IllegalStateException("broken on purpose");
    }
    Optional<HeapProof> told = proof;
    proof = Optional.empty();
    OptionalLong left = liveUnknown ? OptionalLong.empty() : OptionalLong.of(live);
    HeapReading heap = new HeapReading(left, left, left, live, live, 1_000 * MB, told, false);
    return new MemoryReading(heap, live + 10 * MB, 10 * MB, 1_000 * MB, 0);
  }

  @Override
  public void confirm(String words, Consumer<Optional<HeapProof>> answer) {
    asked.add(answer);
  }

  @Override
  public void classes(Consumer<List<HeapClass>> answer) {
    classes.add(answer);
  }

  @Override
  public void prepare(Supplier<LoadReport> rehearsal) {}

  @Override
  public void shed(double fraction) {
    done.add("keep " + fraction);
  }

  @Override
  public AdmissionGate gate() {
    return this;
  }

  @Override
  public Duration countedEvery() {
    return EVERY;
  }

  @Override
  public List<GaugeReading> gauges() {
    counted++;
    return gauges;
  }

  @Override
  public List<GaugeReading> ofCommands() {
    return ofCommands;
  }

  @Override
  public void grew(Grown grown) {
    grew.add(grown);
  }

  @Override
  public long ended() {
    return readings;
  }

  @Override
  public void entered(Stage stage, Measure measure, String words) {}

  @Override
  public void exit(LoadReport report) {
    done.add("leave");
  }

  @Override
  public List<TreeReading> trees() {
    return trees;
  }

  @Override
  public int look(Runnable each) {
    done.add("look");
    looked = each;
    return toLookAt;
  }

  @Override
  public List<Holder> holders() {
    return caches;
  }

  @Override
  public void shed(String lease, String words, boolean atOnce) {
    done.add("end " + lease);
  }

  @Override
  public void shedAll(String words, boolean atOnce) {
    done.add("end all" + (atOnce ? " at once: " : ": ") + words);
  }

  @Override
  public boolean admits() {
    return true;
  }

  @Override
  public void open() {
    done.add("open");
  }

  @Override
  public void trial() {
    done.add("trial");
  }

  @Override
  public void shut() {
    done.add("shut");
  }

  @Override
  public String state() {
    return "as it was told";
  }

  @Override
  public void close() {}
}
