package io.plimsoll.verification.servers;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Kills, freezes and restarts the server, and ends its connections in between. */
final class Mischief<C> {

  private static final long CYCLE_MILLIS = 5_000;
  private static final long FIRST_MILLIS = 1_000;

  private final Service<C> service;
  private final Sessions<C> sessions;
  private final Disturbances disturbances;
  private final Tally tally;
  private final SplittableRandom random;
  private String run = "";
  private int kills;
  private int freezes;
  private int terminations;

  Mischief(
      Service<C> service,
      Sessions<C> sessions,
      Disturbances disturbances,
      Tally tally,
      SplittableRandom random) {
    this.service = service;
    this.sessions = sessions;
    this.disturbances = disturbances;
    this.tally = tally;
    this.random = random;
  }

  int kills() {
    return kills;
  }

  int freezes() {
    return freezes;
  }

  int terminations() {
    return terminations;
  }

  void connect() throws IOException {
    try {
      run = service.connect();
    } catch (Exception e) {
      throw new IOException("the server is up and does not answer: " + e, e);
    }
  }

  /**
   * For so long: a KILL every five seconds, a freeze in between, and an end of one all the time.
   */
  void make(long millis) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    long nextKill = FIRST_MILLIS;
    long nextFreeze = nextFreeze(nextKill);
    for (long now = 0; now < millis && tally.goesOn(); now = since(begun)) {
      if (now >= nextKill) {
        kill(100 + random.nextInt(700));
        restart();
        nextKill += CYCLE_MILLIS;
        nextFreeze = nextFreeze(since(begun));
      } else if (now >= nextFreeze) {
        freeze(50 + random.nextInt(500));
        nextFreeze = Long.MAX_VALUE;
      } else {
        terminateOne();
        TimeUnit.MILLISECONDS.sleep(20 + random.nextInt(150));
      }
    }
  }

  private long nextFreeze(long now) {
    return now + 1_500 + random.nextInt(1_500);
  }

  private static long since(long begun) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }

  /** All its processes die by KILL, and it stays down for so long. */
  void kill(long millis) throws IOException, InterruptedException {
    kills++;
    disturbances.begin();
    service.server().kill();
    disturbances.runEnded(run);
    TimeUnit.MILLISECONDS.sleep(millis);
  }

  /** It comes up again. */
  void restart() throws IOException, InterruptedException {
    service.server().start();
    connect();
    disturbances.end();
    tally.answersAgain(run);
  }

  private void freeze(long millis) throws IOException, InterruptedException {
    freezes++;
    disturbances.begin();
    service.server().freeze();
    TimeUnit.MILLISECONDS.sleep(millis);
    service.server().thaw();
    disturbances.end();
  }

  private void terminateOne() throws IOException {
    List<Session<C>> live = live();
    if (!live.isEmpty()) {
      terminate(live.get(random.nextInt(live.size())));
    }
  }

  /** Ends all that are open; answers how many. */
  int terminateAll() throws IOException {
    int before = terminations;
    for (Session<C> session : live()) {
      terminate(session);
    }
    return terminations - before;
  }

  private List<Session<C>> live() {
    return sessions.all(
        session -> session.identity().run().equals(run) && session.endedAt() == null);
  }

  private void terminate(Session<C> session) throws IOException {
    session.endBegins();
    boolean closed = false;
    try {
      closed = service.terminate(session.identity().id());
    } catch (Exception e) {
      throw new IOException("the server does not end a connection: " + e, e);
    } finally {
      session.ends(closed);
    }
    terminations += closed ? 1 : 0;
  }
}
