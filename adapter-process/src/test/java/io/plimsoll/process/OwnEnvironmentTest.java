package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OwnEnvironmentTest {

  @Test
  void whatTheStarterHadIsPutBack() {
    Properties properties = new Properties();
    properties.setProperty("plimsoll.restore.LC_ALL", "C");
    properties.setProperty("plimsoll.restore.LC_CTYPE", "");
    properties.setProperty("plimsoll.other", "x");
    Map<String, String> now = Map.of("LC_ALL", "C.UTF-8", "LC_CTYPE", "C.UTF-8", "HOME", "/h");
    assertThat(OwnEnvironment.restored(now, properties))
        .containsExactly(Map.entry("HOME", "/h"), Map.entry("LC_ALL", "C"));
  }
}
