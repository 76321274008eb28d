package io.plimsoll.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessObserver;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Tries a promise on a launcher that is sound but for one defect: the promise must fail. */
final class Breaking {

  // At most one name for each promise of the contract.
  private static final Set<String> TRIED = new TreeSet<>();

  private Breaking() {}

  interface Promise {
    void tryOn(ProcessLauncherContract contract) throws IOException;
  }

  static void breaks(String name, ThrowingCallable trial) {
    TRIED.add(name);
    assertThatThrownBy(trial).isInstanceOf(AssertionError.class);
  }

  /** The names of the promises that were broken so far. */
  static Set<String> tried() {
    return TRIED;
  }

  static void breaks(
      String name, Promise promise, Function<ProcessLauncher, ProcessLauncher> defect) {
    ScriptedWorld broken =
        new ScriptedWorld() {
          @Override
          public ProcessLauncher launcher() {
            return defect.apply(super.launcher());
          }
        };
    breaks(name, () -> promise.tryOn(broken));
  }

  static Function<ProcessLauncher, ProcessLauncher> tells(UnaryOperator<ProcessObserver> defect) {
    return sound ->
        new BrokenLauncher(sound) {
          @Override
          ProcessObserver observer(ProcessObserver told) {
            return defect.apply(told);
          }
        };
  }

  static Function<ProcessLauncher, ProcessLauncher> asks(UnaryOperator<LiveProcess> defect) {
    return sound ->
        new BrokenLauncher(sound) {
          @Override
          LiveProcess process(LiveProcess asked) {
            return defect.apply(asked);
          }
        };
  }
}
