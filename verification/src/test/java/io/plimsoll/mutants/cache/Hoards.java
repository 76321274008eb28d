package io.plimsoll.mutants.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plimsoll.core.BoundedHistory;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.commons.pool2.ObjectPool;

/** Mutant: holds things in every way there is, and nobody says how many. */
@SuppressWarnings("unused")
public final class Hoards {
  private static final Map<String, String> ALL = new TreeMap<>();

  private final Queue<String> queue = new ArrayDeque<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(1);
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final AtomicLongArray counts = new AtomicLongArray(1);
  private final Executor executor = Runnable::run;
  private final Cache<String, String> library = Caffeine.newBuilder().build();
  private final BoundedHistory<String> history = new BoundedHistory<>(1);
  private final Optional<Map<String, String>> maybe = Optional.empty();
  private final AtomicReference<List<String>> one = new AtomicReference<>(new ArrayList<>());
  private final CompletableFuture<long[]> soon = new CompletableFuture<>();
  private final ThreadLocal<String> local = new ThreadLocal<>();
  private final ObjectPool<String> pool;

  // Not found: these hold one thing each.
  private final Path path = Path.of("");
  private final Optional<String> single = Optional.empty();
  private final Supplier<List<String>> maker = ArrayList::new;

  Hoards(ObjectPool<String> pool) {
    this.pool = pool;
  }

  record Told(List<String> names) {}

  static final class Inner {
    private int[] below = {};
  }
}
