package io.plimsoll.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A signal by its POSIX name, with its number on Linux.
 *
 * @since 0.1.0
 */
public enum StopSignal {
  HUP(1),
  INT(2),
  QUIT(3),
  ILL(4),
  TRAP(5),
  ABRT(6),
  BUS(7),
  FPE(8),
  KILL(9),
  USR1(10),
  SEGV(11),
  USR2(12),
  PIPE(13),
  ALRM(14),
  TERM(15),
  STKFLT(16),
  CONT(18),
  XCPU(24),
  XFSZ(25),
  VTALRM(26),
  PROF(27),
  IO(29),
  PWR(30),
  SYS(31);

  private final int number;

  StopSignal(int number) {
    this.number = number;
  }

  /** The number of the signal. */
  public int number() {
    return number;
  }

  /** The status that a shell reports for a command that this signal ended: 128 plus the number. */
  public int status() {
    return 128 + number;
  }

  /**
   * The signal that an exit status of 128 + n speaks of, where n is a signal that ends a process by
   * default. A command that leaves with such a status by itself cannot be told apart.
   */
  public static Optional<StopSignal> ofStatus(int status) {
    for (StopSignal signal : values()) {
      if (signal != CONT && signal.status() == status) {
        return Optional.of(signal);
      }
    }
    return Optional.empty();
  }

  /**
   * Reads a name, with or without SIG, in any case, or a number.
   *
   * @throws IllegalArgumentException with the value and the names that are known
   */
  public static StopSignal parse(String text) {
    String name = text.strip().toUpperCase(Locale.ROOT);
    String bare = name.startsWith("SIG") ? name.substring(3) : name;
    return Arrays.stream(values())
        .filter(s -> s.name().equals(bare) || Integer.toString(s.number).equals(bare))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "is '"
                        + text
                        + "'; must be one of "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(" "))
                        + "; try TERM"));
  }
}
