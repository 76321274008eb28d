package io.plimsoll.verification.chaos;

import io.plimsoll.verification.workload.ProcessVitals;
import java.util.Set;

/**
 * What this JVM holds.
 *
 * @param threads its threads, without those that the JDK keeps for a minute after a child's end
 * @param ours the threads of a runtime among them
 * @param descriptors its open descriptors
 */
record Vitals(int threads, int ours, int descriptors) {

  private static final String REAPER = "process reaper";

  static Vitals now() {
    Set<Thread> all = Thread.getAllStackTraces().keySet();
    long threads = all.stream().filter(t -> !t.getName().startsWith(REAPER)).count();
    long ours = all.stream().filter(t -> t.getName().startsWith("plimsoll-")).count();
    int descriptors = ProcessVitals.of(ProcessHandle.current().pid()).descriptors();
    return new Vitals((int) threads, (int) ours, descriptors);
  }
}
