package io.plimsoll.cli;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.Settings;
import io.plimsoll.cli.settings.CliSettings;
import io.plimsoll.command.ByteSize;
import io.plimsoll.port.ProcessLauncher.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Judges what a machine offers against what is asked of it. */
final class Examination {

  /** Descriptors that one captured command costs us, and those we need besides. */
  private static final int FILES_PER_COMMAND = 3;

  private static final int FILES_BESIDES = 100;

  private final Machine machine;
  private final Settings settings;
  private final List<Finding> findings = new ArrayList<>();

  private Examination(Machine machine, Settings settings) {
    this.machine = machine;
    this.settings = settings;
  }

  /** All findings, in the order in which they are shown. */
  static List<Finding> of(Machine machine, Settings settings, List<Fact> facts) {
    Examination examination = new Examination(machine, settings);
    examination.ground();
    examination.limits();
    for (Fact fact : facts) {
      examination.found(fact.name(), verdict(fact), fact.value());
    }
    examination.inForce();
    return List.copyOf(examination.findings);
  }

  private static Finding.Verdict verdict(Fact fact) {
    if (!fact.kept()) {
      return Finding.Verdict.PROBLEM;
    }
    return fact.works() ? Finding.Verdict.OK : Finding.Verdict.NOTE;
  }

  private void ground() {
    if (machine.isLinux()) {
      ok("system", machine.system());
    } else {
      problem(
          "system",
          machine.system()
              + ": only Linux is complete; elsewhere a descendant that leaves its parent escapes");
    }
    ok("jvm", machine.java());
    ok("processors", machine.processors() + ", so many commands are live at once by default");
    heap();
  }

  /** Collectors keep a part of what they were given for themselves. */
  private void heap() {
    ByteSize most = ByteSize.bytes(machine.heapBytes());
    Optional<ByteSize> asked = settings.get(CliSettings.HEAP);
    if (asked.isPresent()
        && (most.bytes() < 0.8 * asked.get().bytes() || most.bytes() > asked.get().bytes())) {
      problem(
          "heap",
          "at most %s, but memory.heap is %s: the launcher reads PLIMSOLL_MEMORY_HEAP, or a line heap = \"%s\" below [memory]"
              .formatted(most, asked.get(), asked.get()));
    } else {
      ok("heap", "at most " + most);
    }
  }

  private void limits() {
    int concurrency = settings.get(RuntimeSettings.CONCURRENCY);
    long needed = (long) FILES_PER_COMMAND * concurrency + FILES_BESIDES;
    OptionalLong files = machine.openFiles();
    if (files.isPresent() && files.getAsLong() < needed) {
      problem(
          "open files",
          "at most %d, %d commands at once need about %d; raise ulimit -n, or lower process.concurrency"
              .formatted(files.getAsLong(), concurrency, needed));
    } else {
      ok("open files", shown("at most ", files));
    }
    ok("processes", shown("at most ", machine.processes()));
    if (machine.mostPids().isPresent() && machine.mostPids().getAsLong() <= 32_768) {
      note(
          "process ids",
          "%d before they wrap; a process is known by its id and its start together"
              .formatted(machine.mostPids().getAsLong()));
    } else {
      ok("process ids", shown("", machine.mostPids()));
    }
    if (machine.ourPid() == 1) {
      note(
          "pid 1",
          "this is the first process here: orphans fall to it, and it never collects them; "
              + "run the container with an init, such as docker run --init");
    }
    if (machine.procReadable()) {
      ok("/proc", "shows processes, their memory and their environment");
    } else {
      problem("/proc", "shows no processes: memory limits and stray descendants cannot be seen");
    }
    ok("control groups", machine.controlGroups() + " mounted");
  }

  private void inForce() {
    ok(
        "timeout",
        settings.text(RuntimeSettings.TIMEOUT)
            + ", then "
            + settings.text(RuntimeSettings.GRACE)
            + " to leave");
    ok(
        "memory",
        settings.get(RuntimeSettings.MEMORY).isNone()
            ? "no limit unless a command says otherwise"
            : settings.text(RuntimeSettings.MEMORY) + " for each command's tree");
  }

  private static String shown(String before, OptionalLong number) {
    return number.isPresent() ? before + number.getAsLong() : "no limit known";
  }

  private void ok(String about, String words) {
    found(about, Finding.Verdict.OK, words);
  }

  private void note(String about, String words) {
    found(about, Finding.Verdict.NOTE, words);
  }

  private void problem(String about, String words) {
    found(about, Finding.Verdict.PROBLEM, words);
  }

  private void found(String about, Finding.Verdict verdict, String words) {
    findings.add(new Finding(about, verdict, words));
  }
}
