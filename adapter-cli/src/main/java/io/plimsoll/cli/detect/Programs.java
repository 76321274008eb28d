package io.plimsoll.cli.detect;

import io.plimsoll.command.Command;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.Text;
import io.plimsoll.port.Ticker;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.EntryTooLargeException;
import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows which programs are not there, so that many commands that name one need not each be begun.
 * Any thread may use it.
 *
 * <p>It speaks only where the start of the command would come to the same, and in the same words.
 * That a program is missing is remembered for five seconds, and no longer than until a command has
 * run, which may have installed it.
 */
public final class Programs {

  /** What is remembered: at most 500 programs. */
  public static final CachePolicy POLICY = CachePolicy.entries(500).maxAge(Detector.SHORTLY);

  private static final int MOST_NAME = 80;
  private static final int MOST_PATH = 200;

  private final Disk disk = new Disk();
  private final Surroundings here;
  private final SearchPath search;
  private final boolean relative;
  private final Supplier<Cache<String, Absence>> opening;
  private final Ticker ticker;
  private final AtomicLong ran = new AtomicLong();
  private volatile String lastFound = "";
  private @Nullable Cache<String, Absence> absences;

  /**
   * That there is no such program.
   *
   * @param words why, with the remedy
   * @param atNanos when that was found out
   * @param ran how many commands had run by then
   */
  public record Absence(String words, long atNanos, long ran) {}

  /**
   * Over these surroundings, which are those of the runtime.
   *
   * @param opening opens the cache of what is missing, when the first program is
   */
  public Programs(Surroundings here, Supplier<Cache<String, Absence>> opening, Ticker ticker) {
    String path = here.environment().get("PATH");
    this.here = here;
    this.search = new SearchPath(disk, path, here.directory());
    this.relative = path == null || hasRelative(path);
    this.opening = opening;
    this.ticker = ticker;
  }

  private static boolean hasRelative(String path) {
    for (String folder : path.split(":", -1)) {
      if (!folder.startsWith("/")) {
        return true;
      }
    }
    return false;
  }

  /** About how much heap an entry takes. */
  public static long bytes(String name, Absence absence) {
    return Weight.of(name) + Weight.of(absence.words()) + Weight.OBJECT;
  }

  /** A command has run: what was missing before may be there now. */
  public void ran() {
    ran.incrementAndGet();
  }

  /** Why a command cannot start, where it is sure that its program is not there. */
  public Optional<StartFailure> missing(Command command) {
    String name = command.arguments().get(0);
    if (name.equals(lastFound) || !isOurs(command, name)) {
      return Optional.empty();
    }
    Optional<Absence> absence = absence(name);
    return absence.isPresent()
        ? Optional.of(new StartFailure(StartFailure.Kind.NOT_FOUND, absence.get().words()))
        : Optional.empty();
  }

  private Optional<Absence> absence(String name) {
    Optional<Absence> known = known(name);
    if (known.isPresent()) {
      return known;
    }
    // Counted before the look: what runs meanwhile makes the answer old.
    long before = ran.get();
    Optional<String> words = name.startsWith("/") ? atPath(name) : onPath(name);
    if (words.isEmpty()) {
      lastFound = name;
      return Optional.empty();
    }
    Absence absence = new Absence(words.get(), ticker.nanos(), before);
    try {
      cache().put(name, absence);
    } catch (EntryTooLargeException e) {
      // Not remembered; the next one looks again.
      return Optional.of(absence);
    }
    return Optional.of(absence);
  }

  private Optional<Absence> known(String name) {
    Cache<String, Absence> open = opened();
    Optional<Absence> known = open == null ? Optional.empty() : open.get(name);
    return known.isPresent() && holds(known.get()) ? known : Optional.empty();
  }

  private boolean holds(Absence known) {
    return known.ran() == ran.get()
        && ticker.nanos() - known.atNanos() < Detector.SHORTLY.toNanos();
  }

  private synchronized @Nullable Cache<String, Absence> opened() {
    return absences;
  }

  private synchronized Cache<String, Absence> cache() {
    if (absences == null) {
      absences = opening.get();
    }
    return absences;
  }

  /** The words are those of the start. */
  private Optional<String> onPath(String name) {
    return search.find(name) instanceof Sighting.Unseen unseen && unseen.absent()
        ? Optional.of(
            "program: '%s' is in no folder of PATH; install it, or give its full path"
                .formatted(Text.visible(name, MOST_NAME)))
        : Optional.empty();
  }

  private Optional<String> atPath(String name) {
    return search.find(name) instanceof Sighting.Unseen unseen && unseen.absent()
        ? Optional.of(
            "program: '%s' is not there; check the path"
                .formatted(Text.visible(new File(name).getPath(), MOST_PATH)))
        : Optional.empty();
  }

  /** Whether the start would look where we do, and would find nothing else amiss before. */
  private boolean isOurs(Command command, String name) {
    boolean absolute = name.startsWith("/");
    if (!absolute && (name.indexOf('/') >= 0 || relative)) {
      return false;
    }
    Map<String, String> set = command.environment().resolve(Map.of());
    Map<String, String> all = command.environment().resolve(here.environment());
    return (absolute || Objects.equals(all.get("PATH"), here.environment().get("PATH")))
        && (command.directory().isEmpty() || canBeEntered(command.directory().get()))
        && arePlain(command.arguments())
        && arePlain(set.values());
  }

  private boolean canBeEntered(Path folder) {
    return disk.isFolder(folder) && folder.toFile().canExecute();
  }

  /** Whether they can be passed on in any language settings. */
  private static boolean arePlain(Collection<String> texts) {
    for (String text : texts) {
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) >= 0x80) {
          return false;
        }
      }
    }
    return true;
  }
}
