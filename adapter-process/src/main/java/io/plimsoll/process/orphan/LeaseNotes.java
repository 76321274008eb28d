package io.plimsoll.process.orphan;

import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The notes of one session: who owns it, and a line for each start and end, for a runtime to come.
 * Lines are added by any thread and cost no I/O; one thread writes them.
 *
 * <p>The file is at most twice as large as what is live, or 64 KiB.
 */
final class LeaseNotes {

  static final String LEASES = "leases";
  static final String LOCK = "lock";
  static final String NEW = "leases.new";
  private static final int LARGE = 64 << 10;
  static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final StateFolder state;
  private final Ward ward;
  private final ProcStat stat = new ProcStat(new ProcReader());

  // Guarded by this.
  private final StringBuilder pending = new StringBuilder();

  /** Both bounded by the live commands, which the runtime bounds; without a line yet. */
  private final Map<String, Begun> begun = new LinkedHashMap<>();

  private final Map<String, String> live = new LinkedHashMap<>();

  /** At most as many as the sentinel knows. */
  private final Map<String, String> kept = new LinkedHashMap<>();

  private String sentinel = "";
  private int liveBytes;
  private boolean anew;

  // For the writing thread.
  private volatile @Nullable Path folder; // read by others, too
  private @Nullable FileChannel lock;
  private @Nullable FileChannel file;
  private long written;

  /** A process that was started for a lease. */
  private record Begun(int pid, String name) {}

  LeaseNotes(StateFolder state, Ward ward) {
    this.state = state;
    this.ward = ward;
  }

  /** Its line is made when it is written: who has ended by then needs none. */
  synchronized void started(String lease, int pid, String name) {
    begun.put(lease, new Begun(pid, name));
  }

  private void takeBegun() {
    for (Map.Entry<String, Begun> entry : begun.entrySet()) {
      String lease = entry.getKey();
      Begun its = entry.getValue();
      if (stat.read(its.pid())) {
        note(
            live,
            lease,
            "S " + lease + " " + its.pid() + " " + stat.ticks() + " " + its.name() + "\n");
      }
    }
    begun.clear();
  }

  /** False where its start was not noted. */
  synchronized boolean ended(String lease) {
    begun.remove(lease);
    String line = live.remove(lease);
    if (line != null) {
      liveBytes -= line.length();
      add("E " + lease + "\n");
    }
    return line != null;
  }

  synchronized void kept(String lease) {
    if (kept.size() == SentinelScript.MOST_KEPT) {
      String oldest = kept.keySet().iterator().next();
      String dropped = kept.remove(oldest);
      liveBytes -= dropped == null ? 0 : dropped.length();
      anew = true;
    }
    note(kept, lease, "K " + lease + "\n");
  }

  /** Tells which process is the sentinel now. */
  synchronized void sentinel(long pid, long ticks) {
    sentinel = "W " + pid + " " + ticks + "\n";
    add(sentinel);
  }

  private void note(Map<String, String> map, String lease, String line) {
    String before = map.put(lease, line);
    liveBytes += line.length() - (before == null ? 0 : before.length());
    add(line);
  }

  private void add(String line) {
    pending.append(line);
    if (pending.length() > LARGE) { // the disk does not keep up: what is live is all that matters
      pending.setLength(0);
      anew = true;
    }
  }

  /** Writes what was added. On the writing thread. */
  void write() throws IOException {
    String text;
    boolean all;
    synchronized (this) {
      takeBegun();
      all = anew || file == null || (written > LARGE && written > 2L * liveBytes);
      text = all ? whole() : pending.toString();
      pending.setLength(0);
      anew = false;
    }
    try {
      if (all) {
        replace(text);
      } else if (!text.isEmpty()) {
        append(text);
      }
    } catch (IOException e) {
      synchronized (this) {
        anew = true;
      }
      throw e;
    }
  }

  private String whole() {
    StringBuilder all = new StringBuilder(ward.header()).append('\n').append(sentinel);
    for (String line : live.values()) {
      all.append(line);
    }
    for (String line : kept.values()) {
      all.append(line);
    }
    return all.toString();
  }

  private void append(String text) throws IOException {
    FileChannel current = file;
    if (current == null) {
      throw new IOException("the notes are closed");
    }
    try {
      written += put(current, text);
    } catch (IOException e) {
      close(current); // perhaps half a line is written: next time all anew
      file = null;
      throw e;
    }
  }

  private void replace(String text) throws IOException {
    Path place = folder();
    Path next = place.resolve(NEW);
    close(file);
    file = null;
    FileChannel channel =
        open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try {
      written = put(channel, text);
      Files.move(next, place.resolve(LEASES), StandardCopyOption.ATOMIC_MOVE);
      file = channel;
    } finally {
      if (file == null) {
        close(channel);
      }
    }
  }

  /** The folder, locked for as long as this process lives. */
  private Path folder() throws IOException {
    Path place = folder;
    if (place == null) {
      place = state.make(ward.session());
      folder = place;
    }
    if (lock == null) {
      lock = open(place.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!taken(lock)) {
        throw new IOException(place + ": is locked by another");
      }
    }
    return place;
  }

  /** Whether the whole of a file is locked for us now. */
  static boolean taken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // by this very process
    }
  }

  private static FileChannel open(Path path, OpenOption... options) throws IOException {
    return FileChannel.open(path, Set.of(options), PRIVATE);
  }

  private static int put(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    int length = bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return length;
  }

  /** Where they are; null where they could not be made, or not yet. Any thread. */
  @Nullable Path place() {
    return folder;
  }

  /** Removes them: the session has ended well. On the writing thread, or when it is gone. */
  void remove() throws IOException {
    Path place = folder;
    if (place == null) {
      return;
    }
    close(file);
    file = null;
    try {
      Files.deleteIfExists(place.resolve(LEASES));
      Files.deleteIfExists(place.resolve(NEW));
      Files.deleteIfExists(place.resolve(LOCK));
      MarkFolder.remove(place);
      Files.deleteIfExists(place);
    } finally {
      close(lock);
      lock = null;
    }
  }

  private static void close(@Nullable FileChannel channel) throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
