package io.plimsoll.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.CacheProvider;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.testkit.CacheTrial.Sized;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/**
 * What every provider of caches promises to who writes a key that is just being loaded. A part of
 * {@link CacheContract}, which a test class of a provider implements.
 *
 * @since 0.1.0
 */
public interface CacheWritesContract {

  /** A fresh provider with these settings, this time and these threads. */
  CacheProvider caches(AdapterContext context);

  @Test
  default void whatIsPutWhileItIsLoadedStays() throws Exception {
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      Cache<String, Sized> cache = trial.open("a", CachePolicy.entries(10));
      Sized older = new Sized(1);
      Sized newer = new Sized(1);
      Sized answer =
          cache.get(
              "k",
              key -> {
                cache.put(key, newer);
                return older;
              });
      assertSame(older, answer, "who loads gets what the loader made");
      assertSame(newer, cache.get("k").orElseThrow());
      assertEquals(0, newer.closed.get());
    }
  }

  @Test
  default void whatIsPutWhileALoadOfItFailsStays() {
    try (CacheTrial trial = new CacheTrial(this::caches)) {
      Cache<String, Sized> cache =
          trial.open("a", CachePolicy.entries(10).failuresFor(Duration.ofSeconds(30)));
      Sized newer = new Sized(1);
      ExecutionException thrown =
          assertThrows(
              ExecutionException.class,
              () ->
                  cache.get(
                      "k",
                      key -> {
                        cache.put(key, newer);
                        throw new IOException("no");
                      }));
      assertTrue(thrown.getCause() instanceof IOException, thrown::toString);
      assertSame(newer, cache.get("k").orElse(null));
      assertEquals(0, newer.closed.get());
    }
  }
}
