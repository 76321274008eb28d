package io.plimsoll.cli;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.memory.LoadReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps why runtimes left at the load line: the last few, in the state folder. */
final class Reports {

  /** More are not kept: the oldest goes. */
  static final int MOST = 32;

  private Reports() {}

  /** Why, in words. */
  static String why(LoadReport report) {
    return report.leaving().orElse("the memory is full");
  }

  /** Keeps why this runtime left, if it did, and says where. */
  static Optional<LoadReport> kept(Plimsoll plimsoll, Settings settings, Host host) {
    Optional<LoadReport> left = plimsoll.leftAtLoadLine();
    if (left.isPresent()) {
      Optional<Path> state = Plimsoll.stateFolder(settings);
      try {
        if (state.isPresent()) {
          host.say("report: " + write(state.get(), plimsoll.session(), left.get()));
        }
      } catch (IOException e) {
        host.say("the report cannot be written: " + e.getMessage());
        host.say(left.get().text().strip());
      }
    }
    return left;
  }

  private static Path write(Path state, String session, LoadReport report) throws IOException {
    Path folder = state.resolve("reports");
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("'" + folder + "' is a link");
    }
    Path file = folder.resolve(session + ".txt");
    Files.writeString(
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        report.text(),
        StandardCharsets.UTF_8,
        StandardOpenOption.WRITE);
    forgetOldest(folder);
    return file;
  }

  private static void forgetOldest(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all = files.sorted(java.util.Comparator.comparing(Reports::age)).toList();
    }
    for (Path old : all.subList(0, Math.max(0, all.size() - MOST))) {
      Files.deleteIfExists(old);
    }
  }

  private static java.nio.file.attribute.FileTime age(Path file) {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return java.nio.file.attribute.FileTime.fromMillis(0); // gone
    }
  }
}
