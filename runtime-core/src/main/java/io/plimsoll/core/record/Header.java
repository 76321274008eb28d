package io.plimsoll.core.record;

import java.time.Instant;

/**
 * What a part of a recording says of itself.
 *
 * @param session the session
 * @param writer on what it was recorded, for people
 * @param part its place among all parts that were ever begun, from 0 on
 * @param began when the recording began, on the ticker of its runtime
 * @param since when this part began, on the same ticker
 * @param wall the time of day then
 * @param schema the types whose values it holds
 */
public record Header(
    String session, String writer, long part, long began, long since, Instant wall, String schema) {

  void write(Out out) {
    out.plain(session)
        .plain(writer)
        .count(part)
        .raw(began)
        .raw(since)
        .raw(wall.toEpochMilli())
        .plain(schema);
  }

  static Header read(In in) {
    return new Header(
        in.text(),
        in.text(),
        in.count(),
        in.raw(),
        in.raw(),
        Instant.ofEpochMilli(in.raw()),
        in.text());
  }
}
