package io.plimsoll.cli.detect;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be told by the folder alone. */
final class PlaceRules {

  private static final List<Path> SYSTEM =
      paths(
          "/usr/bin",
          "/bin",
          "/usr/sbin",
          "/sbin",
          "/usr/lib",
          "/usr/lib64",
          "/usr/lib32",
          "/usr/libexec",
          "/usr/share",
          "/usr/games",
          "/lib",
          "/lib64");

  private static final List<Path> LOCAL = paths("/usr/local", "/opt");

  private static final List<Path> SNAP = paths("/snap", "/var/lib/snapd/snap");

  private static final List<Path> BREW = paths("/opt/homebrew");

  private static final Path STORE = Path.of("/nix/store");

  /** Folders in which package managers note what they installed. */
  private static final List<Map.Entry<String, Path>> MANAGERS =
      List.of(
          Map.entry("dpkg", Path.of("/var/lib/dpkg")),
          Map.entry("pacman", Path.of("/var/lib/pacman")),
          Map.entry("apk", Path.of("/lib/apk/db")),
          Map.entry("rpm", Path.of("/var/lib/rpm")),
          Map.entry("rpm", Path.of("/usr/lib/sysimage/rpm")));

  private PlaceRules() {}

  /** snap: its folder, or a link to its one program. */
  static Optional<Verdict> snap(Program program, Surroundings here, FileFacts files) {
    Optional<Path> folder = first(SNAP, program.path()).or(() -> first(SNAP, program.real()));
    if (folder.isPresent()) {
      return Optional.of(Verdict.of(Kind.SNAP, "in " + folder.get() + ", the folder of snap"));
    }
    boolean led =
        Segments.name(program.real()).equals("snap")
            && !Segments.name(program.path()).equals("snap");
    return led
        ? Optional.of(Verdict.of(Kind.SNAP, "a link leads to " + program.real()))
        : Optional.empty();
  }

  /** homebrew: its cellar, or a folder that is all its own. */
  static Optional<Verdict> homebrew(Program program, Surroundings here, FileFacts files) {
    for (Path place : program.places()) {
      Optional<Path> cellar = Segments.upTo(place, "Cellar");
      Optional<Path> home =
          cellar
              .map(folder -> Segments.first(place, folder.getNameCount() + 2))
              .or(() -> Segments.upTo(place, ".linuxbrew"))
              .or(() -> first(BREW, place));
      if (home.isPresent()) {
        return Optional.of(
            Verdict.of(Kind.HOMEBREW, "in " + home.get() + ", a folder of homebrew"));
      }
    }
    return Optional.empty();
  }

  /** nix: its store. */
  static Optional<Verdict> nix(Program program, Surroundings here, FileFacts files) {
    return program.places().stream()
        .filter(place -> place.startsWith(STORE))
        .findFirst()
        .map(place -> Verdict.of(Kind.NIX, "in " + Segments.first(place, 3)));
  }

  /** cargo: its folder of programs, where rustup puts its proxies too. */
  static Optional<Verdict> cargo(Program program, Surroundings here, FileFacts files) {
    for (Path place : program.places()) {
      Optional<Path> bin =
          here.folder("CARGO_HOME")
              .map(home -> home.resolve("bin"))
              .filter(place::startsWith)
              .or(() -> Segments.upTo(place, ".cargo", "bin"));
      if (bin.isPresent()) {
        Verdict verdict = Verdict.of(Kind.CARGO, "in %s, the folder of cargo".formatted(bin.get()));
        boolean proxy =
            Segments.name(program.real()).equals("rustup")
                && !Segments.name(program.path()).equals("rustup");
        return Optional.of(proxy ? verdict.and("a proxy of rustup") : verdict);
      }
    }
    return Optional.empty();
  }

  /** go: where {@code go install} puts programs. */
  static Optional<Verdict> go(Program program, Surroundings here, FileFacts files) {
    String several = here.environment().getOrDefault("GOPATH", "");
    for (Path place : program.places()) {
      Optional<String> found = here.folder("GOBIN").filter(place::startsWith).map(p -> "GOBIN");
      for (String entry : several.split(File.pathSeparator, -1)) {
        found =
            found.or(
                () ->
                    Surroundings.path(entry)
                        .filter(root -> place.startsWith(root.resolve("bin")))
                        .map(root -> "GOPATH"));
      }
      found =
          found.or(() -> here.belowHome("go", "bin").filter(place::startsWith).map(p -> "~/go"));
      if (found.isPresent()) {
        return Optional.of(
            Verdict.of(
                Kind.GO,
                "in %s, the folder of go install by %s"
                    .formatted(Segments.folder(place), found.get())));
      }
    }
    return Optional.empty();
  }

  /** The system's, by hand, or the user's: as the real file lies, and else as the link does. */
  static Optional<Verdict> place(Program program, Surroundings here, FileFacts files) {
    Optional<Verdict> verdict =
        at(program.real(), here, files).or(() -> at(program.path(), here, files));
    Optional<Path> alternative =
        program.links().stream().filter(link -> link.startsWith("/etc/alternatives")).findFirst();
    return alternative.isPresent()
        ? verdict.map(v -> v.and("chosen by " + alternative.get()))
        : verdict;
  }

  private static Optional<Verdict> at(Path place, Surroundings here, FileFacts files) {
    Optional<Path> local = first(LOCAL, place);
    if (local.isPresent()) {
      return Optional.of(
          Verdict.of(
              Kind.LOCAL, "in " + local.get() + ", which no package manager of the system owns"));
    }
    Optional<Path> system = first(SYSTEM, place);
    if (system.isPresent()) {
      String owner =
          MANAGERS.stream()
              .filter(manager -> files.isFolder(manager.getValue()))
              .map(manager -> "where " + manager.getKey() + " puts programs")
              .findFirst()
              .orElse("a folder of the system");
      return Optional.of(Verdict.of(Kind.SYSTEM, "in %s, %s".formatted(system.get(), owner)));
    }
    for (Optional<Path> own : List.of(here.belowHome(".local", "bin"), here.belowHome("bin"))) {
      if (own.filter(place::startsWith).isPresent()) {
        return Optional.of(
            Verdict.of(Kind.USER, "in " + own.get() + ", the user's own folder of programs"));
      }
    }
    return here.folder("HOME")
        .filter(place::startsWith)
        .map(home -> Verdict.of(Kind.USER, "below the user's folder " + home));
  }

  private static Optional<Path> first(List<Path> folders, Path place) {
    return folders.stream().filter(place::startsWith).findFirst();
  }

  private static List<Path> paths(String... texts) {
    return java.util.Arrays.stream(texts).map(Path::of).toList();
  }
}
