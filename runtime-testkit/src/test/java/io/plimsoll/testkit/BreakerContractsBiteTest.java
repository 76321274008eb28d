package io.plimsoll.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.CircuitBreakers;
import io.plimsoll.port.MemorySensor;
import io.plimsoll.port.ProcessLauncher.Fact;
import io.plimsoll.port.Ticker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each promise of breakers and sensors fails somewhere where no care is taken. */
class BreakerContractsBiteTest {

  /** A breaker that never refuses, or always does. */
  private record Single(boolean acquires) implements CircuitBreaker, CircuitBreakersContract {
    @Override
    public CircuitBreakers breakers(Ticker ticker) {
      return (name, limits) -> this;
    }

    @Override
    public boolean tryAcquire() {
      return acquires;
    }

    @Override
    public void succeeded() {}

    @Override
    public void failed() {}

    @Override
    public void released() {}

    @Override
    public Duration retryAfter() {
      return Duration.ofHours(1);
    }

    @Override
    public String state() {
      return "Some State";
    }
  }

  /** A sensor that makes its figures up, and keeps a file for each of its readings. */
  private static final class MadeUp implements MemorySensor, MemorySensorContract {

    private static final List<java.io.InputStream> KEPT = new ArrayList<>(); // closed by the test

    @Override
    public MemorySensor sensor() {
      return new MadeUp();
    }

    @Override
    public MemoryReading read() {
      try {
        KEPT.add(new java.io.FileInputStream("/dev/null"));
      } catch (java.io.FileNotFoundException e) {
        throw new java.io.UncheckedIOException(e);
      }
      OptionalLong none = OptionalLong.empty();
      return new MemoryReading(
          new HeapReading(none, none, none, 9, 8, 7, Optional.of(new HeapProof(7, 0)), false),
          5,
          6,
          7,
          8);
    }

    @Override
    public Optional<HeapProof> confirm() {
      return Optional.of(new HeapProof(7, 0));
    }

    @Override
    public List<Fact> facts() {
      return List.of(new Fact(" ", "", true));
    }

    @Override
    public void close() {}
  }

  private static Stream<Method> promises(Class<?> contract) {
    return Arrays.stream(contract.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class));
  }

  static Stream<Method> promises() {
    return Stream.of(CircuitBreakersContract.class, MemorySensorContract.class)
        .flatMap(BreakerContractsBiteTest::promises);
  }

  @ParameterizedTest
  @MethodSource("promises")
  void eachPromiseFailsSomewhere(Method promise) throws Exception {
    List<Object> careless =
        Stream.of(new Single(true), new Single(false), new MadeUp())
            .filter(promise.getDeclaringClass()::isInstance)
            .toList();
    assertThat(careless).isNotEmpty();
    int broken = 0;
    for (Object one : careless) {
      broken += holds(promise, one) ? 0 : 1;
    }
    assertThat(broken).as(promise.getName()).isPositive();
    for (java.io.InputStream kept : MadeUp.KEPT) {
      kept.close();
    }
  }

  private static boolean holds(Method promise, Object careless) throws Exception {
    try {
      promise.invoke(careless);
      return true;
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).isInstanceOf(AssertionError.class);
      return false;
    }
  }
}
