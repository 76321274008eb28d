package io.plimsoll.port;

import io.plimsoll.command.Command;
import java.util.List;

/**
 * Starts commands and acts on them.
 *
 * <p>The runtime calls from its loop: no method blocks, waits or does I/O on the calling thread;
 * answers come through the {@link ProcessObserver}, from any thread. Nothing here says that a
 * process is local: what a launcher cannot tell it leaves out.
 *
 * @since 0.1.0
 */
public interface ProcessLauncher extends AutoCloseable {

  /**
   * Begins to start a command. Exactly one of {@link ProcessObserver#started} and {@link
   * ProcessObserver#startFailed} follows, unless the process is released first.
   *
   * @param lease the id of the lease, carried by the whole tree as far as the launcher can
   */
  LiveProcess launch(String lease, Command command, ProcessObserver observer);

  /**
   * Says that a launch is near, so that what it needs can be made ready meanwhile. May be called
   * often, from any thread; returns at once and never throws. Does nothing unless overridden.
   */
  default void expect() {}

  /**
   * Gives the launcher what decides on all that observers have been told. It may run this on a
   * thread of its own when it has told there what there is to tell, with no lock held: the decision
   * then needs no other thread to be woken. A launcher that has once run it on a thread runs it
   * after everything that it tells on that thread. It returns soon, never throws, and may call this
   * launcher and its processes. Called once at most, before the first launch; does nothing unless
   * overridden.
   */
  default void afterTelling(Runnable decide) {}

  /** What is in force, for people: one line a fact, such as how descendants are held together. */
  List<Fact> facts();

  /**
   * What holds a command and its descendants together, in a few words for people; costs nothing.
   */
  default String containment() {
    return "as the launcher does it";
  }

  /**
   * Ends the launcher's own threads and closes what it holds. Called when no lease is live. Returns
   * within two seconds; a second call does nothing.
   */
  @Override
  void close();

  /**
   * One fact about a launcher.
   *
   * @param name what it is about
   * @param value what holds
   * @param kept false where a promise of the runtime cannot be kept because of it
   * @param works false for what could not be used if it were asked for
   */
  record Fact(String name, String value, boolean kept, boolean works) {

    /** A fact about what works. */
    public Fact(String name, String value, boolean kept) {
      this(name, value, kept, true);
    }

    /** What does not work here and need not. */
    public static Fact absent(String name, String why) {
      return new Fact(name, why, true, false);
    }
  }
}
