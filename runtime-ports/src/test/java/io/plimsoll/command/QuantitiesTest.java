package io.plimsoll.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes and durations as people write them. */
class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "64k, 65536",
    "512m, 536870912",
    "3.5g, 3758096384",
    "4GiB, 4294967296",
    "1 MB, 1048576",
    "17b, 17",
    "' 1t ', 1099511627776",
    "0.5k, 512"
  })
  void sizesAreReadInBinaryUnits(String text, long bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(ByteSize.bytes(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "-1", "1x", "k", "1..5m", "1e3", "9999999999t", "0x10", "1.m", "१k"})
  void aSizeThatCannotBeReadIsRefusedWithTheValueAndAnExample(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is '" + text + "'; must be");
  }

  @Test
  void aSizeBeyondAllSizesIsRefusedWithTheRule() {
    assertThat(ByteSize.gibibytes((1L << 33) - 1).bytes()).isEqualTo(((1L << 33) - 1) << 30);
    assertThatThrownBy(() -> ByteSize.gibibytes(1L << 33))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "size: is 8589934592 times 1073741824 bytes; must be 0 or more, and less than 8 EiB");
    assertThatThrownBy(() -> ByteSize.kibibytes(Long.MIN_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ByteSize.mebibytes(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aWaitIsAtLeastNoneAndAtMostTheLongest() {
    assertThat(Durations.patience(Duration.ofSeconds(Long.MAX_VALUE)))
        .isEqualTo(Durations.LONGEST.toNanos());
    assertThat(Durations.patience(Durations.LONGEST)).isEqualTo(Durations.LONGEST.toNanos());
    assertThat(Durations.patience(Duration.ofSeconds(Long.MIN_VALUE))).isZero();
    assertThat(Durations.patience(Duration.ofNanos(-1))).isZero();
    assertThat(Durations.patience(Duration.ofMillis(3))).isEqualTo(3_000_000);
  }

  @Property
  void everySizeIsReadBackNearlyAsItIsShown(@ForAll @LongRange(min = 0) long bytes) {
    ByteSize size = ByteSize.bytes(bytes);
    long again = ByteSize.parse(size.toString()).bytes();
    assertThat(Math.abs((double) again - bytes)).isLessThanOrEqualTo(0.1 * bytes);
  }

  @Property
  void aSizeInWholeUnitsIsReadBackExactly(@ForAll @LongRange(min = 0, max = 1L << 23) long count) {
    for (ByteSize size :
        new ByteSize[] {
          ByteSize.bytes(count),
          ByteSize.kibibytes(count),
          ByteSize.mebibytes(count),
          ByteSize.gibibytes(count)
        }) {
      if (!size.toString().contains(".")) {
        assertThat(ByteSize.parse(size.toString())).isEqualTo(size);
      }
    }
  }

  /** The form that is documented, as a regular expression: what is read by hand must agree. */
  @Property(tries = 5_000)
  void whatIsReadIsTheDocumentedForm(
      @ForAll
          @Chars({'0', '1', '7', '9', '.', 'k', 'K', 'm', 's', 'h', 'd', 't', 'i', 'I', 'b', 'B'})
          @Chars({' ', '\t', '\u212A', '\u0967', '-'})
          @StringLength(max = 8)
          String text) {
    String number = "\\d{1,15}(\\.\\d{1,9})?\\s*";
    assertThat(isRead(() -> ByteSize.parse(text)))
        .isEqualTo(text.strip().matches("(?i)" + number + "[kmgt]?(i?b)?"));
    assertThat(isRead(() -> Durations.parse(text)))
        .isEqualTo(text.strip().matches(number + "(ms|s|m|h|d|)") && !isTooLong(text.strip()));
  }

  private static boolean isRead(Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isTooLong(String text) {
    if (!text.matches("[0-9].*")) {
      return false;
    }
    double seconds =
        switch (text.charAt(text.length() - 1)) {
          case 'd' -> 86_400;
          case 'h' -> 3_600;
          case 'm' -> 60;
          default -> text.endsWith("ms") ? 0.001 : 1;
        };
    return Double.parseDouble(text.replaceAll("[\\sa-zA-Z]+$", "")) * seconds > 36_500 * 86_400.0;
  }

  @Test
  void sizesAreNeverNegativeAndNeverOverflow() {
    assertThatThrownBy(() -> ByteSize.bytes(-1)).hasMessageContaining("must not be negative");
    assertThat(ByteSize.NONE.isNone()).isTrue();
    assertThat(ByteSize.bytes(1)).isGreaterThan(ByteSize.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "250ms, PT0.25S",
    "10s, PT10S",
    "1.5m, PT90S",
    "2h, PT2H",
    "1d, PT24H",
    "PT5M, PT5M",
    "7, PT7S",
    "' 3 s ', PT3S",
    "0, PT0S",
    "36500d, PT876000H"
  })
  void durationsAreReadAsPeopleWriteThem(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1s", "5x", "s", "PT-5M", "36501d", "999999999999999d", "1e3s", "P", "5 5s"})
  void aDurationThatCannotBeReadIsRefusedWithTheValueAndAnExample(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is '" + text + "'; must be");
  }

  @Property
  void everyDurationIsReadBackFromMillisecondsAndFromIso(
      @ForAll @LongRange(min = 0, max = 3_000_000_000_000L) long millis) {
    assertThat(Durations.parse(millis + "ms")).isEqualTo(Duration.ofMillis(millis));
    assertThat(Durations.parse(Duration.ofMillis(millis).toString()))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Property
  void wordsAreReadableForEveryDuration(@ForAll @LongRange(min = 0) long nanos) {
    assertThat(Durations.words(nanos)).matches("\\d+(\\.\\d)? (ms|s|min|h)");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "250000000, 250 ms",
    "999600000, 1.0 s",
    "999400000, 999 ms",
    "1000000000, 1 s",
    "30012000000, 30.0 s",
    "300000000000, 5 min",
    "7200000000000, 2 h"
  })
  void wordsTakeTheUnitThatFits(long nanos, String words) {
    assertThat(Durations.words(nanos)).isEqualTo(words);
  }

  @Test
  void retryPausesDoubleUpToFiveMinutes() {
    Retry retry = new Retry(1000, Duration.ofSeconds(1));
    assertThat(retry.pauseBefore(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(retry.pauseBefore(2)).isEqualTo(Duration.ofSeconds(1));
    assertThat(retry.pauseBefore(5)).isEqualTo(Duration.ofSeconds(8));
    assertThat(retry.pauseBefore(11)).isEqualTo(Retry.LONGEST_PAUSE);
    assertThat(retry.pauseBefore(1001)).isEqualTo(Retry.LONGEST_PAUSE);
    assertThat(new Retry(1, Durations.LONGEST).pauseBefore(40)).isEqualTo(Retry.LONGEST_PAUSE);
    assertThat(new Retry(1, Duration.ZERO).pauseBefore(40)).isZero();
    assertThatThrownBy(() -> new Retry(-1, Duration.ZERO)).hasMessageContaining("retries: is -1");
    assertThatThrownBy(() -> new Retry(1001, Duration.ZERO)).hasMessageContaining("0 to 1000");
    assertThatThrownBy(() -> new Retry(1, Duration.ofNanos(-1))).hasMessageContaining("backoff");
  }
}
