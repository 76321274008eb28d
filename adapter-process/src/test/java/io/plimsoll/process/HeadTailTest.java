package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Captured;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadTailTest {

  @Test
  void headAndTailAreWhatTheyAreOfTheWholeHoweverItComes() {
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      int head = random.nextInt(4) == 0 ? 0 : random.nextInt(3_000);
      int tail = random.nextInt(4) == 0 ? 0 : random.nextInt(3_000);
      byte[] all = new byte[random.nextInt(12_000)];
      random.nextBytes(all);
      HeadTail kept = new HeadTail(head, tail);
      for (int at = 0; at < all.length; ) {
        int n = Math.min(all.length - at, 1 + random.nextInt(random.nextBoolean() ? 50 : 5_000));
        kept.take(ByteBuffer.wrap(all, at, n));
        at += n;
      }
      Captured captured = kept.captured();
      int first = Math.min(head, all.length);
      byte[] rest = Arrays.copyOfRange(all, Math.max(first, all.length - tail), all.length);
      assertThat(captured.bytes()).as("seed %d", seed).isEqualTo(all.length);
      assertThat(captured.head()).as("seed %d", seed).isEqualTo(Arrays.copyOf(all, first));
      assertThat(captured.tail()).as("seed %d", seed).isEqualTo(rest);
    }
  }
}
