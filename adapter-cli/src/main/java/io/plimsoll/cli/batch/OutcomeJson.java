package io.plimsoll.cli.batch;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.plimsoll.command.Captured;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.PipeHolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Writes outcomes as JSON, one object a line. */
public final class OutcomeJson implements AutoCloseable {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  /** Writes to a stream, which stays open. */
  public OutcomeJson(OutputStream out) throws IOException {
    json = FACTORY.createGenerator(out, JsonEncoding.UTF8);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setCharacterEscapes(new Controls());
    json.setRootValueSeparator(null);
  }

  /**
   * Writes the outcome of one command to a file of its own, which holds all of it or is not there,
   * and which only its owner may read.
   */
  public static void writeReport(Path file, Outcome outcome, int status) throws IOException {
    // A device or a pipe is written to, never replaced, and a link to a pipe leads to no path.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      writeReport(Files.newOutputStream(file, StandardOpenOption.WRITE), outcome, status);
      return;
    }
    Path target = target(file);
    Path part = part(target);
    try {
      writeReport(Files.newOutputStream(part), outcome, status);
      if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Fails where a report could not be written, so that no command is run for nothing. */
  public static void tryReport(Path file) throws IOException {
    if (!Files.exists(file) || Files.isRegularFile(file)) {
      Files.delete(part(target(file)));
    } else if (!Files.isWritable(file)) {
      throw new AccessDeniedException(file.toString());
    }
  }

  /** A link stays a link: what it leads to is replaced. */
  private static Path target(Path file) throws IOException {
    return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
  }

  /** A file beside it, which takes its place when all is written. */
  private static Path part(Path target) throws IOException {
    return Files.createTempFile(
        Optional.ofNullable(target.getParent()).orElse(target), ".plimsoll-", ".part");
  }

  private static void writeReport(OutputStream to, Outcome outcome, int status) throws IOException {
    try (OutputStream out = to;
        OutcomeJson json = new OutcomeJson(out)) {
      json.json.writeStartObject();
      json.body(outcome);
      json.json.writeNumberField("status", status);
      json.json.writeEndObject();
      json.json.writeRaw('\n');
    }
  }

  /** Writes the outcome of a job. */
  public void write(String id, Outcome outcome) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", whole(id));
    body(outcome);
    end();
  }

  /** Writes that a line gave no job. */
  public void writeNotStarted(String id, String reason, Instant at) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", whole(id));
    json.writeStringField("outcome", "not-started");
    json.writeStringField("reason", whole(reason));
    json.writeNullField("exitCode");
    json.writeNullField("signal");
    json.writeNumberField("attempt", 0);
    json.writeStringField("startedAt", MILLIS.format(at));
    json.writeNumberField("durationMillis", 0);
    json.writeNumberField("peakMemoryBytes", 0);
    json.writeNumberField("processes", 0);
    output("stdout", Captured.NOTHING);
    output("stderr", Captured.NOTHING);
    end();
  }

  /** Hands everything on to the stream. */
  public void flush() throws IOException {
    json.flush();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }

  private void end() throws IOException {
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void body(Outcome outcome) throws IOException {
    json.writeStringField("outcome", outcome.kind().word());
    json.writeStringField("reason", whole(outcome.reason()));
    if (outcome.exitCode().isPresent()) {
      json.writeNumberField("exitCode", outcome.exitCode().getAsInt());
    } else {
      json.writeNullField("exitCode");
    }
    if (outcome.signal().isPresent()) {
      json.writeStringField("signal", outcome.signal().get().name());
    } else {
      json.writeNullField("signal");
    }
    json.writeNumberField("attempt", outcome.attempt());
    json.writeStringField("startedAt", MILLIS.format(outcome.startedAt()));
    json.writeNumberField("durationMillis", outcome.duration().toMillis());
    json.writeNumberField("peakMemoryBytes", outcome.peakMemory().bytes());
    json.writeNumberField("processes", outcome.processes());
    if (outcome.survivors() > 0) {
      json.writeNumberField("survivors", outcome.survivors());
    }
    output("stdout", outcome.stdout());
    output("stderr", outcome.stderr());
    if (!outcome.pipeHolders().isEmpty()) {
      holders(outcome);
    }
  }

  private void output(String name, Captured captured) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("bytes", captured.bytes());
    Optional<String> text = captured.utf8();
    if (text.isPresent() && isWhole(captured, text.get())) {
      json.writeStringField("text", text.get());
    } else {
      json.writeBinaryField("base64", captured.kept());
    }
    json.writeNumberField("droppedBytes", captured.droppedBytes());
    json.writeEndObject();
  }

  /**
   * Whether a text stands for every byte of an output of which nothing was dropped: one that ends
   * within a character comes as bytes, or those would be lost unseen.
   */
  private static boolean isWhole(Captured captured, String text) {
    return captured.droppedBytes() > 0
        || text.getBytes(StandardCharsets.UTF_8).length == captured.bytes();
  }

  private void holders(Outcome outcome) throws IOException {
    json.writeArrayFieldStart("pipeHolders");
    for (PipeHolder holder : outcome.pipeHolders()) {
      json.writeStartObject();
      json.writeNumberField("pid", holder.pid());
      json.writeStringField("command", whole(holder.command()));
      json.writeNumberField("ageMillis", holder.age().toMillis());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The text with U+FFFD for half characters, which JSON in UTF-8 cannot carry. */
  public static String whole(String text) {
    if (!Halves.in(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(Halves.isHalf(c) ? 0xfffd : c));
    return out.toString();
  }
}
