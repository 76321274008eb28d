package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts as they should be, kept beside the tests. {@code -Dplimsoll.golden=write} writes them anew,
 * to be read before they are committed.
 */
final class Golden {

  private static final String PLACE = "src/test/resources/io/plimsoll/cli/golden/";

  private Golden() {}

  /** Whether texts are written anew. */
  static boolean isWritten() {
    return "write".equals(System.getProperty("plimsoll.golden"));
  }

  static void check(String name, String text) throws IOException {
    if (isWritten()) {
      Files.writeString(Path.of(PLACE + name + ".txt"), text);
    }
    try (var in = Golden.class.getResourceAsStream("golden/" + name + ".txt")) {
      assertThat(in).as("golden text " + name).isNotNull();
      assertThat(text).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
