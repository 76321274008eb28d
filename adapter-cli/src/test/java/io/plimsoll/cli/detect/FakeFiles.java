package io.plimsoll.cli.detect;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A tree of files that is only told of. */
final class FakeFiles implements FileFacts {

  private final Map<Path, String> files = new HashMap<>();

  /** With a file, and the folders above it. */
  FakeFiles file(String path, String content) {
    files.put(Path.of(path), content);
    return this;
  }

  @Override
  public boolean isFile(Path path) {
    return files.containsKey(path);
  }

  @Override
  public boolean isFolder(Path path) {
    return files.keySet().stream().anyMatch(file -> file.startsWith(path) && !file.equals(path));
  }

  @Override
  public String head(Path path) {
    return files.getOrDefault(path, "");
  }
}
