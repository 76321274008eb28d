package io.plimsoll.report;

import io.plimsoll.growth.Gauge;
import java.util.Map;

/**
 * What makes a thing grow as a rule, and what to change then.
 *
 * @param cause what does it
 * @param advice what to change
 */
record Advice(String cause, String advice) {

  private static final String TRY_BLOCK =
      "open it in a try block, so that it is closed whatever happens";

  private static final Map<String, Advice> KNOWN =
      Map.ofEntries(
          Map.entry(
              "leases",
              new Advice(
                  "commands are started in this scope faster than they end, or the scope is never closed",
                  "close the scope: "
                      + TRY_BLOCK
                      + "; give its commands a timeout where they have none")),
          Map.entry(
              "open scopes",
              new Advice("scopes are opened and not closed", "close each scope: " + TRY_BLOCK)),
          Map.entry(
              "children",
              new Advice(
                  "commands are started and do not end",
                  "give them a timeout (process.timeout, --timeout), and close the scope that owns them")),
          Map.entry(
              "commands that wait",
              new Advice(
                  "the queue is fed faster than it is served",
                  "hand commands in at a lower rate, or raise process.concurrency where the machine allows it; process.queue is where the next one is refused")),
          Map.entry(
              "tree",
              new Advice(
                  "the processes of this command keep the memory that they take",
                  "give it a limit (run --memory SIZE, process.memory), or mend the command; a Node.js or Java program takes --heap-limit")),
          Map.entry(
              "threads",
              new Advice(
                  "threads are started and do not end",
                  "shut down each executor that is made, and use one instead of one for each task; 'jcmd PID Thread.print' names them")),
          Map.entry(
              "loaded classes",
              new Advice(
                  "classes are made or loaded, and their loaders are kept: proxies, scripts, plug-ins that are loaded anew",
                  "load each once, and let go of a loader when it is done with; 'jcmd PID VM.classloader_stats' names the loaders")),
          Map.entry(
              "open descriptors",
              new Advice(
                  "files or sockets are opened and not closed",
                  "open them in a try block; 'ls -l /proc/PID/fd' names them")),
          Map.entry(
              "lent connections",
              new Advice(
                  "connections are borrowed and not given back",
                  "close the handle of each loan: borrow in a try block, or through a scope, which gives back what it owns")),
          Map.entry(
              "dropped handles",
              new Advice(
                  "handles of loans are lost: what held them was collected before they were closed",
                  "close the handle of each loan: borrow in a try block; the pool finds what is lost only at a collection")),
          Map.entry(
              "memory of all trees",
              new Advice(
                  "the processes of several commands keep the memory that they take",
                  "look at the largest holders; give the commands a limit (process.memory), or mend them")),
          Map.entry(
              "borrowers that wait",
              new Advice(
                  "more is borrowed at a time than the pool has, or loans are not given back",
                  "give loans back sooner; raise the most connections of the pool where the server allows it")),
          Map.entry(
              "heap",
              new Advice(
                  "objects are kept that no cache and no other count explains: most often a map or a list of the program's own",
                  "give it a bound: keep its entries in a cache (Plimsoll.cache), or have its size watched (Plimsoll.watch); 'jcmd PID GC.class_histogram' names the classes")),
          Map.entry(
              "memory outside the heap",
              new Advice(
                  "memory is kept that no collection frees: direct buffers, native libraries, classes, or stacks of threads",
                  "bound direct buffers with -XX:MaxDirectMemorySize; with -XX:NativeMemoryTracking=summary 'jcmd PID VM.native_memory' names the part")));

  /** What is known of a gauge by its name. */
  static Advice of(Gauge gauge) {
    Advice known = KNOWN.get(gauge.name());
    return known != null
        ? known
        : new Advice(
            "the program around the runtime adds to it and takes nothing away",
            gauge.unit() == Gauge.Unit.COUNT
                ? "give it a bound: keep what it counts in a cache (Plimsoll.cache), or remove what is done with"
                : "give it a bound, and say what happens at it");
  }
}
