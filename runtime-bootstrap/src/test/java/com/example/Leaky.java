package com.example;

import io.plimsoll.Scope;
import io.plimsoll.command.Command;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Somebody's code that never gives back what it takes. */
public final class Leaky {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final List<Object> kept = new ArrayList<>();

  public void opensAScope(Scope scope) {
    kept.add(scope.scope("import"));
  }

  public void keepsAHandle(Scope scope, Pool<?> pool) throws InterruptedException {
    kept.add(scope.borrow(pool, SOON));
  }

  public void dropsAHandle(Scope scope, Pool<?> pool) throws InterruptedException {
    scope.borrow(pool, SOON);
  }

  public void submits(Scope scope) {
    kept.add(scope.submit(Command.of("deaf")));
  }

  public void startsAThread(CountDownLatch end) {
    Thread thread = new Thread(() -> waits(end), "import-worker-" + kept.size());
    thread.setDaemon(true);
    thread.start();
    kept.add(thread);
  }

  private static void waits(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes and gives back all of it. */
  public void isTidy(Scope scope, Pool<?> pool) throws InterruptedException {
    try (Scope inner = scope.scope("tidy");
        Borrowed<?> lent = inner.borrow(pool, SOON)) {
      inner.submit(Command.of("obeys"));
      lent.get();
    }
  }

  /** The line in this file on which a method calls something, of those that one can ask for. */
  public static String at(String method) {
    int line =
        switch (method) {
          case "opensAScope" -> 20;
          case "keepsAHandle" -> 24;
          case "dropsAHandle" -> 28;
          case "submits" -> 32;
          default -> throw new IllegalArgumentException(method);
        };
    return "com.example.Leaky." + method + "(Leaky.java:" + line + ")";
  }
}
