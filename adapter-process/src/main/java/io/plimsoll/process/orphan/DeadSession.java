package io.plimsoll.process.orphan;

import io.plimsoll.process.cgroup.GroupFolder;
import io.plimsoll.process.cgroup.OwnGroup;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session whose runtime is gone, held by a lock against others who would clear it up.
 *
 * @param id the session
 * @param folder its notes' folder
 * @param notes what it noted
 * @param lock held until it is closed; null where it is only looked at
 */
record DeadSession(String id, Path folder, Notes notes, @Nullable FileChannel lock)
    implements AutoCloseable {

  private static final String CGROUP2 = "cgroup2";

  /** Its control groups: the one below ours, and the one it noted, by their names and kind. */
  List<GroupFolder> groups() {
    Set<Path> paths = new LinkedHashSet<>();
    OwnGroup.find().sessionFolders().stream()
        .filter(path -> OwnGroup.sessionOf(path).equals(id))
        .forEach(paths::add);
    notes.group().filter(this::isOurs).ifPresent(paths::add);
    return paths.stream().map(GroupFolder::new).toList();
  }

  /** A note may say anything: who is in a folder of another name or kind is none of its own. */
  private boolean isOurs(Path group) {
    if (!group.normalize().equals(group) || !group.endsWith("plimsoll-" + id)) {
      return false;
    }
    try {
      return Files.getFileStore(group.toRealPath()).type().equals(CGROUP2);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Removes its notes. Where something else lies in the folder, that and the folder stay.
   *
   * @return what stands in the way, for people
   */
  Optional<String> remove() {
    try {
      for (String name : List.of(LeaseNotes.LEASES, LeaseNotes.NEW, LeaseNotes.LOCK)) {
        Files.deleteIfExists(folder.resolve(name));
      }
      MarkFolder.remove(folder);
      Files.deleteIfExists(folder);
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (DirectoryNotEmptyException e) {
      if (Files.exists(folder.resolve(LeaseNotes.LOCK), LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty(); // another one came to look just now, and finishes it next time
      }
      return Optional.of(
          "state.folder: '%s' holds files that are not a runtime's; must hold notes only; remove it"
              .formatted(folder));
    } catch (IOException e) {
      return Optional.of(
          "state.folder: '%s' cannot be removed (%s); its session is gone; remove it"
              .formatted(folder, e));
    }
  }

  /** Lets others have it. */
  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      // Closed it is, whatever the file system says.
      return;
    }
  }
}
