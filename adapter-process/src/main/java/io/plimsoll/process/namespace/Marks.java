package io.plimsoll.process.namespace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Files by which helpers show that they came as far as to become the command: their own failures
 * leave with statuses that commands leave with too. Any thread.
 */
public final class Marks implements AutoCloseable {

  private final Place place;
  private @Nullable Path folder;
  private long count;

  /** What makes the folder of them. */
  public interface Place {

    /** Makes it. */
    Path make() throws IOException;
  }

  /**
   * @param place asked once, before the first one
   */
  public Marks(Place place) {
    this.place = place;
  }

  /** A mark that is not set yet. */
  public synchronized Mark next() throws IOException {
    Path into = folder;
    if (into == null) {
      into = place.make();
      folder = into;
    }
    count++;
    return new Mark(into.resolve(Long.toString(count)));
  }

  /** Removes the folder; all marks must have been closed. */
  @Override
  public synchronized void close() {
    Path gone = folder;
    folder = null;
    if (gone != null) {
      var unused = gone.toFile().delete();
    }
  }

  /**
   * One mark.
   *
   * @param file which is there when it is set
   */
  public record Mark(Path file) implements AutoCloseable {

    public boolean isSet() {
      return Files.exists(file);
    }

    @Override
    public void close() {
      var unused = file.toFile().delete();
    }
  }
}
