package io.plimsoll.cli.soak;

import io.plimsoll.Plimsoll;
import io.plimsoll.Scope;
import io.plimsoll.growth.Gauge;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolLimits;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The leaks that need no child. They are without bounds on purpose; their twins are not. */
final class Plants {

  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final int PIECE = 64 << 10;
  private static final int GARBAGE = 1 << 20;
  private static final int KEPT = 32;
  private static final int MOST_LENT = 4_000;
  private static final long COMPACTED = 512 << 10;

  private Plants() {}

  /** Allocates as a program does that has work, so that the heap is collected now and then. */
  private static int garbage() {
    return new byte[GARBAGE].length;
  }

  static Plant map(Ground ground, boolean healthy) {
    Map<Integer, byte[]> answers = new HashMap<>(); // no bound: that is the leak
    return new Plant() {
      private int steps;
      private long wasted;

      @Override
      public void step() {
        answers.put(steps, new byte[PIECE]);
        if (healthy) {
          answers.remove(steps - KEPT);
        }
        steps++;
        wasted += garbage();
      }

      @Override
      public String toString() {
        return "%d answers, %d bytes wasted".formatted(answers.size(), wasted);
      }
    };
  }

  static Plant scopes(Ground ground, boolean healthy) {
    int[] steps = {0};
    return () -> {
      Scope scope = ground.scope().scope("request-" + steps[0]++);
      if (healthy) {
        scope.close();
      }
    };
  }

  private static Pool<Object> pool(Plimsoll plimsoll, String name) {
    ConnectionFactory<Object> factory =
        new ConnectionFactory<>() {
          @Override
          public String target() {
            return name;
          }

          @Override
          public Object open(Duration deadline) {
            return new Object();
          }

          @Override
          public boolean isOpen(Object connection) {
            return true;
          }

          @Override
          public void close(Object connection) {}
        };
    return plimsoll.pool(name, factory, PoolLimits.usual().most(MOST_LENT));
  }

  static Plant handles(Ground ground, boolean healthy) {
    Pool<Object> pool = pool(ground.plimsoll(), "orders");
    List<Borrowed<Object>> held = new ArrayList<>(); // no bound: that is the leak
    return new Plant() {
      @Override
      public void step() throws InterruptedException {
        Borrowed<Object> lent = ground.scope().borrow(pool, WAIT);
        held.add(lent);
        if (healthy) {
          lent.close();
          held.clear();
        }
      }

      @Override
      public void end() {
        held.forEach(Borrowed::close);
      }
    };
  }

  static Plant dropped(Ground ground, boolean healthy) {
    Pool<Object> pool = pool(ground.plimsoll(), "invoices");
    return new Plant() {
      private long wasted;

      @Override
      public void step() throws InterruptedException {
        Borrowed<Object> lent = ground.scope().borrow(pool, WAIT);
        wasted += garbage() + lent.get().hashCode() % 2;
        if (healthy) {
          lent.close();
        }
      }

      @Override
      public String toString() {
        return wasted + " bytes wasted";
      }
    };
  }

  static Plant threads(Ground ground, boolean healthy) {
    CountDownLatch end = new CountDownLatch(1);
    return new Plant() {
      @Override
      public void step() throws InterruptedException {
        Thread thread =
            new Thread(
                () -> {
                  try {
                    if (!healthy) {
                      end.await();
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "planted-listener");
        thread.setDaemon(true);
        thread.start();
        if (healthy) {
          thread.join();
        }
      }

      @Override
      public void end() {
        end.countDown();
      }
    };
  }

  static Plant descriptors(Ground ground, boolean healthy) throws Exception {
    Path file = Files.writeString(ground.folder().resolve("read"), "again and again");
    List<InputStream> open = new ArrayList<>(); // no bound: that is the leak
    return new Plant() {
      @Override
      public void step() throws Exception {
        InputStream in = Files.newInputStream(file);
        if (healthy) {
          in.close();
        } else {
          open.add(in);
        }
      }

      @Override
      public void end() throws Exception {
        for (InputStream each : open) {
          each.close();
        }
      }
    };
  }

  static Plant listeners(Ground ground, boolean healthy) {
    List<Runnable> listeners = new ArrayList<>(); // no bound: that is the leak
    AutoCloseable watched =
        ground.plimsoll().watch(Gauge.count("listeners", "ticker"), listeners::size);
    return new Plant() {
      @Override
      public void step() {
        Runnable listener = () -> {};
        listeners.add(listener);
        if (healthy) {
          listeners.remove(listener);
        }
      }

      @Override
      public void end() throws Exception {
        watched.close();
      }
    };
  }

  static Plant journal(Ground ground, boolean healthy) throws Exception {
    Path file = Files.createFile(ground.folder().resolve("journal"));
    AutoCloseable watched =
        ground.plimsoll().watch(Gauge.bytes("journal", "orders"), () -> size(file));
    return new Plant() {
      @Override
      public void step() throws Exception {
        if (healthy && Files.size(file) >= COMPACTED) {
          Files.write(file, new byte[PIECE]);
        }
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
          out.write(new byte[PIECE]);
        }
      }

      @Override
      public void end() throws Exception {
        watched.close();
      }
    };
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Plant buffers(Ground ground, boolean healthy) {
    Deque<ByteBuffer> buffers = new ArrayDeque<>(); // no bound: that is the leak
    return () -> {
      boolean again = healthy && buffers.size() >= KEPT;
      ByteBuffer buffer = again ? buffers.removeFirst() : ByteBuffer.allocateDirect(PIECE);
      buffer.clear();
      while (buffer.hasRemaining()) {
        buffer.put((byte) 1);
      }
      buffers.addLast(buffer);
    };
  }
}
