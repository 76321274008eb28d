package io.plimsoll.verification.workload;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of this project, on which proofs with the real program work. */
public final class Project {

  private Project() {}

  /** Found upwards from where these classes were loaded. */
  public static Path root() throws IOException {
    Path at = here();
    for (Path folder = at; folder != null; folder = folder.getParent()) {
      if (Files.isExecutable(folder.resolve("bin/plimsoll"))
          && Files.isDirectory(folder.resolve("docs/examples/batch"))) {
        return folder;
      }
    }
    throw new IOException("no project folder with bin/plimsoll above " + at);
  }

  private static Path here() throws IOException {
    try {
      URI place = Project.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(place);
    } catch (URISyntaxException e) {
      throw new IOException("the place of these classes is no path", e);
    }
  }
}
