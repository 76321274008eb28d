package io.plimsoll.core.supervise;

import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Grown;
import io.plimsoll.memory.LoadReport;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Something that somebody wants to know of the load line, answered when the loop comes to it.
 *
 * @param <T> what the answer is, where there is one
 */
abstract sealed class Question<T> implements Consumer<LoadLine> {

  final CompletableFuture<Optional<T>> answer = new CompletableFuture<>();

  /** What the load line knows of it. */
  abstract Optional<T> askedOf(LoadLine line);

  @Override
  public void accept(LoadLine line) {
    answer.complete(askedOf(line));
  }

  /** What happened to the memory. */
  static final class Report extends Question<LoadReport> {

    @Override
    Optional<LoadReport> askedOf(LoadLine line) {
      return Optional.of(line.report());
    }
  }

  /** How a gauge goes so far. */
  static final class Trend extends Question<Grown> {

    private final Gauge gauge;

    Trend(Gauge gauge) {
      this.gauge = gauge;
    }

    @Override
    Optional<Grown> askedOf(LoadLine line) {
      return line.trend(gauge);
    }
  }
}
