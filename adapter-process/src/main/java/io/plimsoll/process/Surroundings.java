package io.plimsoll.process;

import io.plimsoll.port.ProcessLauncher.Fact;
import io.plimsoll.process.proc.ProcReader;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the machine and the platform offer, for the launcher and for people. */
final class Surroundings {

  private static final int PAGE_SIZE_KEY = 6; // AT_PAGESZ
  private static final int USUAL_PAGE = 4_096;
  private static final String MECHANISM = "jdk.lang.Process.launchMechanism";

  private Surroundings() {}

  /** Whether {@code /proc} is there as Linux has it. */
  static boolean isLinux() {
    return new File("/proc/self/fd").isDirectory()
        && new File("/proc/self/fdinfo").isDirectory()
        && new File("/proc/self/stat").canRead();
  }

  /** The size of a page of memory, from what the kernel told this process at its start. */
  static long pageBytes() {
    ProcReader reader = new ProcReader();
    int length = reader.readAll("/proc/self/auxv");
    if (length > 0) {
      ByteBuffer pairs = ByteBuffer.wrap(reader.buffer(), 0, length).order(ByteOrder.nativeOrder());
      while (pairs.remaining() >= 2 * Long.BYTES) {
        long key = pairs.getLong();
        long value = pairs.getLong();
        if (key == PAGE_SIZE_KEY && value > 0) {
          return value;
        }
      }
    }
    return USUAL_PAGE;
  }

  static List<Fact> facts(boolean ownPipes, boolean readsMemory) {
    List<Fact> facts = new ArrayList<>();
    String mechanism = System.getProperty(MECHANISM, "");
    boolean forks = mechanism.toUpperCase(Locale.ROOT).equals("FORK");
    facts.add(
        new Fact(
            "launch mechanism",
            forks
                ? "FORK: copies the whole address space at each start; remove -D" + MECHANISM
                : mechanism.isEmpty() ? "the platform's default" : mechanism,
            !forks));
    facts.add(
        new Fact(
            "capture",
            ownPipes
                ? "pipes of our own, waited for in the kernel"
                : "the platform's streams, polled: /proc/self/fd is not there or cannot be opened",
            ownPipes));
    if (ownPipes) {
      facts.add(CloseOnExec.fact());
    }
    ProcReader reader = new ProcReader();
    boolean memory = reader.readAll("/proc/self/stat") > 0;
    facts.add(
        new Fact(
            "memory",
            !memory
                ? "not known: /proc is not there"
                : readsMemory
                    ? "resident pages in /proc/PID/stat"
                    : "not known by parent links alone: no limit of memory is kept",
            memory && readsMemory));
    String most = reader.text("/proc/sys/kernel/pid_max");
    facts.add(new Fact("pid_max", most.isEmpty() ? "not known" : most, true));
    return facts;
  }
}
