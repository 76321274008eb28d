package io.plimsoll.core.supervise;

import java.util.concurrent.atomic.AtomicLong;

/** Names the leases of one session, each by a number of its own. Any thread. */
final class LeaseIds {

  private final String session;
  private final AtomicLong last = new AtomicLong();

  LeaseIds(String session) {
    this.session = session;
  }

  String next() {
    return session + "-" + last.incrementAndGet();
  }
}
