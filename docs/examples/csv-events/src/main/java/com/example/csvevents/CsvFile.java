package com.example.csvevents;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The file that is written now, and the older ones. For one thread. */
final class CsvFile {

  private final CsvSettings settings;
  private @Nullable OutputStream out;
  private long bytes;

  CsvFile(CsvSettings settings) {
    this.settings = settings;
  }

  /** Writes a line; where the file is full, into the next. */
  void write(byte[] row) throws IOException {
    OutputStream to = out == null ? open() : out;
    if (bytes + row.length > settings.size()) {
      close();
      rotate();
      to = open();
    }
    to.write(row);
    bytes += row.length;
  }

  private OutputStream open() throws IOException {
    OutputStream opened =
        new BufferedOutputStream(
            Files.newOutputStream(
                settings.file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    out = opened;
    bytes = Files.size(settings.file());
    if (bytes == 0) {
      opened.write(Row.HEADER);
      bytes = Row.HEADER.length;
    }
    return opened;
  }

  private void rotate() throws IOException {
    if (settings.files() == 0) {
      Files.deleteIfExists(settings.file());
      return;
    }
    for (int number = settings.files() - 1; number >= 1; number--) {
      if (Files.exists(settings.older(number))) {
        Files.move(
            settings.older(number),
            settings.older(number + 1),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(settings.file(), settings.older(1), StandardCopyOption.REPLACE_EXISTING);
  }

  void flush() throws IOException {
    if (out != null) {
      out.flush();
    }
  }

  /** It is opened anew by the next line. */
  void close() throws IOException {
    OutputStream last = out;
    out = null;
    if (last != null) {
      last.close();
    }
  }
}
