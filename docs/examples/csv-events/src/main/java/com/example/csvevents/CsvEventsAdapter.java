package com.example.csvevents;

import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.EventSink;
import java.util.Optional;

/**
 * Writes events to a file. Its settings: {@code file}, {@code size} of one file (1m unless told
 * otherwise) and {@code files}, how many older ones are kept (3).
 */
public final class CsvEventsAdapter implements Adapter {

  /** The id by which settings choose it. */
  public static final String ID = "csv";

  /** The adapter. */
  public CsvEventsAdapter() {}

  @Override
  public String id() {
    return ID;
  }

  /**
   * Makes the sink; nothing is written before the first event.
   *
   * @throws IllegalArgumentException with all that is wrong in the settings
   */
  @Override
  public Optional<EventSink> eventSink(AdapterContext context) {
    return Optional.of(new CsvEvents(CsvSettings.of(context.settings()), context.threads()));
  }
}
