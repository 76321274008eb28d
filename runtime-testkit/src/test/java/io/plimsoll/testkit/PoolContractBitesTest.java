package io.plimsoll.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.PoolProvider;
import io.plimsoll.port.Ticker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each promise of pools fails where no care is taken. */
class PoolContractBitesTest {

  private record Careless(boolean fresh) implements PoolContract {
    @Override
    public PoolProvider provider(Ticker ticker, int limit) {
      return new CarelessProvider(fresh);
    }

    @Override
    public Duration patience() {
      return Duration.ofMillis(100);
    }
  }

  static Stream<String> promises() {
    return Arrays.stream(PoolContract.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName);
  }

  @ParameterizedTest
  @MethodSource("promises")
  void eachPromiseFailsOnAProviderWithoutCare(String promise) throws Exception {
    assertThat(holds(promise, false) && holds(promise, true)).as(promise + " held").isFalse();
  }

  private static boolean holds(String promise, boolean fresh) throws Exception {
    Method method = PoolContract.class.getDeclaredMethod(promise);
    try {
      method.invoke(new Careless(fresh));
      return true;
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).isInstanceOf(AssertionError.class);
      return false;
    }
  }
}
