package io.plimsoll.cli.batch;

import io.plimsoll.command.Command;
import io.plimsoll.command.Environment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads lines as {@code plimsoll batch} does, and starts nothing. */
public final class JobLines {

  private JobLines() {}

  /** What is wrong with these lines; empty where each is a job. */
  public static List<String> problems(String lines) {
    List<String> problems = new ArrayList<>();
    JobReader.Result result =
        new JobReader.Result() {
          @Override
          public void job(Job job) {
            // A job: all is well.
          }

          @Override
          public void notStarted(String id, String reason) {
            problems.add(reason);
          }
        };
    Plan plan =
        new Plan(
            Command::of,
            Environment.clean(),
            Environment.inherit(),
            Path.of("/"),
            2,
            10,
            65_536,
            false);
    JobReader reader = plan.reader();
    LineReader in =
        new LineReader(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    try {
      for (Line line = in.next(); line != null; line = in.next()) {
        reader.read(line, result);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return problems;
  }
}
