package io.plimsoll.bootstrap;

import io.plimsoll.core.record.Ring;
import io.plimsoll.port.LazyLogger;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A recording in files of one size that are mapped into memory: what was added is in the file, also
 * when this process is killed the next moment. A file is filled with zeros before it is mapped, so
 * that a disk which is full shows then and not in the middle of a write. For one thread.
 */
final class RingFiles implements Ring {

  /** How many files a recording has at most. */
  static final int FILES = 8;

  /** How large each of them is. */
  static final int SIZE = 1 << 20;

  private static final System.Logger LOG = LazyLogger.of(RingFiles.class);

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Folder folder;
  private final int size;

  /** As many as there are files, each kept to be used again. */
  private final @Nullable MappedByteBuffer[] maps;

  private final ByteBuffer zeros;

  /** How many were begun. */
  private int begun;

  /** The first file, where it was begun to be made before it is needed. */
  private @Nullable Beside<MappedByteBuffer> prepared;

  private @Nullable MappedByteBuffer current;
  private boolean closed;

  /** Gives the folder, which is made when the first file is. */
  @FunctionalInterface
  interface Folder {

    Path make() throws IOException;
  }

  private @Nullable Path made;

  RingFiles(Folder folder) {
    this(folder, FILES, SIZE);
  }

  RingFiles(Folder folder, int files, int size) {
    this.folder = folder;
    this.size = size;
    this.maps = new @Nullable MappedByteBuffer[files];
    this.zeros = ByteBuffer.allocateDirect(Math.min(size, 64 << 10));
  }

  @Override
  public int room() {
    MappedByteBuffer into = current;
    return into == null ? 0 : into.remaining();
  }

  @Override
  public void begin() {
    if (closed) {
      throw new IllegalStateException("recording: is closed");
    }
    int place = begun % maps.length;
    MappedByteBuffer map = maps[place];
    if (map == null) {
      Beside<MappedByteBuffer> made = place == 0 ? prepared : null;
      map = made == null ? open(place) : made.get();
      maps[place] = map;
    } else {
      clear(map);
    }
    begun++;
    current = map;
  }

  /** Begins to make the first file elsewhere; before all else, once. */
  void prepare(Executor executor) {
    prepared = Beside.begin(executor, new First());
  }

  /** Makes the first file. */
  private final class First implements Callable<MappedByteBuffer> {

    @Override
    public MappedByteBuffer call() {
      return open(0);
    }
  }

  private MappedByteBuffer open(int place) {
    try {
      Path path = folder().resolve(name(place));
      try (FileChannel file = FileChannel.open(path, NEW, OWNER_ONLY)) {
        return mapped(file);
      } catch (IOException e) {
        Files.deleteIfExists(path); // nothing is in it, and the disk may be full
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private MappedByteBuffer mapped(FileChannel file) throws IOException {
    for (int at = 0; at < size; ) {
      at += file.write(zeros.clear().limit(Math.min(zeros.capacity(), size - at)));
    }
    return file.map(MapMode.READ_WRITE, 0, size);
  }

  private Path folder() throws IOException {
    Path in = made;
    if (in == null) {
      try {
        in = folder.make();
      } catch (FileSystemException e) {
        if (!isNoPlace(e)) {
          throw e;
        }
        throw new NoPlaceException(String.valueOf(e.getMessage()), e);
      }
      made = in;
    }
    return in;
  }

  /** What was made and not begun is no recording. */
  private void removeUnused() {
    try {
      if (prepared != null) {
        prepared.get();
      }
      if (made != null) {
        Recordings.remove(made);
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "a recording that was not begun remains", e);
    }
  }

  /** Whether nobody may write there, as in a container with nothing of its own. */
  private static boolean isNoPlace(FileSystemException e) {
    return e instanceof AccessDeniedException
        || e instanceof NoSuchFileException
        || "Read-only file system".equals(e.getReason());
  }

  /** Whether anything was written to a session's first file, which is made before. */
  static boolean isBegun(Path session) {
    try (InputStream first = Files.newInputStream(session.resolve(name(0)))) {
      return first.read() != 0;
    } catch (IOException e) {
      return true; // another matter, to be told when it is read
    }
  }

  static String name(int place) {
    return "part-" + place;
  }

  /** From its beginning, so that what is left of it meanwhile is taken for no recording. */
  private void clear(MappedByteBuffer map) {
    map.clear();
    while (map.hasRemaining()) {
      map.put(zeros.clear().limit(Math.min(zeros.capacity(), map.remaining())));
    }
    map.clear();
  }

  @Override
  public void add(byte[] bytes, int length) {
    MappedByteBuffer into = current;
    if (into == null || closed) {
      throw new IllegalStateException("recording: is closed, or not begun");
    }
    into.put(bytes, 0, length);
  }

  @Override
  public void close() {
    MappedByteBuffer last = current;
    Path in = made;
    if (closed || last == null || in == null) {
      boolean unused = !closed && prepared != null;
      closed = true;
      if (unused) {
        removeUnused();
      }
      return;
    }
    closed = true;
    current = null;
    int used = last.position();
    Arrays.fill(maps, null);
    try (FileChannel file =
        FileChannel.open(in.resolve(name((begun - 1) % maps.length)), StandardOpenOption.WRITE)) {
      file.truncate(used);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
