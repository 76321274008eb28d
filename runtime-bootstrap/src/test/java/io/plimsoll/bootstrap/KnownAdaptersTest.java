package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.Adapter;
import org.junit.jupiter.api.Test;

class KnownAdaptersTest {

  /** One that is there. */
  static final class There implements Adapter {
    @Override
    public String id() {
      return "there";
    }
  }

  /** One that cannot be made. */
  static final class Broken implements Adapter {
    Broken() {
      throw new IllegalStateException("broken");
    }

    @Override
    public String id() {
      return "broken";
    }
  }

  private static final String THERE = There.class.getName();

  @Test
  void eachClassThatIsNamedIsMade() {
    assertThat(KnownAdapters.all(THERE + "," + THERE))
        .hasSize(2)
        .allMatch(adapter -> adapter.id().equals("there"));
    assertThat(KnownAdapters.all("")).isEmpty();
  }

  @Test
  void whereOneCannotBeMadeNoneIsKnownAndAllAreLookedFor() {
    assertThat(KnownAdapters.all(THERE + "," + Broken.class.getName())).isEmpty();
    assertThat(KnownAdapters.all(THERE + ",no.such.Adapter")).isEmpty();
    assertThat(KnownAdapters.all(THERE + ",java.lang.String")).isEmpty();
  }
}
