package io.plimsoll;

import io.plimsoll.bootstrap.ReplayedSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A recorded session, whose events are decided again by the same policies and compared: what a
 * runtime wrote to {@code recordings} below its state folder while {@code recorder.enabled} holds.
 * Reads files, and starts nothing. For one thread at a time.
 *
 * @since 0.1.0
 */
public interface Replay {

  /**
   * Reads a recording: the folder of a session, or one of the files in it.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException when it is no recording, is damaged where it begins, or is of
   *     another version that cannot be replayed here; the message says what to do
   */
  static Replay of(Path recording) throws IOException {
    return ReplayedSession.read(recording);
  }

  /** The recordings that are there under these settings, the one that was begun last first. */
  static List<Path> recordings(Settings settings) throws IOException {
    return ReplayedSession.recordings(settings);
  }

  /** The settings that {@link #run} can take otherwise. */
  static List<String> policyKeys() {
    return ReplayedSession.policyKeys();
  }

  /** The session that was recorded. */
  String session();

  /** When the session began, by the time of day; its oldest decisions may be gone. */
  Instant began();

  /**
   * Decides again, up to the end or to where that is cut off.
   *
   * @param until later decisions are left out: how long after the beginning of the session
   * @param otherwise settings that might have held, by their keys; empty to compare only with what
   *     was recorded
   * @param each is told of each decision; with {@code otherwise} only of those that would have been
   *     others
   * @throws SettingsException when a key is not one of {@link #policyKeys}, or a value does not fit
   * @throws IllegalArgumentException when a part holds what cannot be read, or not by this version
   */
  Result run(Optional<Duration> until, Map<String, String> otherwise, Consumer<Step> each);

  /**
   * One decision.
   *
   * @param command the number of the command that it is about; 0 where it is about the memory
   * @param at how long after the beginning of the session
   * @param wall when, by the time of day
   * @param event what happened
   * @param before the state or stage before
   * @param recorded what was decided: the state or stage that follows, and the effects
   * @param decided what is decided now
   * @param same whether that is the same
   * @param follows of other settings: whether an earlier decision would have been another one too,
   *     so that this is a guess
   */
  record Step(
      long command,
      Duration at,
      Instant wall,
      String event,
      String before,
      String recorded,
      String decided,
      boolean same,
      boolean follows) {}

  /**
   * What came of it.
   *
   * @param parts how many parts were read
   * @param decisions how many decisions were made again
   * @param commands how many commands they were about
   * @param differing how many differ from what was recorded; 0 where it is the same as ever
   * @param others how many would have been others under other settings
   * @param lasted from the first to the last decision
   * @param writer on what it was recorded
   * @param torn whether the last record was torn, and dropped: its runtime was killed as it wrote
   * @param problems what else is wrong with the recording, such as damage
   */
  record Result(
      int parts,
      long decisions,
      long commands,
      long differing,
      long others,
      Duration lasted,
      String writer,
      boolean torn,
      List<String> problems) {

    /** Copies the list. */
    public Result {
      problems = List.copyOf(problems);
    }

    /** Whether all that was recorded was decided again as it was. */
    public boolean identical() {
      return differing == 0 && problems.isEmpty();
    }
  }
}
