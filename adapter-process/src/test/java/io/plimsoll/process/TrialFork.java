package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;

import io.plimsoll.command.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One order to whoever forks commands, and the first that is told of it. */
final class TrialFork implements Forked.Parent {

  /** One that fits every helper. */
  static final ForkOrder ORDER =
      ForkOrder.of(Command.of("true"), "true", Map.of(), Map.of(), new Shell("sh", true, "env"))
          .orElseThrow();

  private static final ForkOrder.Ends NOTHING =
      ForkOrder.Ends.of(ProcessHandle.current().pid(), null, null, null);

  final CompletableFuture<String> told = new CompletableFuture<>();

  /**
   * A place for a command that follows another one closely: the first may come too late for that.
   */
  static Forker taken(ForkServers helpers) {
    List<Forker> taken = new ArrayList<>();
    await(
        "a place",
        () -> {
          Forker place = helpers.take("b", ORDER);
          return place != null && taken.add(place);
        });
    return taken.get(0);
  }

  /** Has a helper try it: false where nothing will be told. */
  boolean by(Forker forker) {
    return forker.fork(ORDER, NOTHING, this);
  }

  @Override
  public void born(Root root) {
    told.complete("born");
  }

  @Override
  public void stillborn() {
    told.complete("stillborn");
  }

  @Override
  public void exited() {
    told.complete("exited");
  }
}
