package io.plimsoll.cli;

import io.plimsoll.cli.detect.Deployment;
import io.plimsoll.cli.detect.Version;
import io.plimsoll.command.Text;
import io.plimsoll.resource.CacheStats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deployments as people and programs read them.
 *
 * @param tools what was found, as many as were asked for
 * @param stats what the cache did, where that was asked for
 */
record DetectView(List<Deployment> tools, Optional<CacheStats> stats) {

  /** Copies the list. */
  DetectView {
    tools = List.copyOf(tools);
  }

  /** A block for each tool: name, version, kind and path in columns, the reasons below. */
  String text() {
    int name = 1;
    int version = 1;
    int kind = 1;
    for (Deployment tool : tools) {
      name = Math.max(name, Text.visible(tool.name()).length());
      version = Math.max(version, version(tool).length());
      kind = Math.max(kind, kind(tool).length());
    }
    String columns = "%-" + name + "s  %-" + version + "s  %-" + kind + "s  %s";
    String margin = " ".repeat(name + 2);
    StringBuilder out = new StringBuilder();
    for (Deployment tool : tools) {
      String line =
          columns.formatted(Text.visible(tool.name()), version(tool), kind(tool), path(tool));
      out.append(line.stripTrailing()).append('\n');
      details(tool).forEach(each -> out.append(margin).append(Text.visible(each)).append('\n'));
    }
    stats.ifPresent(counts -> out.append(words(counts)).append('\n'));
    return out.toString();
  }

  private static String version(Deployment tool) {
    return tool instanceof Deployment.Found found && found.version().isKnown()
        ? Text.visible(found.version().text())
        : "-";
  }

  private static String kind(Deployment tool) {
    return tool instanceof Deployment.Found found ? found.kind().word() : "not found";
  }

  private static String path(Deployment tool) {
    return tool instanceof Deployment.Found found ? Text.visible(found.path().toString()) : "";
  }

  private static List<String> details(Deployment tool) {
    if (tool instanceof Deployment.Missing missing) {
      return List.of(missing.reason());
    }
    Deployment.Found found = (Deployment.Found) tool;
    List<String> lines = new ArrayList<>();
    if (!found.real().equals(found.path())) {
      lines.add("is " + found.real());
    }
    lines.addAll(found.evidence());
    if (!found.version().isKnown()) {
      lines.add("no version: " + found.version().text());
    }
    found.shadowed().forEach(other -> lines.add("shadows " + other));
    if (found.more() > 0) {
      lines.add("shadows " + found.more() + " more");
    }
    return lines;
  }

  private static String words(CacheStats counts) {
    return ("cache %s: %d of %d entries, %d bytes; %d hits, %d misses; %d loads, %d failed; "
            + "%d evicted, %d refused")
        .formatted(
            counts.name(),
            counts.entries(),
            counts.mostEntries(),
            counts.bytes(),
            counts.hits(),
            counts.misses(),
            counts.loads(),
            counts.failures(),
            counts.evicted(),
            counts.refused());
  }

  /** One list: an object for each tool, and one that begins with {@code stats} for the cache. */
  String json() {
    JsonText json = new JsonText().startList();
    tools.forEach(tool -> object(json, tool));
    stats.ifPresent(
        counts ->
            json.startObject()
                .field("stats", counts.name())
                .field("entries", counts.entries())
                .field("mostEntries", counts.mostEntries())
                .field("bytes", counts.bytes())
                .field("hits", counts.hits())
                .field("misses", counts.misses())
                .field("loads", counts.loads())
                .field("failures", counts.failures())
                .field("evicted", counts.evicted())
                .field("refused", counts.refused())
                .endObject());
    return json.endList().toString();
  }

  private static void object(JsonText json, Deployment tool) {
    json.startObject().field("name", tool.name());
    if (tool instanceof Deployment.Missing missing) {
      json.field("found", false).field("reason", missing.reason()).endObject();
      return;
    }
    Deployment.Found found = (Deployment.Found) tool;
    Version version = found.version();
    json.field("found", true)
        .field("path", found.path().toString())
        .field("realPath", found.real().toString())
        .field("version", version.isKnown() ? Optional.of(version.text()) : Optional.empty());
    if (!version.isKnown()) {
      json.field("versionReason", version.text());
    }
    json.field("kind", found.kind().word())
        .field("evidence", found.evidence())
        .field("shadowed", found.shadowed().stream().map(Path::toString).toList());
    if (found.more() > 0) {
      json.field("moreShadowed", found.more());
    }
    json.endObject();
  }
}
