package io.plimsoll.cli.batch;

import io.plimsoll.Running;
import io.plimsoll.Scope;
import io.plimsoll.command.Command;
import io.plimsoll.command.Durations;
import io.plimsoll.command.RefusedException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Where jobs wait that the runtime does not take at once, such as at the load line: in their order,
 * in a thread of their own, so that whoever brings them goes on. {@link #close} sends home whoever
 * waits, and whoever comes later and would have to.
 *
 * <p>One thread at a time may bring jobs, any thread may close.
 */
final class Doorstep {

  /** A job that wants to be taken. */
  interface Guest {

    /** What it wants to run. */
    Command command();

    /** The runtime has taken it. */
    void taken(Running running);

    /** It never will. */
    void sentHome(String why);
  }

  private final Scope scope;
  // As many as may be on their way in the batch.
  private final Deque<Guest> waiting = new ArrayDeque<>();
  private boolean attended;
  private @Nullable Thread inside;
  private @Nullable String closed;

  /** At the door of this scope. */
  Doorstep(Scope scope) {
    this.scope = scope;
  }

  /** Has a job taken, now or as soon as those before it are. */
  void bring(Guest guest) {
    synchronized (this) {
      if (attended) {
        waiting.add(guest);
        return;
      }
    }
    try {
      guest.taken(scope.submit(guest.command()));
    } catch (RefusedException e) {
      refused(guest, e);
    }
  }

  private void refused(Guest guest, RefusedException e) {
    String why = waits(guest, e);
    if (why == null) {
      attend();
    } else {
      guest.sentHome(why);
    }
  }

  /** Has it wait, or answers why it need not. */
  private synchronized @Nullable String waits(Guest guest, RefusedException e) {
    if (closed != null) {
      return closed;
    }
    if (e.reason() == RefusedException.Reason.CLOSED) {
      return String.valueOf(e.getMessage());
    }
    waiting.add(guest);
    attended = true;
    return null;
  }

  private void attend() {
    Thread attendant = new Thread(new Attendant(), "plimsoll-cli-doorstep");
    attendant.setDaemon(true);
    try {
      attendant.start();
    } catch (OutOfMemoryError e) {
      new Attendant().run(); // no thread is to be had: who brought it waits
    }
  }

  /** Sends home all who wait, now and later. Only the first call counts. */
  synchronized void close(String why) {
    if (closed == null) {
      closed = why;
      if (inside != null) {
        inside.interrupt();
      }
    }
  }

  /** Waits at the door with one after the other, until nobody is left. */
  private final class Attendant implements Runnable {

    @Override
    public void run() {
      for (Guest guest = next(); guest != null; guest = next()) {
        String why = enter();
        if (why != null) {
          guest.sentHome(why);
          continue;
        }
        Running running = null;
        try {
          running = scope.submit(guest.command(), Durations.LONGEST);
        } catch (RefusedException | InterruptedException e) {
          why = String.valueOf(e.getMessage());
        }
        why = leave(why);
        if (running != null) {
          guest.taken(running);
        } else {
          guest.sentHome(String.valueOf(why));
        }
      }
    }

    private @Nullable Guest next() {
      synchronized (Doorstep.this) {
        Guest guest = waiting.poll();
        attended = guest != null;
        return guest;
      }
    }

    /** From now on a close interrupts this thread; answers why it need not go there any more. */
    private @Nullable String enter() {
      synchronized (Doorstep.this) {
        if (closed == null) {
          inside = Thread.currentThread();
        }
        return closed;
      }
    }

    /** No close interrupts it any more, nor has; answers why the door was left. */
    private @Nullable String leave(@Nullable String why) {
      synchronized (Doorstep.this) {
        inside = null;
        if (closed == null) {
          return why;
        }
        Thread.interrupted();
        return closed;
      }
    }
  }
}
