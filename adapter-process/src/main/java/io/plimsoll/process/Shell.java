package io.plimsoll.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shell of this machine, and what it does to the environment that it hands on. All that a shell
 * drops or changes goes past it, by the program {@code env}, so that a command sees what it was
 * given.
 *
 * @param program the shell
 * @param plain whether it is dash, which sets nothing of its own but {@code PWD}
 * @param env the program {@code env}
 */
record Shell(String program, boolean plain, String env) {

  static final String PATH = "/bin/sh";

  /** What every shell sets anew, or stumbles over. */
  private static final Set<String> OF_ALL = Set.of("IFS", "LINENO", "OPTIND", "PPID");

  /** What others than dash set besides. */
  private static final List<String> OF_OTHERS =
      List.of(
          "PWD",
          "OLDPWD",
          "SHLVL",
          "_",
          "OPTARG",
          "OPTERR",
          "PS1",
          "PS2",
          "PS4",
          "UID",
          "EUID",
          "RANDOM",
          "SECONDS",
          "SHELLOPTS",
          "POSIXLY_CORRECT",
          "HISTFILE",
          "HOSTTYPE",
          "MACHTYPE",
          "OSTYPE",
          "EPOCHSECONDS",
          "EPOCHREALTIME",
          "SRANDOM",
          "GROUPS",
          "DIRSTACK",
          "FUNCNAME",
          "PIPESTATUS");

  /** The shell of this machine. */
  static Shell here(String env) {
    return new Shell(PATH, isPlain(), env);
  }

  private static boolean isPlain() {
    try {
      return Path.of(PATH).toRealPath().endsWith("dash");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * An environment divided.
   *
   * @param environment what the shell gets
   * @param before what stands before the program, to add the rest
   */
  record Handed(Map<String, String> environment, List<String> before) {}

  Handed hand(Map<String, String> environment, String command) {
    Map<String, String> safe = new HashMap<>();
    List<String> unsafe = new ArrayList<>();
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      if (changes(entry.getKey())) {
        unsafe.add(entry.getKey() + "=" + entry.getValue());
      } else {
        safe.put(entry.getKey(), entry.getValue());
      }
    }
    if (plain && unsafe.isEmpty()) {
      return new Handed(environment, List.of());
    }
    List<String> before = new ArrayList<>(List.of(env));
    if (!plain) {
      for (String name : OF_OTHERS) {
        before.addAll(List.of("-u", name));
      }
    }
    before.addAll(unsafe);
    if (command.indexOf('=') >= 0) {
      before.addAll(List.of("nice", "-n", "0")); // env would take it for a variable
    }
    return new Handed(safe, before);
  }

  /** Whether it hands on these variables as they are, and sets none but {@code PWD}. */
  boolean keeps(Map<String, String> environment) {
    for (String name : environment.keySet()) {
      if (!keeps(name)) {
        return false;
      }
    }
    return plain;
  }

  /** The same of one. */
  boolean keeps(String name) {
    return plain && !changes(name);
  }

  private boolean changes(String name) {
    return OF_ALL.contains(name)
        || isDropped(name)
        || (!plain && (OF_OTHERS.contains(name) || name.startsWith("BASH")));
  }

  /** What shells drop when they start, as they take no such name. */
  private static boolean isDropped(String name) {
    if (name.isEmpty() || (name.charAt(0) >= '0' && name.charAt(0) <= '9')) {
      return true;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_') {
        return true;
      }
    }
    return false;
  }
}
