package io.plimsoll.verification.pool;

import io.plimsoll.resource.ConnectionFactory;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Opens connections by the factory under trial and asks each for its number. Counts those that are
 * open on this side, from before they are opened until after they are closed.
 */
public final class Guests implements ConnectionFactory<Guest> {

  private final ConnectionFactory<Socket> tcp;
  private final AtomicInteger alive = new AtomicInteger();
  private final AtomicInteger mostAlive = new AtomicInteger();

  // Those that are open: as many as the pool may have.
  private final Set<Guest> all = ConcurrentHashMap.newKeySet();

  /** Opens them by this factory. */
  public Guests(ConnectionFactory<Socket> tcp) {
    this.tcp = tcp;
  }

  int alive() {
    return alive.get();
  }

  int mostAlive() {
    return mostAlive.get();
  }

  /** How many of those that are open fit. */
  long count(Predicate<Guest> which) {
    return all.stream().filter(which).count();
  }

  @Override
  public String target() {
    return tcp.target();
  }

  @Override
  public Guest open(Duration deadline) throws Exception {
    long begun = System.nanoTime();
    mostAlive.accumulateAndGet(alive.incrementAndGet(), Math::max);
    Socket socket;
    try {
      socket = tcp.open(deadline);
    } catch (Exception e) {
      alive.decrementAndGet();
      throw e;
    }
    try {
      long left = deadline.toNanos() - (System.nanoTime() - begun);
      socket.setSoTimeout((int) Math.max(1, left / 1_000_000));
      long id = new DataInputStream(socket.getInputStream()).readLong();
      socket.setSoTimeout(0);
      Guest guest = new Guest(socket, id);
      all.add(guest);
      return guest;
    } catch (IOException e) {
      tcp.close(socket);
      alive.decrementAndGet();
      throw e;
    }
  }

  @Override
  public boolean isOpen(Guest guest) {
    return tcp.isOpen(guest.socket());
  }

  @Override
  public void reset(Guest guest) throws Exception {
    tcp.reset(guest.socket());
  }

  @Override
  public void close(Guest guest) throws Exception {
    try {
      tcp.close(guest.socket());
    } finally {
      all.remove(guest);
      alive.decrementAndGet();
    }
  }
}
