package io.plimsoll.verification.servers;

import io.plimsoll.resource.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Opens connections by the factory of the example and asks the server who they are. Counts those
 * that are open on this side, from before they are opened until after they are closed.
 */
final class Sessions<C> implements ConnectionFactory<Session<C>> {

  private final Service<C> service;
  private final Disturbances disturbances;
  private final AtomicInteger alive = new AtomicInteger();
  private final AtomicInteger mostAlive = new AtomicInteger();

  // Those that are open: as many as the pool may have.
  private final Set<Session<C>> all = ConcurrentHashMap.newKeySet();

  Sessions(Service<C> service, Disturbances disturbances) {
    this.service = service;
    this.disturbances = disturbances;
  }

  int alive() {
    return alive.get();
  }

  int mostAlive() {
    return mostAlive.get();
  }

  /** Those that are open and fit. */
  List<Session<C>> all(Predicate<Session<C>> which) {
    return all.stream().filter(which).toList();
  }

  @Override
  public String target() {
    return service.connections().target();
  }

  @Override
  public Session<C> open(Duration deadline) throws Exception {
    mostAlive.accumulateAndGet(alive.incrementAndGet(), Math::max);
    try {
      C connection = service.connections().open(deadline);
      try {
        Session<C> session = new Session<>(connection, service.identity(connection), disturbances);
        all.add(session);
        return session;
      } catch (Exception e) {
        service.connections().close(connection);
        throw e;
      }
    } catch (Exception e) {
      alive.decrementAndGet();
      throw e;
    }
  }

  @Override
  public boolean isOpen(Session<C> session) {
    return service.connections().isOpen(session.connection());
  }

  @Override
  public boolean validate(Session<C> session, Duration deadline) throws Exception {
    return service.connections().validate(session.connection(), deadline);
  }

  @Override
  public void reset(Session<C> session) throws Exception {
    service.connections().reset(session.connection());
  }

  @Override
  public void close(Session<C> session) throws Exception {
    try {
      service.connections().close(session.connection());
    } finally {
      all.remove(session);
      alive.decrementAndGet();
    }
  }
}
