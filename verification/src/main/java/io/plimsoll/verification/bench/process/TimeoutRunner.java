package io.plimsoll.verification.bench.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Commands under the program {@code timeout} of coreutils, started as plainly as can be. */
final class TimeoutRunner implements Runner {

  private final PlainRunner plain = new PlainRunner();

  @Override
  public Ended run(Order order) throws IOException, InterruptedException {
    return plain.run(within(order));
  }

  @Override
  public Live start(Order order) throws IOException {
    return plain.start(within(order));
  }

  private static Order within(Order order) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "timeout",
                "-k",
                seconds(order.grace().toMillis()),
                seconds(order.timeout().toMillis())));
    words.addAll(order.words());
    return Order.of(words);
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.3f", millis / 1e3);
  }
}
