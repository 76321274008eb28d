package com.example.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts programs that refuse to run as root. Where this JVM is root they run in a user namespace,
 * in which they are nobody; where the machine allows none, as the user of that id.
 */
final class PlainUser {

  private static final String NOBODY = "65534";

  private final List<String> prefix;
  private final boolean changesOwner;

  private PlainUser(List<String> prefix, boolean changesOwner) {
    this.prefix = prefix;
    this.changesOwner = changesOwner;
  }

  static PlainUser here() throws IOException, InterruptedException {
    if (!isRoot()) {
      return new PlainUser(List.of(), false);
    }
    return works(List.of("unshare", "-U", "true")) ? namespace() : nobody();
  }

  static PlainUser namespace() {
    return new PlainUser(List.of("unshare", "-U"), false);
  }

  static PlainUser nobody() {
    return new PlainUser(
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), true);
  }

  static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  private static boolean works(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** The command as it is to be started. */
  List<String> command(List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    return all;
  }

  /** Hands a folder over to whom the programs run as. */
  void give(Path folder) throws IOException {
    if (!changesOwner) {
      return;
    }
    int owner = Integer.parseInt(NOBODY);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        Files.setAttribute(path, "unix:uid", owner, java.nio.file.LinkOption.NOFOLLOW_LINKS);
      }
    }
  }
}
