package io.plimsoll.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No link of the documentation is dead. */
class LinksTest {

  @TempDir Path folder;

  @Test
  void everyLinkLeadsSomewhere() throws Exception {
    List<Page> pages = Page.all(DocsTest.TOP);
    Links links = new Links(DocsTest.TOP, pages);
    assertThat(pages.stream().flatMap(page -> links.problems(page).stream())).isEmpty();
    assertThat(pages.stream().mapToInt(page -> page.links().size()).sum()).isGreaterThan(10);
  }

  @Test
  void aDeadLinkIsFound() throws Exception {
    Files.createDirectories(folder.resolve("docs"));
    Files.writeString(
        folder.resolve("docs/other.md"), "# Two words, and `code`\n## Twice\n## Twice\n");
    Page page =
        Page.of(
            "docs/page.md",
            """
            # Here
            [a](other.md) [b](other.md#two-words-and-code) [c](#here) [d](../docs/) [e](https://example.org/x)
            [f](other.md#twice-1)
            [1](gone.md) [2](other.md#gone) [3](#gone) [4](http://example.org) [5](../../etc) [6](other.md#twice-2)
            `[7](no-link)`
            """);
    Page other = Page.read(folder, folder.resolve("docs/other.md"));
    Files.writeString(folder.resolve("docs/page.md"), "");
    assertThat(new Links(folder, List.of(page, other)).problems(page))
        .containsExactlyInAnyOrder(
            "docs/page.md:4: gone.md: there is no docs/gone.md",
            "docs/page.md:4: other.md#gone: no heading of docs/other.md is #gone",
            "docs/page.md:4: #gone: no heading of docs/page.md is #gone",
            "docs/page.md:4: http://example.org: must begin with https:// and a host",
            "docs/page.md:4: ../../etc: there is no ../etc",
            "docs/page.md:4: other.md#twice-2: no heading of docs/other.md is #twice-2");
  }
}
