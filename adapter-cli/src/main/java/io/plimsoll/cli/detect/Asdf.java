package io.plimsoll.cli.detect;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** asdf, whose shims say in a comment which versions they stand for. */
record Asdf() implements Rule {

  private static final Pattern PLUGIN =
      Pattern.compile("^# asdf-plugin: (\\S{1,64} \\S{1,64})", Pattern.MULTILINE);

  private static final VersionManager PLAIN =
      new VersionManager(
          Kind.ASDF,
          List.of("ASDF_DATA_DIR", "ASDF_DIR"),
          List.of(".asdf"),
          "shims",
          "installs",
          2);

  @Override
  public Optional<Verdict> judge(Program program, Surroundings here, FileFacts files) {
    return PLAIN
        .judge(program, here, files)
        .map(
            verdict -> {
              Path real = program.real();
              Matcher plugin = PLUGIN.matcher(files.head(real));
              return PLAIN.isShim(program.path(), here) && plugin.find()
                  ? verdict.and("it stands for " + plugin.group(1))
                  : verdict;
            });
  }
}
