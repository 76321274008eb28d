package io.plimsoll.cli.detect;

import io.plimsoll.command.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folders in which programs are looked for by name. Any thread may use it. */
final class SearchPath {

  /** The most shadowed files that are told. */
  static final int MOST_SHADOWED = 16;

  /** The most folders that are searched; further ones are left out. */
  static final int MOST_FOLDERS = 4_096;

  /** Where the platform looks when there is no PATH. */
  private static final String USUAL = ":/bin:/usr/bin";

  private static final int MOST_SHOWN = 2_000;

  private final Disk disk;
  private final Path directory;
  // At most MOST_FOLDERS: the rest of the variable is left out.
  private final List<Path> folders;

  /**
   * Reads it.
   *
   * @param path the value of PATH, or none
   * @param directory what relative folders and names with a slash are taken from
   */
  SearchPath(Disk disk, @Nullable String path, Path directory) {
    this.disk = disk;
    this.directory = directory;
    Set<Path> all = new LinkedHashSet<>();
    for (String entry : (path == null ? USUAL : path).split(":", -1)) {
      Optional<Path> folder = entry.isEmpty() ? Optional.of(directory) : fromHere(entry);
      if (folder.isPresent() && all.size() < MOST_FOLDERS) {
        all.add(folder.get());
      }
    }
    this.folders = List.copyOf(all);
  }

  /** Looks for a program; a name with a slash is a path. Costs a look at each folder. */
  Sighting find(String name) {
    return name.indexOf('/') >= 0 ? atPath(name) : onPath(name);
  }

  /** Whether a program by this name runs; stops at the first hit. */
  boolean has(String name) {
    for (Path place : places(name)) {
      if (disk.runs(place)) {
        return true;
      }
    }
    return false;
  }

  private Optional<Path> fromHere(String text) {
    Optional<Path> path = Surroundings.path(text);
    return path.isPresent() ? Optional.of(directory.resolve(path.get())) : path;
  }

  private Sighting atPath(String name) {
    Optional<Path> path = fromHere(name);
    if (path.isEmpty()) {
      return new Sighting.Unseen(
          true, "no path can be named so in this machine's language settings");
    }
    Path file = path.get();
    if (disk.runs(file)) {
      return new Sighting.Seen(file, List.of(), 0);
    }
    if (disk.isFolder(file)) {
      return new Sighting.Unseen(false, file + " is a folder");
    }
    return new Sighting.Unseen(disk.isAbsent(file), obstacle(file).orElse(file + " is not there"));
  }

  private Sighting onPath(String name) {
    List<Path> places = places(name);
    List<Path> hits = new ArrayList<>();
    for (Path place : places) {
      if (disk.runs(place)) {
        hits.add(place);
      }
    }
    if (hits.isEmpty()) {
      return unseen(places);
    }
    Set<Path> reals = new LinkedHashSet<>();
    List<Path> others = new ArrayList<>();
    for (Path hit : hits) {
      if (reals.add(disk.real(hit)) && reals.size() > 1) {
        others.add(hit);
      }
    }
    int told = Math.min(MOST_SHADOWED, others.size());
    return new Sighting.Seen(hits.get(0), others.subList(0, told), others.size() - told);
  }

  private Sighting unseen(List<Path> places) {
    for (Path place : places) {
      Optional<String> obstacle = disk.isFolder(place) ? Optional.empty() : obstacle(place);
      if (obstacle.isPresent()) {
        return new Sighting.Unseen(false, obstacle.get());
      }
    }
    return new Sighting.Unseen(true, searched());
  }

  /** Where a program by this name may be. */
  private List<Path> places(String name) {
    List<Path> places = new ArrayList<>();
    Optional<Path> file = Surroundings.path(name);
    if (file.isPresent()) {
      for (Path folder : folders) {
        places.add(folder.resolve(file.get()));
      }
    }
    return places;
  }

  /** What is there and keeps it from running. */
  private Optional<String> obstacle(Path file) {
    if (disk.isFile(file)) {
      return Optional.of(file + " may not be executed");
    }
    return disk.isBrokenLink(file)
        ? Optional.of(file + " is a link that leads nowhere")
        : Optional.empty();
  }

  private String searched() {
    if (folders.isEmpty()) {
      return "PATH names no folder";
    }
    StringBuilder all = new StringBuilder();
    for (Path folder : folders) {
      all.append(all.length() == 0 ? "" : ", ").append(folder);
    }
    return "in none of the %d folders of PATH: %s"
        .formatted(folders.size(), Text.visible(all.toString(), MOST_SHOWN));
  }
}
