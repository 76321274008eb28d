package io.plimsoll.cli.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.plimsoll.Suggestion;
import io.plimsoll.command.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads one line as a job: a JSON object with known fields of the right types. Everything that is
 * wrong with a line is found in one go, as far as it is JSON at all. One thread may use it.
 */
final class JobReader {

  /** How deep a line may nest. A job needs two levels. */
  static final int DEEPEST = 20;

  /** How many digits a number may have. */
  static final int MOST_DIGITS = 100;

  private final JsonFactory factory =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(MOST_DIGITS)
                  .maxNameLength(LineReader.LONGEST_LINE_BYTES)
                  .maxStringLength(LineReader.LONGEST_LINE_BYTES)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();
  private final SeenIds ids;
  private final Plan plan;

  /**
   * A reader of a batch.
   *
   * @param ids the ids that were used
   * @param plan says what holds for every job
   */
  JobReader(SeenIds ids, Plan plan) {
    this.ids = ids;
    this.plan = plan;
  }

  /** What came of a line. */
  interface Result {

    /** A job. */
    void job(Job job);

    /** No job: the id of the line and all that is wrong with it. */
    void notStarted(String id, String reason);
  }

  /** How much heap is held from line to line. */
  long heldBytes() {
    return ids.bytes();
  }

  /** Reads a line and tells the result what came of it. */
  void read(Line line, Result result) {
    JobLine judged = new JobLine(line.number());
    JobDraft draft = new JobDraft();
    if (line.tooLong()) {
      judged.problem(
          LineReader.LONGEST_LINE_BYTES,
          "the line is longer than 1 MiB (%d bytes); must be shorter; put large input into a file that the command reads"
              .formatted(line.length()));
    } else {
      parse(line, judged, draft);
    }
    String id = draft.id.orElse(Long.toString(line.number()));
    if (judged.isGood() || draft.id.isPresent()) {
      claim(id, judged, draft);
    }
    if (judged.isGood()) {
      result.job(plan.job(draft, line));
    } else {
      result.notStarted(id, judged.reason());
    }
  }

  private void claim(String id, JobLine line, JobDraft draft) {
    switch (ids.add(id)) {
      case NEW -> {}
      case SEEN ->
          line.problem(
              draft.idColumn,
              "id: '%s' was used by an earlier line; must be unique in the batch; change it, or leave it out for the line's number"
                  .formatted(JobLine.shown(id)));
      case FULL ->
          line.problem(
              draft.idColumn,
              "id: the batch has used %d ids, as many as may be; split the batch"
                  .formatted(SeenIds.MOST_IDS));
    }
  }

  private void parse(Line line, JobLine judged, JobDraft draft) {
    CharBuffer text = decode(line, judged);
    if (text == null) {
      return;
    }
    try (JsonParser json = factory.createParser(text.array(), 0, text.limit())) {
      object(json, judged, draft);
    } catch (JsonProcessingException e) {
      int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
      judged.problem(column, Syntax.words(e));
    } catch (IOException e) {
      judged.problem(1, "cannot be read: " + Text.visible(String.valueOf(e.getMessage()), 200));
    }
  }

  private void object(JsonParser json, JobLine line, JobDraft draft) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      line.problem(
          column(json), "the line is no JSON object; must be one; try {\"command\":[\"true\"]}");
      return;
    }
    int start = column(json);
    JobFields fields = new JobFields(json, line, draft, plan.directory());
    // Bounded by the length of a line.
    Set<String> given = new HashSet<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      int column = column(json);
      json.nextToken();
      if (!JobFields.names().contains(name)) {
        line.problem(
            column, "%s: unknown field%s".formatted(JobLine.shown(name), suggestion(name)));
        json.skipChildren();
      } else if (!given.add(name)) {
        line.problem(column, name + ": is given twice; keep one");
        json.skipChildren();
      } else {
        fields.read(name);
      }
    }
    if (!given.contains("command")) {
      line.problem(start, "command: is missing; every job needs one; try \"command\":[\"true\"]");
    }
    if (json.nextToken() != null) {
      line.problem(column(json), "more text follows the object; must be one object a line");
    }
  }

  private static String suggestion(String name) {
    String near = Suggestion.didYouMean(name, JobFields.names());
    return near.isEmpty() ? "; must be one of " + String.join(" ", JobFields.names()) : near;
  }

  private static @org.jspecify.annotations.Nullable CharBuffer decode(Line line, JobLine judged) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(line.bytes());
    CharBuffer out = CharBuffer.allocate(line.bytes().length);
    CoderResult result = decoder.decode(in, out, true);
    out.flip();
    if (result.isError()) {
      judged.problem(
          out.limit() + 1,
          "byte 0x%02x is not UTF-8; must be text in UTF-8; convert the file"
              .formatted(in.get(in.position())));
      return null;
    }
    return out;
  }

  private static int column(JsonParser json) {
    return Math.max(1, json.currentTokenLocation().getColumnNr());
  }
}
