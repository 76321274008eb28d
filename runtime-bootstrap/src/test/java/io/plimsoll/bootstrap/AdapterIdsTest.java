package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterIdsTest {

  private static final String LONGEST =
      "a123456789-123456789-123456789-123456789-123456789-123456789-123";

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "local", "a-b", "z-", LONGEST})
  void theseAreFit(String id) {
    assertThat(AdapterIds.isFit(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "-a", "A", "a b", "a_b", "ä", "a.b", "a/", "a{", LONGEST + "4"})
  void theseAreNot(String id) {
    assertThat(AdapterIds.isFit(id)).isFalse();
  }
}
