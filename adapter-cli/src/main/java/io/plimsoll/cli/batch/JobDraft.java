package io.plimsoll.cli.batch;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.StopSignal;
import io.plimsoll.command.Survivors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a job as far as they are read. Bounded by the length of a line. */
final class JobDraft {
  Optional<String> id = Optional.empty();
  int idColumn = 1;
  Optional<List<String>> command = Optional.empty();
  Optional<Path> directory = Optional.empty();
  Map<String, String> variables = new LinkedHashMap<>();
  Optional<String> stdin = Optional.empty();
  Optional<Duration> timeout = Optional.empty();
  Optional<Duration> grace = Optional.empty();
  Optional<ByteSize> memory = Optional.empty();
  Optional<Integer> retries = Optional.empty();
  Optional<Duration> backoff = Optional.empty();
  Optional<StopSignal> signal = Optional.empty();
  Optional<Survivors> survivors = Optional.empty();
  Optional<Boolean> detached = Optional.empty();
  Optional<Boolean> cleanEnv = Optional.empty();
}
