package io.plimsoll.verification.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bill of versions has no parent that would keep it true, so this does. */
class BomTest {

  private final String bom = Tree.pom("runtime-bom");

  @Test
  void itsVersionIsThatOfTheBuild() {
    String after = bom.replaceFirst("(?s)^.*?<artifactId>runtime-bom<", "");
    assertThat(Tree.first(Pattern.compile("<version>([^<]+)</version>"), after))
        .isEqualTo(Tree.version());
  }

  @Test
  void itHasAllThatIsPublishedAndNothingElse() {
    List<String> managed =
        Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>\\$\\{project.version}<")
            .matcher(bom)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(managed)
        .contains("runtime-bootstrap", "runtime-testkit")
        .containsExactlyInAnyOrderElementsOf(Tree.published().values());
    assertThat(bom).doesNotContain("<parent>");
    assertThat(managed).doesNotContain("verification");
  }

  @Test
  void whatIsPublishedBringsItsSources() {
    for (String folder : Tree.published().keySet()) {
      assertThat(Tree.pom(folder)).as(folder).contains("<sources.skip>false</sources.skip>");
    }
  }

  @Test
  void itsPluginsAreThoseOfTheBuild() {
    for (String plugin : List.of("clean", "install", "deploy", "spotless")) {
      String version =
          Tree.first(Pattern.compile("<" + plugin + "-plugin.version>([^<]+)<"), Tree.pom(""));
      assertThat(bom)
          .containsPattern(
              "<artifactId>(?:maven-)?"
                  + plugin
                  + "(?:-maven)?-plugin</artifactId>\\s*<version>"
                  + Pattern.quote(version));
    }
  }
}
