package io.plimsoll.micrometer;

import java.util.Locale;

/** Values of tags. */
final class Words {

  private Words() {}

  /** The word of a constant: lower case, with hyphens. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
