package io.plimsoll.cli.report;

import io.plimsoll.report.LeakReport;
import io.plimsoll.report.ReportPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
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
import java.util.function.UnaryOperator;

/**
 * The leak reports of sessions, in a folder of which only its owner sees anything. Each is kept as
 * JSON; one that has something to say also as text and as a page.
 */
public final class ReportStore {

  /** So many sessions that have something to say are kept, and as many that do not. */
  public static final int MOST = 32;

  private static final int ID = 16;

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
    for (Entry each : files()) {
      if (name(each.file()).endsWith(".json")) {
        all.add(each);
      }
    }
    return all;
  }

  /** Their files of all kinds, in the same order. */
  private List<Entry> files() throws IOException {
    List<Entry> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = name(file);
        if (isOurs(name)) {
          all.add(new Entry(name.substring(0, ID), file, age(file)));
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw new UncheckedIOException(e.getCause());
    }
    all.sort(new NewestFirst());
    return all;
  }

  /**
   * Whether a file is of a report: the id of a session, its kind, and {@code .part} while it is
   * written. By hand: each batch asks it of all of them.
   */
  static boolean isOurs(String name) {
    if (name.length() < ID) {
      return false;
    }
    for (int at = 0; at < ID; at++) {
      char c = name.charAt(at);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return switch (name.substring(ID)) {
      case ".json", ".txt", ".html", ".json.part", ".txt.part", ".html.part" -> true;
      default -> false;
    };
  }

  private static final class NewestFirst implements Comparator<Entry> {

    @Override
    public int compare(Entry one, Entry other) {
      int order = other.written().compareTo(one.written());
      return order == 0 ? one.session().compareTo(other.session()) : order;
    }
  }

  private void forgetOldest() throws IOException {
    Map<String, List<Path>> sessions = new LinkedHashMap<>();
    for (Entry each : files()) {
      List<Path> others = sessions.get(each.session());
      if (others == null) {
        others = new ArrayList<>();
        sessions.put(each.session(), others);
      }
      others.add(each.file());
    }
    int telling = 0;
    int silent = 0;
    for (List<Path> files : sessions.values()) {
      if ((tells(files) ? ++telling : ++silent) > MOST) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean tells(List<Path> files) {
    for (Path file : files) {
      if (name(file).endsWith(".txt")) {
        return true;
      }
    }
    return false;
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
