package io.plimsoll;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Output;
import io.plimsoll.command.Survivors;
import java.time.Duration;
import java.util.List;

/** The settings of the runtime itself. */
public final class RuntimeSettings {

  /** Which adapter starts processes. */
  public static final Setting<String> PROCESS_ADAPTER =
      Setting.of(
          "process.adapter",
          "local",
          "The id of the adapter that starts processes.",
          RuntimeSettings::id);

  /** How many commands may be live at once. */
  public static final Setting<Integer> CONCURRENCY =
      Setting.number(
          "process.concurrency",
          Integer.toString(Runtime.getRuntime().availableProcessors()),
          "How many commands may be live at once; by default the number of processors.",
          1,
          10_000);

  /** How many commands may wait. */
  public static final Setting<Integer> QUEUE =
      Setting.number(
          "process.queue",
          "10000",
          "How many commands may wait for a free place; one more is refused.",
          0,
          1_000_000);

  /** How long a command may run. */
  public static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "process.timeout",
          "5m",
          "How long a command may run unless it says otherwise; 0 means without end.",
          Duration.ZERO);

  /** How long a command may take to leave. */
  public static final Setting<Duration> GRACE =
      Setting.duration(
          "process.grace",
          "5s",
          "How long a command may take to leave between the first signal and KILL.",
          Duration.ZERO);

  /** How much memory the tree of a command may hold. */
  public static final Setting<ByteSize> MEMORY =
      Setting.of(
          "process.memory",
          "0",
          "The most resident memory of a command's whole tree unless it says otherwise; 0 means no limit.",
          ByteSize::parse);

  /** What happens to what a command leaves behind. */
  public static final Setting<Survivors> SURVIVORS =
      Setting.choice(
          "process.survivors",
          Survivors.END,
          "Whether processes that a command leaves behind are ended with it or kept.",
          Survivors.class);

  /** How descendants are held together. */
  public static final Setting<String> CONTAINMENT =
      Setting.of(
          "process.containment",
          "auto",
          "How the descendants of a command are held together; auto takes the strongest that works here.",
          RuntimeSettings::id);

  /** How much of the beginning of an output is kept. */
  public static final Setting<ByteSize> HEAD =
      Setting.of(
          "output.head",
          "64k",
          "How many bytes are kept from the beginning of a captured output.",
          RuntimeSettings::kept);

  /** How much of the end of an output is kept. */
  public static final Setting<ByteSize> TAIL =
      Setting.of(
          "output.tail",
          "64k",
          "How many bytes are kept from the end of a captured output.",
          RuntimeSettings::kept);

  /** How many scopes may be open. */
  public static final Setting<Integer> SCOPES =
      Setting.number(
          "scope.limit",
          "1000",
          "How many scopes may be open at once; one more is refused.",
          1,
          1_000_000);

  /** Where runtimes leave notes for one another. */
  public static final Setting<String> STATE =
      Setting.of(
          "state.folder",
          "auto",
          "The folder where runtimes leave notes for one another; auto is plimsoll in XDG_STATE_HOME (~/.local/state).",
          RuntimeSettings::folder);

  private RuntimeSettings() {}

  /** All of them, in the order of the documentation. */
  public static List<Setting<?>> all() {
    return List.of(
        PROCESS_ADAPTER,
        CONCURRENCY,
        QUEUE,
        TIMEOUT,
        GRACE,
        MEMORY,
        SURVIVORS,
        CONTAINMENT,
        HEAD,
        TAIL,
        SCOPES,
        STATE);
  }

  private static String id(String text) {
    String id = text.strip();
    if (!id.matches("[a-z0-9-]{1,64}")) {
      throw new IllegalArgumentException(
          "is '" + text + "'; must be 1 to 64 lower-case letters, digits or hyphens; try local");
    }
    return id;
  }

  private static String folder(String text) {
    if (text.isBlank() || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("is '" + text + "'; must be a folder or auto; try auto");
    }
    return text;
  }

  private static ByteSize kept(String text) {
    ByteSize size = ByteSize.parse(text);
    if (size.bytes() > Output.MOST_KEPT_BYTES) {
      throw new IllegalArgumentException(
          "is '%s'; must be at most %s; try 64k"
              .formatted(text, ByteSize.bytes(Output.MOST_KEPT_BYTES)));
    }
    return size;
  }
}
