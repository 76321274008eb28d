package io.plimsoll.cli.report;

import io.plimsoll.report.LeakReport;
import io.plimsoll.report.ReportPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The leak reports of sessions, in a folder of which only its owner sees anything. Each is kept as
 * JSON; one that has something to say also as text and as a page.
 */
public final class ReportStore {

  /** So many sessions that have something to say are kept, and as many that do not. */
  public static final int MOST = 32;

  private static final Pattern NAME =
      Pattern.compile("([0-9a-f]{16})\\.(?:json|txt|html)(?:\\.part)?");

  private final Path folder;

  /** Below the folder of the state. */
  public ReportStore(Path state) {
    this.folder = state.resolve("reports");
  }

  /**
   * A report that is kept.
   *
   * @param session the id of its session
   * @param file where it is, as JSON
   * @param written when it was written
   */
  public record Entry(String session, Path file, FileTime written) {}

  /** Where they are. */
  public Path folder() {
    return folder;
  }

  /**
   * Keeps one, and forgets the oldest where there are too many.
   *
   * @param tells whether it has something to say
   * @param redaction takes secrets out of a text
   * @return the file for people, or the one there is
   */
  public Path keep(LeakReport report, boolean tells, UnaryOperator<String> redaction)
      throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("'" + folder + "' is a link");
    }
    LeakReport discreet = new Discreet(redaction).of(report);
    Path file = null;
    if (tells) {
      file = write(discreet.session() + ".txt", discreet.text());
    }
    Path json = write(discreet.session() + ".json", ReportJson.text(discreet));
    if (tells) {
      write(discreet.session() + ".html", ReportPage.html(discreet));
    }
    forgetOldest();
    return file == null ? json : file;
  }

  /** A file is all there or not there. */
  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Path part = folder.resolve(name + ".part");
    Files.deleteIfExists(part);
    Files.createFile(
        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(part, text);
    return Files.move(
        part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Those that are kept, the newest first; none where there is no folder. */
  public List<Entry> list() throws IOException {
    List<Entry> all = new ArrayList<>();
    for (Path file : files()) {
      Matcher name = NAME.matcher(name(file));
      if (name.matches() && name(file).endsWith(".json")) {
        all.add(new Entry(name.group(1), file, age(file)));
      }
    }
    all.sort(Comparator.comparing(Entry::written).reversed().thenComparing(Entry::session));
    return all;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> NAME.matcher(name(file)).matches()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private void forgetOldest() throws IOException {
    Map<String, List<Path>> sessions = new LinkedHashMap<>();
    files().stream()
        .sorted(Comparator.comparing(ReportStore::age).reversed())
        .forEach(
            file ->
                sessions
                    .computeIfAbsent(name(file).substring(0, 16), session -> new ArrayList<>())
                    .add(file));
    Predicate<List<Path>> tells =
        files -> files.stream().anyMatch(file -> name(file).endsWith(".txt"));
    for (Predicate<List<Path>> kind : List.of(tells, tells.negate())) {
      for (List<Path> old : sessions.values().stream().filter(kind).skip(MOST).toList()) {
        for (Path file : old) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static FileTime age(Path file) {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // gone
    }
  }
}
