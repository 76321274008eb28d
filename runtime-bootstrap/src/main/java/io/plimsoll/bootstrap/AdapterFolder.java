package io.plimsoll.bootstrap;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/**
 * A folder of adapters: each jar in it, and each folder of jars, has a class loader of its own that
 * sees the ports and the JDK besides, and nothing else of ours.
 */
final class AdapterFolder {

  /** How many jars and folders of jars there may be. */
  static final int MOST = 64;

  /** How many jars one of those folders may hold. */
  static final int MOST_JARS = 256;

  private static final String ABOUT = "adapters.folder: ";

  private final List<String> problems;

  private AdapterFolder(List<String> problems) {
    this.problems = problems;
  }

  /**
   * One jar, or one folder of jars.
   *
   * @param place where it lies
   * @param loader loads its classes; to be closed
   */
  record Bundle(Path place, URLClassLoader loader) {}

  /**
   * Opens what lies in a folder that is there, in the order of the names. Names that begin with a
   * dot, and files that are no jars, do not count.
   *
   * @param problems takes what keeps a part of it from being opened
   */
  static List<Bundle> open(Path folder, List<String> problems) {
    return new AdapterFolder(problems).open(folder);
  }

  private List<Bundle> open(Path folder) {
    List<Bundle> bundles = new ArrayList<>();
    if (!isFolder(folder) || !isOurs(folder)) {
      return bundles;
    }
    ClassLoader ports = new PortsOnly();
    for (Path entry : entries(folder, MOST, "jars and folders")) {
      List<Path> jars = Files.isDirectory(entry) ? jars(entry) : List.of(entry);
      URL[] urls = jars.stream().filter(this::isSound).map(AdapterFolder::url).toArray(URL[]::new);
      if (urls.length > 0 && urls.length == jars.size()) {
        String name = "plimsoll-adapter-" + entry.getFileName();
        bundles.add(new Bundle(entry, new URLClassLoader(name, urls, ports)));
      }
    }
    return bundles;
  }

  private boolean isFolder(Path folder) {
    if (Files.isDirectory(folder)) {
      return true;
    }
    problems.add(ABOUT + "'" + folder + "' is a file; must be a folder of jars; remove it");
    return false;
  }

  private List<Path> jars(Path folder) {
    if (!isOurs(folder)) {
      return List.of();
    }
    int before = problems.size();
    List<Path> jars = entries(folder, MOST_JARS, "jars").stream().filter(this::isFile).toList();
    if (jars.isEmpty() && problems.size() == before) {
      problems.add(
          ABOUT + "'" + folder + "' holds no jar; must hold those of an adapter; remove it");
    }
    return jars;
  }

  private boolean isFile(Path path) {
    return !Files.isDirectory(path);
  }

  /** The jars and folders in a folder, sorted. */
  private List<Path> entries(Path folder, int most, String what) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, AdapterFolder::counts)) {
      for (Path entry : all) {
        if (entries.size() == most) {
          problems.add(
              "%s'%s' holds more than %d %s; must hold fewer; take some out"
                  .formatted(ABOUT, folder, most, what));
          return List.of();
        }
        entries.add(entry);
      }
    } catch (IOException e) {
      problems.add(unreadable(folder, e));
      return List.of();
    }
    entries.sort(null);
    return entries;
  }

  private static boolean counts(Path path) {
    String name = path.getFileName().toString();
    return !name.startsWith(".") && (name.endsWith(".jar") || Files.isDirectory(path));
  }

  private boolean isSound(Path jar) {
    if (!isOurs(jar)) {
      return false;
    }
    try (JarFile opened = new JarFile(jar.toFile(), false)) {
      return opened.size() >= 0;
    } catch (IOException e) {
      problems.add(
          Files.isReadable(jar)
              ? "%s'%s' is no jar that can be read (%s); must be a jar; build it anew or remove it"
                  .formatted(ABOUT, jar, e.getMessage())
              : unreadable(jar, e));
      return false;
    }
  }

  /** Whether nobody else can write it, or what it links to. */
  private boolean isOurs(Path path) {
    try {
      String problem = Ownership.problem(path);
      if (problem.isEmpty()) {
        return true;
      }
      problems.add(ABOUT + "'" + path + "' " + problem);
    } catch (IOException e) {
      problems.add(unreadable(path, e));
    }
    return false;
  }

  private static String unreadable(Path path, IOException e) {
    String why = e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e);
    return "%s'%s' cannot be read: %s; let it be read, or take it out".formatted(ABOUT, path, why);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e); // what a file system calls its files has a protocol
    }
  }
}
