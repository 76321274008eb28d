package io.plimsoll.micrometer;

import io.micrometer.core.instrument.Tag;
import java.util.function.DoubleSupplier;

/** Where figures of what opens and closes are shown. */
interface Shelf {

  /** Shows one. */
  void add(Figure<?> figure, Tag owner, DoubleSupplier value);

  /** Shows none of this owner any more. */
  void remove(Tag owner);
}
