package io.plimsoll.verification.bench.process;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.verification.bench.Apparatus;
import io.plimsoll.verification.bench.Contestant;
import io.plimsoll.verification.bench.Hall;
import io.plimsoll.verification.bench.Program;
import io.plimsoll.verification.bench.Ran;
import io.plimsoll.verification.bench.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes contestants that each are a program of their own, which warms up, does its work and prints
 * its figures as JSON.
 *
 * @param hall where they race
 */
record Racers(Hall hall) {

  static final String OURS = "plimsoll, embedded";
  static final String COOKIE = "plimsoll, embedded, cookie alone";
  static final String PLAIN = "ProcessBuilder, inline reads";
  static final String ZT = "zt-exec 1.13";
  static final String COMMONS = "commons-exec 1.6";
  static final String NU = "NuProcess 3.0";
  static final String NODE = "Node child_process";
  static final String EXECA = "execa 9.6";
  static final String TIMEOUT = "coreutils timeout";
  static final String FLOOR = "C, posix_spawn";

  private static final Map<String, String> KINDS =
      Map.of(
          OURS, "plimsoll",
          COOKIE, "plimsoll-cookie",
          PLAIN, "plain",
          ZT, "zt-exec",
          COMMONS, "commons-exec",
          NU, "nuprocess",
          TIMEOUT, "timeout",
          NODE, "node",
          EXECA, "execa");

  private static final int AFTER_WORK = 3;
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /**
   * Those that {@code bin/plimsoll batch} has of heap and compiler, the same for all; NuProcess
   * needs room beside the heap for its buffers.
   */
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms7m",
          "-Xmx256m",
          "-Xmn3m",
          "-XX:TieredStopAtLevel=1",
          "-XX:MaxDirectMemorySize=1g",
          "-Dslf4j.internal.verbosity=ERROR");

  /** One in a JVM of its own. */
  Contestant jvm(String name, String work, Object... numbers) {
    String[] needed = name.equals(TIMEOUT) ? new String[] {"timeout"} : new String[0];
    return Apparatus.here()
        .contestant(name, () -> sample(java(List.of(), name, work, numbers)), needed);
  }

  /** The same, which has its commands run by a program on Node. */
  Contestant onNode(String name, String work, Object... numbers) {
    return Apparatus.here()
        .contestant(
            name,
            () -> sample(java(List.of("-Dracer.mjs=" + Node.script(hall)), name, work, numbers)),
            "node",
            "npm");
  }

  /** A program on Node that does the work itself. */
  Contestant node(String name, Object... arguments) {
    return Apparatus.here()
        .contestant(
            name,
            () -> {
              List<String> words = new ArrayList<>(List.of("node", Node.script(hall).toString()));
              words.addAll(words(arguments));
              words.add(AFTER_WORK, kind(name));
              return sample(words);
            },
            "node",
            "npm");
  }

  /** A program in C that does the work itself. */
  Contestant floor(Object... arguments) {
    return Apparatus.here()
        .contestant(
            FLOOR,
            () -> {
              List<String> words = new ArrayList<>();
              words.add(Apparatus.here().compiled(hall, Racers.class, "spawn.c").toString());
              words.addAll(words(arguments));
              return sample(words);
            },
            "gcc");
  }

  private List<String> java(List<String> more, String name, String work, Object... numbers)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(JVM);
    words.addAll(more);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Racer.class.getName()));
    Path place = Files.createTempDirectory(hall.folder(), "racer");
    words.addAll(List.of(kind(name), place.toString(), work));
    words.addAll(words(numbers));
    return words;
  }

  private static String kind(String name) {
    String kind = KINDS.get(name);
    if (kind == null) {
      throw new IllegalArgumentException(name + ": is no contestant");
    }
    return kind;
  }

  private static List<String> words(Object... values) {
    return Arrays.stream(values).map(Object::toString).toList();
  }

  private Sample sample(List<String> words) throws IOException, InterruptedException {
    Ran ran = Program.of(words).within(LONGEST).run(hall).expect(0);
    Map<String, Double> figures =
        new ObjectMapper()
            .readValue(
                Files.readString(ran.out()), new TypeReference<LinkedHashMap<String, Double>>() {});
    Double value = figures.remove(Racer.VALUE);
    if (value == null) {
      throw new IOException("printed no figures");
    }
    return new Sample(value, figures);
  }
}
