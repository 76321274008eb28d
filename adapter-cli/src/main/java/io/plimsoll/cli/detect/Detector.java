package io.plimsoll.cli.detect;

import io.plimsoll.port.Ticker;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.EntryTooLargeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Finds out how tools are deployed here, and remembers it while their files stay the same. Any
 * thread may use it; who asks for the same tool at the same time waits for one answer.
 *
 * <p>Before what is remembered is used again it is compared with the files: the first hit on PATH,
 * the size, time and identity of the real file, and the files on which the verdict rests. That a
 * tool is missing, or that it gave no version for a reason that may pass, is remembered for five
 * seconds.
 */
public final class Detector {

  /** What is remembered: at most 500 tools, for ten minutes. */
  public static final CachePolicy POLICY = CachePolicy.entries(500).maxAge(Duration.ofMinutes(10));

  /** How long it is remembered that there is nothing to remember. */
  static final Duration SHORTLY = Duration.ofSeconds(5);

  private final Disk disk = new Disk();
  private final Surroundings here;
  private final SearchPath search;
  private final Cache<String, Known> cache;
  private final Asking asking;
  private final Ticker ticker;

  /** Finds out the version of a program. */
  @FunctionalInterface
  public interface Asking {

    /** Asks it, and waits for the answer a bounded time. */
    Version version(Path program) throws InterruptedException;
  }

  /**
   * A detector.
   *
   * @param here where it looks, and for whom
   * @param cache where answers are kept, within its own bounds
   * @param asking finds out versions
   */
  public Detector(Surroundings here, Cache<String, Known> cache, Asking asking, Ticker ticker) {
    this.here = here;
    this.cache = cache;
    this.asking = asking;
    this.ticker = ticker;
    this.search = new SearchPath(disk, here.environment().get("PATH"), here.directory());
  }

  /**
   * How a tool is deployed. Costs a look at each folder of PATH, and the first time what it takes
   * to ask for its version.
   *
   * @param name a name, or a path where it has a slash; not empty, without NUL
   */
  public Deployment detect(String name) throws InterruptedException {
    Known known = remembered(name);
    Optional<Deployment> answer = checked(name, known);
    if (answer.isPresent()) {
      return answer.get();
    }
    forget(name, known);
    // What changes again meanwhile is told as it was just found.
    return told(name, remembered(name));
  }

  private Known remembered(String name) throws InterruptedException {
    try {
      return cache.get(name, this::find);
    } catch (EntryTooLargeException e) {
      return find(name);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException) {
        throw (InterruptedException) new InterruptedException("while asking " + name).initCause(e);
      }
      throw new IllegalStateException("detect: " + name + ": " + e.getCause(), e);
    }
  }

  private Known find(String name) throws InterruptedException {
    Sighting sighting = search.find(name);
    if (sighting instanceof Sighting.Unseen unseen) {
      return new Known.Missing(unseen.words(), ticker.nanos());
    }
    Sighting.Seen seen = (Sighting.Seen) sighting;
    // The stamp first: a file that changes while we look is then seen to have changed.
    Stamp stamp = disk.stamp(disk.real(seen.path()));
    Verdict verdict = Classifier.judge(disk.program(seen.path()), here, disk);
    List<Stamp> grounds = verdict.grounds().stream().map(disk::stamp).toList();
    Version version = asking.version(seen.path());
    return new Known.Present(seen, stamp, verdict, grounds, version, ticker.nanos());
  }

  /** What is remembered, unless it holds no longer. */
  private Optional<Deployment> checked(String name, Known known) {
    boolean young = ticker.nanos() - known.atNanos() < SHORTLY.toNanos();
    if (!(known instanceof Known.Present present)) {
      return young ? Optional.of(told(name, known)) : Optional.empty();
    }
    if (!young && !present.version().lasting()) {
      return Optional.empty();
    }
    return search.find(name) instanceof Sighting.Seen seen && isSame(present, seen)
        ? Optional.of(told(name, present, seen))
        : Optional.empty();
  }

  private boolean isSame(Known.Present present, Sighting.Seen seen) {
    return seen.path().equals(present.seen().path())
        && disk.stamp(disk.real(seen.path())).equals(present.stamp())
        && present.grounds().stream().allMatch(ground -> disk.stamp(ground.path()).equals(ground));
  }

  /** Forgets it, unless somebody has found out anew: two who see it is old do not ask twice. */
  private synchronized void forget(String name, Known known) {
    if (cache.get(name).filter(now -> now == known).isPresent()) {
      cache.remove(name);
    }
  }

  private static Deployment told(String name, Known known) {
    if (known instanceof Known.Missing missing) {
      return new Deployment.Missing(name, missing.words());
    }
    Known.Present present = (Known.Present) known;
    return told(name, present, present.seen());
  }

  private static Deployment told(String name, Known.Present present, Sighting.Seen seen) {
    return new Deployment.Found(
        name,
        seen.path(),
        present.stamp().path(),
        present.version(),
        present.verdict().kind(),
        present.verdict().evidence(),
        seen.shadowed(),
        seen.more());
  }
}
