package io.plimsoll.process.orphan;

import io.plimsoll.process.proc.StartTurn;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A shell process in a session of its own that waits on a pipe of ours. When the pipe ends without
 * a farewell, its runtime was killed: then it ends whoever carries the session. Any thread.
 */
final class Sentinel {

  /** By this name it is known in lists of processes. */
  static final String NAME = "plimsoll-sentinel";

  private static final long MOST_GRACE = 100L * Integer.MAX_VALUE;

  private final Process process;
  private final OutputStream pipe;

  private Sentinel(Process process) {
    this.process = process;
    this.pipe = process.getOutputStream();
  }

  /**
   * What a sentinel is told at its start.
   *
   * @param session whose carriers it ends
   * @param grace between TERM and KILL
   * @param folder the notes that it removes in the end, if there are any
   * @param group the control group that it ends and removes, if there is one
   * @param marks the folder of marks that it removes in the end, if there may be one
   * @param around the leases of the runtimes around ours; empty where there are none
   */
  record Orders(
      String session,
      Duration grace,
      Optional<Path> folder,
      Optional<Path> group,
      Optional<Path> marks,
      String around,
      Programs programs) {

    List<String> line() throws IOException {
      List<String> line = new ArrayList<>();
      Optional<String> setsid = programs.find("setsid");
      if (setsid.isPresent()) {
        line.add(setsid.get());
      }
      line.add(found("sh"));
      line.addAll(List.of("-c", SentinelScript.TEXT, NAME, session));
      line.add(Long.toString(Math.min(MOST_GRACE, grace.toMillis() / 10)));
      line.add(text(folder));
      line.add(text(group));
      line.add(Long.toString(ProcessHandle.current().pid()));
      line.add(text(marks));
      found("grep");
      return line;
    }

    private String found(String program) throws IOException {
      Optional<String> found = programs.find(program);
      if (found.isEmpty()) {
        throw new IOException("there is no " + program);
      }
      return found.get();
    }

    private static String text(Optional<Path> path) {
      return path.isPresent() ? path.get().toString() : "";
    }

    /** It carries no session of its own: it must not find itself. */
    Map<String, String> environment() {
      Map<String, String> all = new java.util.HashMap<>();
      all.put("PATH", programs.path());
      all.put("LC_ALL", "C");
      if (!around.isEmpty()) {
        all.put(Marks.OUTER, around);
      }
      return all;
    }
  }

  /** Starts one; it works from now on, even if this process ends before its shell has begun. */
  static Sentinel start(Orders orders) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(orders.line())
            .directory(new File("/"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(orders.environment());
    return new Sentinel(StartTurn.start(builder));
  }

  Process process() {
    return process;
  }

  /** Lets a lease live on whatever happens to the runtime. */
  void keep(String lease) throws IOException {
    tell("keep " + lease);
  }

  /** Says farewell: it leaves without ending anybody. */
  void bye() {
    try {
      tell("bye");
      pipe.close();
    } catch (IOException e) {
      process.destroyForcibly(); // it has gone already
    }
  }

  /** Lets go of the pipe as the end of this process would. */
  void abandon() throws IOException {
    pipe.close();
  }

  /** Waits for its exit; where that does not come in time, it is killed. */
  boolean awaitExit(long millis) throws InterruptedException {
    boolean left = process.waitFor(millis, TimeUnit.MILLISECONDS);
    if (!left) {
      process.destroyForcibly();
    }
    return left;
  }

  private synchronized void tell(String line) throws IOException {
    pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    pipe.flush();
  }
}
