package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestLineTest {

  private final RequestLine line = new RequestLine();
  private final List<String> begun = new ArrayList<>();
  private final List<Runnable> ends = new ArrayList<>();

  private void add(String name) {
    line.add(
        done -> {
          begun.add(name);
          ends.add(done);
        });
  }

  @Test
  void aRequestThatCannotBeginLeavesTheNextOnesTheirTurn() {
    line.add(
        done -> {
          throw new OutOfMemoryError("on purpose");
        });
    add("next");
    assertThatThrownBy(line::open).hasMessage("on purpose");
    assertThat(begun).containsExactly("next");
    add("last");
    assertThat(begun).containsExactly("next");
    ends.get(0).run();
    assertThat(begun).containsExactly("next", "last");
  }

  @Test
  void whoIsDoneAndThrowsIsDoneOnce() {
    line.open();
    assertThatThrownBy(
            () ->
                line.add(
                    done -> {
                      add("next");
                      add("last");
                      done.run();
                      throw new OutOfMemoryError("on purpose");
                    }))
        .hasMessage("on purpose");
    assertThat(begun).containsExactly("next");
    ends.get(0).run();
    ends.get(0).run();
    assertThat(begun).containsExactly("next", "last");
  }
}
