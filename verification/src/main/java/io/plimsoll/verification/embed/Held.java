package io.plimsoll.verification.embed;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;

/**
 * What a program holds.
 *
 * @param threads those that live, but for the JDK's own that wait for processes or lend a hand
 * @param descriptors those that are open; zero where the system does not tell
 * @param beans the management beans that are registered
 * @param heapBytes what is in use after a collection of the whole heap
 * @param classes the classes that are loaded
 */
record Held(int threads, int descriptors, int beans, long heapBytes, int classes) {

  static Held now() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc(); // what had to be finalised or cleaned first
    return new Held(
        (int) Thread.getAllStackTraces().keySet().stream().filter(Held::isOfTheProgram).count(),
        open(),
        ManagementFactory.getPlatformMBeanServer().getMBeanCount(),
        memory.getHeapMemoryUsage().getUsed(),
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
  }

  /** The JDK's own stay for a minute after the last process that they waited for. */
  private static boolean isOfTheProgram(Thread thread) {
    String name = thread.getName();
    return !name.startsWith("process reaper") && !name.startsWith("ForkJoinPool.commonPool-");
  }

  private static int open() {
    String[] all = Path.of("/proc/self/fd").toFile().list();
    return all == null ? 0 : all.length;
  }
}
