package io.plimsoll.bootstrap;

import io.plimsoll.Replay;
import io.plimsoll.Settings;
import io.plimsoll.core.record.Header;
import io.plimsoll.core.record.Part;
import io.plimsoll.core.record.Replayed;
import io.plimsoll.core.record.Replayer;
import io.plimsoll.core.record.UnreadableException;
import io.plimsoll.core.record.WhatIf;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The parts of one recording, in their order. */
public final class ReplayedSession implements Replay {

  private static final int MOST = RingFiles.SIZE;

  private final List<Part> parts;
  private final List<String> problems;

  /** Whether one more part was being begun when the runtime was killed. */
  private final boolean cutOff;

  private ReplayedSession(List<Part> parts, List<String> problems, boolean cutOff) {
    this.parts = parts;
    this.problems = problems;
    this.cutOff = cutOff;
  }

  /** As {@link Replay#of}. */
  public static Replay read(Path recording) throws IOException {
    List<String> problems = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    boolean isFolder = Files.isDirectory(recording);
    boolean cutOff = false;
    List<Path> files = isFolder ? files(recording) : List.of(recording);
    for (Path file : files) {
      byte[] content = content(file);
      if (isFolder && Part.isBeingBegun(content)) {
        cutOff = true;
        continue;
      }
      try {
        parts.add(Part.of(content));
      } catch (UnreadableException e) {
        problems.add(file + ": " + e.getMessage());
      }
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(
          problems.isEmpty()
              ? recording
                  + ": holds no decision yet, or no recording; name a folder below recordings, or a file in it"
              : problems.get(0));
    }
    parts.sort(Comparator.comparingLong((Part part) -> part.header().part()));
    check(recording, parts, problems);
    return new ReplayedSession(List.copyOf(parts), problems, cutOff);
  }

  private static void check(Path recording, List<Part> parts, List<String> problems) {
    long last = -1;
    for (Part part : parts) {
      Header header = part.header();
      if (!header.session().equals(parts.get(0).header().session())) {
        throw new IllegalArgumentException(
            recording + ": holds parts of different sessions; give each a folder of its own");
      }
      if (last >= 0 && header.part() != last + 1) {
        problems.add(
            "part %d follows part %d: what lies between is missing".formatted(header.part(), last));
      }
      last = header.part();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> parts = all.filter(file -> name(file).startsWith("part-")).sorted().toList();
      if (parts.size() > RingFiles.FILES) {
        throw new IllegalArgumentException(
            "%s: holds %d parts; must be at most %d; give each session a folder of its own"
                .formatted(folder, parts.size(), RingFiles.FILES));
      }
      return parts;
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static byte[] content(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(file.toString(), null, "is not there");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MOST + 1);
      if (content.length > MOST) {
        throw new IllegalArgumentException(
            file + ": is larger than a part of a recording, " + MOST + " bytes; name another file");
      }
      return content;
    }
  }

  /** As {@link Replay#recordings}. */
  public static List<Path> recordings(Settings settings) throws IOException {
    Optional<Path> state = StatePlace.of(settings, System.getenv());
    return state.isPresent()
        ? Recordings.below(state.get()).newestFirst().stream().filter(RingFiles::isBegun).toList()
        : List.of();
  }

  /** As {@link Replay#policyKeys}. */
  public static List<String> policyKeys() {
    return OtherSettings.KEYS;
  }

  @Override
  public String session() {
    return parts.get(0).header().session();
  }

  @Override
  public Instant began() {
    Header first = parts.get(0).header();
    return first.wall().minusNanos(first.since() - first.began());
  }

  @Override
  public Result run(Optional<Duration> until, Map<String, String> otherwise, Consumer<Step> each) {
    Run run = new Run(until, otherwise, each);
    Replayer replayer = new Replayer();
    List<String> wrong = new ArrayList<>(problems);
    boolean torn = cutOff;
    for (Part part : parts) {
      Part.Rest rest;
      try {
        rest = replayer.replay(part, run);
      } catch (UnreadableException e) {
        throw new IllegalArgumentException(
            "part %d: %s".formatted(part.header().part(), e.getMessage()), e);
      }
      boolean newest = part == parts.get(parts.size() - 1);
      if (rest.bytes() > 0 && newest && !rest.damaged()) {
        torn = true;
      } else if (rest.bytes() > 0) {
        wrong.add(
            "part %d is damaged: its last %d bytes are left out"
                .formatted(part.header().part(), rest.bytes()));
      }
    }
    return run.result(parts, torn, wrong);
  }

  /** What is counted on the way. */
  private static final class Run implements Consumer<Replayed> {

    private final Optional<Duration> until;
    private final Consumer<Step> each;
    private final Optional<WhatIf> whatIf;
    private final Set<Long> commands = new HashSet<>();
    private long decisions;
    private long differing;
    private long others;
    private Optional<Duration> first = Optional.empty();
    private Duration last = Duration.ZERO;

    Run(Optional<Duration> until, Map<String, String> otherwise, Consumer<Step> each) {
      this.until = until;
      this.each = each;
      this.whatIf =
          otherwise.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new WhatIf(
                      OtherSettings.read(otherwise),
                      difference -> {
                        others++;
                        each.accept(Steps.of(difference));
                      }));
    }

    @Override
    public void accept(Replayed step) {
      if (until.isPresent() && step.at().compareTo(until.get()) > 0) {
        return;
      }
      decisions++;
      differing += step.same() ? 0 : 1;
      if (step.strand() != 0) {
        commands.add(step.strand());
      }
      if (first.isEmpty()) {
        first = Optional.of(step.at());
      }
      last = step.at();
      if (whatIf.isPresent()) {
        whatIf.get().on(step);
      } else {
        each.accept(Steps.of(step));
      }
    }

    Result result(List<Part> parts, boolean torn, List<String> problems) {
      return new Result(
          parts.size(),
          decisions,
          commands.size(),
          differing,
          others,
          last.minus(first.orElse(last)),
          parts.get(0).header().writer(),
          torn,
          problems);
    }
  }
}
