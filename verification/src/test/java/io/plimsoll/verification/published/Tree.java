package io.plimsoll.verification.published;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The source tree of this build, as far as it is published. */
final class Tree {

  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");

  private Tree() {}

  /** The folder around this module that holds the launcher. */
  static Path top() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("bin/plimsoll"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String pom(String folder) {
    return text(top().resolve(folder).resolve("pom.xml"));
  }

  /** The version of the build, as the parent pom says it. */
  static String version() {
    return first(VERSION, pom("").replaceFirst("(?s)^.*?<artifactId>plimsoll-parent<", ""));
  }

  /** The folders of all modules. */
  static List<String> modules() {
    return MODULE.matcher(pom("")).results().map(found -> found.group(1)).toList();
  }

  /** The artifacts that are published and have code, by their folders. */
  static Map<String, String> published() {
    Map<String, String> published = new LinkedHashMap<>();
    for (String folder : modules()) {
      String pom = pom(folder);
      boolean code = !pom.contains("<packaging>pom</packaging>");
      if (code && !pom.contains("<maven.deploy.skip>true</maven.deploy.skip>")) {
        published.put(folder, first(ARTIFACT, pom.replaceFirst("(?s)<parent>.*?</parent>", "")));
      }
    }
    return published;
  }

  /** The sources of the packages that everybody may see, package-info with them. */
  static List<Path> exportedSources() {
    List<Path> sources = new ArrayList<>();
    for (String folder : published().keySet()) {
      Path module = top().resolve(folder);
      descriptor(module.resolve("target/classes/module-info.class")).exports().stream()
          .filter(exported -> !exported.isQualified())
          .map(exported -> exported.source().replace('.', '/'))
          .map(module.resolve("src/main/java")::resolve)
          .forEach(each -> sources.addAll(javaFiles(each)));
    }
    return sources;
  }

  private static ModuleDescriptor descriptor(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return ModuleDescriptor.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }
}
