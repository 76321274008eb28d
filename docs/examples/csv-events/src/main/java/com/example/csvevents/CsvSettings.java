package com.example.csvevents;

import io.plimsoll.command.ByteSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where events are written, and how much of them is kept.
 *
 * @param file the file that is written now; older ones lie beside it, numbered from the newest
 * @param size the most bytes of one file
 * @param files how many older ones are kept
 */
public record CsvSettings(Path file, long size, int files) {

  private static final long LEAST_SIZE = 64 << 10;
  private static final int MOST_FILES = 1_000;

  /** Refuses bounds out of range. */
  public CsvSettings {
    if (size < LEAST_SIZE) {
      throw new IllegalArgumentException(
          "csv.size: is %s; must be at least %s; try 1m"
              .formatted(ByteSize.bytes(size), ByteSize.bytes(LEAST_SIZE)));
    }
    if (files < 0 || files > MOST_FILES) {
      throw new IllegalArgumentException(
          "csv.files: is %d; must be from 0 to %d; try 3".formatted(files, MOST_FILES));
    }
  }

  static CsvSettings of(Map<String, String> settings) {
    List<String> problems = new ArrayList<>();
    long size = LEAST_SIZE;
    int files = 0;
    String file = settings.getOrDefault("file", "");
    if (file.isBlank()) {
      problems.add("csv.file: is not set; must be a file; try events.csv");
    }
    try {
      size = ByteSize.parse(settings.getOrDefault("size", "1m")).bytes();
    } catch (IllegalArgumentException e) {
      problems.add("csv.size: " + e.getMessage());
    }
    String text = settings.getOrDefault("files", "3");
    try {
      files = Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      problems.add(
          "csv.files: is '%s'; must be a number from 0 to %d; try 3".formatted(text, MOST_FILES));
    }
    try {
      CsvSettings read = new CsvSettings(Path.of(file), size, files);
      if (problems.isEmpty()) {
        return read;
      }
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    throw new IllegalArgumentException(String.join("; ", problems));
  }

  /** The older file of this number, from 1. */
  Path older(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }
}
