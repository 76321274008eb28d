package io.plimsoll.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.port.CacheProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every promise of the caches' contract fails caches that break it. */
class CacheContractBitesTest {

  private static final String FIRST = "whatWasPutIsThereUntilItIsTakenOut";
  private static final String FAILING = "whatIsPutWhileALoadOfItFailsStays";

  static Stream<Method> promises() {
    return Arrays.stream(CacheContract.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class));
  }

  @Test
  void allPromisesAreTried() {
    assertThat(promises()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("promises")
  void cachesWithoutAnyBoundBreakIt(Method promise) {
    CacheProvider broken =
        switch (promise.getName()) {
          case FIRST -> new EndlessCaches.Deaf();
          case FAILING -> new EndlessCaches.Rash();
          default -> new EndlessCaches();
        };
    CacheContract contract = context -> broken;
    assertThatThrownBy(() -> promise.invoke(contract))
        .isInstanceOf(InvocationTargetException.class)
        .hasCauseInstanceOf(AssertionError.class);
  }
}
