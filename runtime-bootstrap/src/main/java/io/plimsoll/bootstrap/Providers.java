package io.plimsoll.bootstrap;

import io.plimsoll.command.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the providers of a service; one that is broken becomes a problem that names it. */
final class Providers {

  /** How many broken ones are told of one class loader. */
  static final int MOST_BROKEN = 64;

  private static final String TOO_LATE = "class file version (\\d+)";
  private static final int VERSION_OF_JAVA_0 = 44;
  private static final int WORDS = 300;

  private Providers() {}

  /**
   * Makes all providers that a class loader, or one above it, knows.
   *
   * @param place where its classes lie; empty where that differs from one to the next
   * @param problems takes a line for each that cannot be made
   * @return how many were made or told of
   */
  static <S> int each(
      Class<S> service,
      ClassLoader loader,
      Optional<Path> place,
      Consumer<S> found,
      List<String> problems) {
    Iterator<S> providers = ServiceLoader.load(service, loader).iterator();
    int count = 0;
    int broken = 0;
    while (broken < MOST_BROKEN) {
      S provider;
      try {
        if (!providers.hasNext()) {
          return count;
        }
        provider = providers.next();
      } catch (ServiceConfigurationError | LinkageError e) {
        problems.add(problem(service, loader, place, e));
        broken++;
        count++;
        continue;
      }
      found.accept(provider);
      count++;
    }
    return count;
  }

  /** Where a class comes from: its jar or folder of classes, as far as that is known. */
  static String origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return location == null ? "the JDK" : shown(location);
  }

  private static String shown(URL location) {
    return location.getProtocol().equals("file")
        ? Path.of(URI.create(location.toString())).toString()
        : location.toString();
  }

  private static String problem(
      Class<?> service, ClassLoader loader, Optional<Path> place, Throwable e) {
    Map<String, String> named = named(service, loader);
    String words = String.valueOf(e.getMessage()).replace('/', '.');
    Optional<String> known =
        named.keySet().stream()
            .filter(name -> words.contains(name))
            .findFirst()
            .or(() -> named.keySet().stream().filter(name -> isBroken(name, loader)).findFirst());
    String from =
        place
            .map(Path::toString)
            .or(() -> known.map(name -> named.getOrDefault(name, "")))
            .orElse("the module path or class path");
    return "adapter %s (from %s): cannot be made: %s"
        .formatted(known.orElse("of unknown class"), from, why(service, e));
  }

  private static boolean isBroken(String name, ClassLoader loader) {
    try {
      var unused = Class.forName(name, false, loader);
      return false;
    } catch (ClassNotFoundException | LinkageError e) {
      return true;
    }
  }

  private static String why(Class<?> service, Throwable e) {
    Matcher late = Pattern.compile(TOO_LATE).matcher(String.valueOf(e.getMessage()));
    if (e instanceof UnsupportedClassVersionError && late.find()) {
      return "it is compiled for Java %d, and this is Java %d; compile it for Java %d or start a later one"
          .formatted(
              Integer.parseInt(late.group(1)) - VERSION_OF_JAVA_0,
              Runtime.version().feature(),
              Runtime.version().feature());
    }
    String words = String.valueOf(e.getMessage());
    String own = service.getName() + ": ";
    Throwable cause = e.getCause();
    return Text.visible(
            (e instanceof ServiceConfigurationError
                    ? words.replace(own, "")
                    : e.getClass().getName() + ": " + words)
                + (cause == null ? "" : ": " + cause),
            WORDS)
        + "; repair it, or take it out";
  }

  /** The classes that the files of a service name, each with the jar of the file. */
  private static Map<String, String> named(Class<?> service, ClassLoader loader) {
    Map<String, String> named = new TreeMap<>();
    try {
      for (URL file :
          Collections.list(loader.getResources("META-INF/services/" + service.getName()))) {
        try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(opened(file), StandardCharsets.UTF_8))) {
          lines
              .lines()
              .map(line -> line.replaceFirst("#.*", "").strip())
              .filter(line -> !line.isEmpty())
              .limit(MOST_BROKEN)
              .forEach(line -> named.put(line, jarOf(file)));
        }
      }
    } catch (IOException e) {
      return named; // what is known so far has to do
    }
    return named;
  }

  private static InputStream opened(URL file) throws IOException {
    URLConnection connection = file.openConnection();
    connection.setUseCaches(false); // else its jar would stay open
    return connection.getInputStream();
  }

  private static String jarOf(URL file) {
    String text = file.toString();
    int end = text.startsWith("jar:") ? text.lastIndexOf("!/") : text.lastIndexOf("META-INF/");
    String place = text.substring(text.startsWith("jar:") ? 4 : 0, Math.max(end, 4));
    return place.startsWith("file:") ? Path.of(URI.create(place)).toString() : place;
  }
}
