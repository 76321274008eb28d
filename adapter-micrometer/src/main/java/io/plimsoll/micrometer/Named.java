package io.plimsoll.micrometer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of what has one name, or of all that share {@link PlimsollMetrics#OTHER}. Written by
 * one thread at a time, read by any.
 *
 * @param <S> the counts that are read of each
 */
final class Named<S> {

  private final List<Figure<S>> figures;

  // One for each figure.
  private volatile double[] values;

  Named(List<Figure<S>> figures) {
    this.figures = figures;
    this.values = new double[figures.size()];
  }

  /** What a figure shows: the sum now, or all that was counted so far. */
  double value(int figure) {
    return values[figure];
  }

  /** Members are about to be read anew. */
  Round begin() {
    return new Round();
  }

  /** One reading of all members. */
  final class Round {

    private final double[] next = new double[figures.size()];

    private Round() {
      for (int i = 0; i < next.length; i++) {
        next[i] = isCounter(i) ? values[i] : 0;
      }
    }

    /**
     * Adds a member.
     *
     * @param before what it showed last time; null where it was not there. One that was closed and
     *     opened again meanwhile counts anew
     */
    void add(S now, @Nullable S before) {
      for (int i = 0; i < next.length; i++) {
        Figure<S> figure = figures.get(i);
        double shown = figure.value().applyAsDouble(now);
        if (isCounter(i) && before != null) {
          double last = figure.value().applyAsDouble(before);
          next[i] += shown >= last ? shown - last : shown;
        } else {
          next[i] += shown;
        }
      }
    }

    /** What was added counts from now on. */
    void end() {
      values = next;
    }
  }

  private boolean isCounter(int figure) {
    return figures.get(figure).kind() == Figure.Kind.COUNTER;
  }
}
