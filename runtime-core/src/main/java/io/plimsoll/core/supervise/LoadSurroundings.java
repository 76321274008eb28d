package io.plimsoll.core.supervise;

import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.growth.Grown;
import io.plimsoll.memory.HeapClass;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import io.plimsoll.port.AdmissionGate;
import io.plimsoll.port.Births;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the load line reads, and what it acts on besides commands. But for what says otherwise all
 * is called on the loop: nothing blocks.
 */
public interface LoadSurroundings {

  /** The memory now. Called on a thread of the timers. */
  MemoryReading read();

  /**
   * Has the whole heap collected elsewhere; the answer, empty where it failed, is told once.
   *
   * @param words why, for people
   */
  void confirm(String words, Consumer<Optional<HeapProof>> answer);

  /**
   * Has what is needed in haste made ready elsewhere, and the end rehearsed there, up to its
   * report. Called on a thread of the timers, once.
   */
  void prepare(Supplier<LoadReport> rehearsal);

  /**
   * Has the classes looked at elsewhere that take most of the heap; the answer is told once.
   *
   * @param answer takes them, the largest first
   */
  void classes(Consumer<List<HeapClass>> answer);

  /** Caches keep this part of their bounds from now on; unused connections are let go. */
  void shed(double fraction);

  /** The gate that new work passes. */
  AdmissionGate gate();

  /** Who holds memory besides the commands. Any thread. */
  List<Holder> holders();

  /** How often everything is counted and weighed. */
  Duration countedEvery();

  /** What is counted besides the commands. */
  List<GaugeReading> gauges();

  /**
   * The same where what is asked may not return. Called on a thread of the timers, that often,
   * which it does not hold up.
   *
   * @param answer is told once, on any thread, or never where others come before it
   */
  default void gauges(Consumer<List<GaugeReading>> answer) {
    answer.accept(gauges());
  }

  /** Takes note of where commands and scopes are born. */
  default Births births() {
    return Births.unkept(0);
  }

  /** All that grows or seems to, once a second. */
  default void growing(List<Gauge> gauges) {}

  /** Where what a gauge counts was born, most first, if it shows so many. */
  default List<BirthPlace> births(Gauge gauge, long held) {
    return List.of();
  }

  /** Something grows, seems to, or does not any more. */
  void grew(Grown grown);

  /** A measure came to a stage. */
  void entered(Stage stage, Measure measure, String words);

  /** Everything ends: the runtime is to be closed, and why is to be kept. */
  void exit(LoadReport report);
}
