package io.plimsoll.verification.docs;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Follows the links of pages as far as this tree reaches; of others only their form is judged. */
final class Links {

  private final Path top;
  private final Map<String, Page> pages;

  Links(Path top, List<Page> pages) {
    this.top = top;
    this.pages = pages.stream().collect(Collectors.toMap(Page::name, page -> page));
  }

  /** The links of a page that lead nowhere. */
  List<String> problems(Page page) {
    List<String> problems = new ArrayList<>();
    page.links()
        .forEach(
            (link, line) -> {
              String wrong = wrong(page, link);
              if (!wrong.isEmpty()) {
                problems.add(page.name() + ":" + line + ": " + link + ": " + wrong);
              }
            });
    return problems;
  }

  private String wrong(Page page, String link) {
    if (link.matches("[a-z][a-z0-9+.-]*:.*")) {
      return link.startsWith("https://") && URI.create(link).getHost() != null
          ? ""
          : "must begin with https:// and a host";
    }
    int hash = link.indexOf('#');
    String target = hash < 0 ? link : link.substring(0, hash);
    Path file = target.isEmpty() ? Path.of(page.name()) : resolved(page, target);
    if (file.isAbsolute() || file.startsWith("..") || !Files.exists(top.resolve(file))) {
      return "there is no " + file;
    }
    if (hash < 0) {
      return "";
    }
    Page other = pages.get(file.toString());
    if (other == null) {
      return file + " is no page and has no headings";
    }
    String anchor = link.substring(hash + 1);
    return other.anchors().contains(anchor) ? "" : "no heading of " + file + " is #" + anchor;
  }

  private static Path resolved(Page page, String target) {
    Path own = Path.of(page.name()).getParent();
    return (own == null ? Path.of(target) : own.resolve(target)).normalize();
  }
}
