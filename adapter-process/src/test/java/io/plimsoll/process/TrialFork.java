package io.plimsoll.process;

import io.plimsoll.command.Command;
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
