package io.plimsoll.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.plimsoll.cli.batch.Controls;
import io.plimsoll.cli.batch.OutcomeJson;
import io.plimsoll.report.LeakReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leak reports as JSON; docs/leak-report.schema.json describes it. */
public final class ReportJson {

  /** A report is some 30 KB long. */
  static final int MOST_BYTES = 4 << 20;

  private static final JsonFactory FACTORY = new JsonFactory();

  private ReportJson() {}

  /** One object on a line of its own. */
  public static String text(LeakReport report) {
    return text(report.asMap());
  }

  /** The same of any maps, lists, strings, numbers and flags. */
  public static String text(Map<String, Object> values) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.setCharacterEscapes(new Controls());
      write(json, values);
    } catch (IOException e) {
      throw new IllegalStateException("a report could not be written to memory", e);
    }
    return out.append('\n').toString();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> field : map.entrySet()) {
        json.writeFieldName(String.valueOf(field.getKey()));
        write(json, field.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object one : list) {
        write(json, one);
      }
      json.writeEndArray();
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      json.writeString(OutcomeJson.whole(String.valueOf(value)));
    }
  }

  /**
   * Reads one back.
   *
   * @throws IOException where it is none, with the first thing that is wrong
   */
  public static LeakReport read(Path file) throws IOException {
    try (JsonParser json = FACTORY.createParser(content(file))) {
      json.nextToken();
      if (value(json) instanceof Map<?, ?> map) {
        return LeakReport.of(map);
      }
      throw new IOException("is no object of JSON");
    } catch (JsonProcessingException e) {
      throw new IOException("is no JSON: " + e.getOriginalMessage(), e);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new IOException("is not UTF-8", e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Its text: a pipe, too, is read no further than a report goes. */
  private static String content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("is larger than 4 MiB; no report is");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      return null;
    }
    return switch (token) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> json.getText();
      default -> null;
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      map.put(name, value(json));
    }
    return map;
  }

  private static List<@Nullable Object> array(JsonParser json) throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
      list.add(value(json));
    }
    return list;
  }
}
