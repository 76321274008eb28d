package io.plimsoll.bootstrap;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import io.plimsoll.core.ledger.Failures;
import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.Reaper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of a runtime that did not come to be: nothing. */
@Timeout(60)
class CompositionTest {

  @Test
  void anAdapterThatThrowsLeavesNoThreadBehind() {
    AtomicReference<Thread> made = new AtomicReference<>();
    Adapter broken =
        new Adapter() {
          @Override
          public String id() {
            return "broken";
          }

          @Override
          public Optional<ProcessLauncher> processLauncher(AdapterContext context) {
            // Sets a timer, so that the thread of the timers is there.
            ((SystemTime) context.ticker()).at(System.nanoTime() + 1_000_000_000_000L, () -> {});
            made.set(threadNamed("plimsoll-timers"));
            throw new IllegalStateException("broken on purpose");
          }
        };
    Settings settings = Settings.of(Map.of("process.adapter", "broken"));
    assertThatThrownBy(
            () ->
                Composition.start(
                    settings,
                    event -> {},
                    new Adapters(Map.of("broken", broken)),
                    new ArrayList<>()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "processLauncher throws java.lang.IllegalStateException: broken on purpose");
    assertThat(made.get()).isNotNull();
    await(() -> !made.get().isAlive());
  }

  @Test
  void anAdapterThatWasOpenedIsClosedWhenAnotherProblemIsFound() {
    FakeAdapter fake = new FakeAdapter();
    fake.whenClosed =
        () -> {
          throw new IllegalStateException("closing fails too");
        };
    List<String> problems = new ArrayList<>(List.of("adapter x: is broken"));
    Settings settings = Settings.of(Map.of("process.adapter", "fake"));
    assertThatThrownBy(
            () ->
                Composition.start(
                    settings, event -> {}, new Adapters(Map.of("fake", fake)), problems))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("adapter x: is broken")
        .satisfies(
            thrown ->
                assertThat(thrown.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly("closing fails too"));
    assertThat(fake.asked).containsExactly("close");
  }

  private static void assertThatALinkIsRefused(FakeAdapter fake) {
    assertThatThrownBy(fake::start)
        .isInstanceOfSatisfying(
            SettingsException.class,
            thrown -> assertThat(thrown.problems()).containsExactly("state.folder: is a link"));
  }

  @Test
  void aSettingThatLauncherAndReaperRefuseIsToldOnce() {
    FakeAdapter fake =
        new FakeAdapter() {
          @Override
          public Optional<ProcessLauncher> processLauncher(AdapterContext context) {
            throw new IllegalArgumentException("state.folder: is a link");
          }

          @Override
          public Optional<Reaper> reaper(AdapterContext context) {
            throw new IllegalArgumentException("state.folder: is a link");
          }
        };
    assertThatALinkIsRefused(fake);
  }

  @Test
  void aSettingThatOnlyTheReaperRefusesIsToldAndTheLauncherClosed() {
    FakeAdapter fake =
        new FakeAdapter() {
          @Override
          public Optional<Reaper> reaper(AdapterContext context) {
            throw new IllegalArgumentException("state.folder: is a link");
          }
        };
    assertThatALinkIsRefused(fake);
    assertThat(fake.asked).containsExactly("close");
  }

  @Test
  void partsAreClosedInReverseEachOnceWhateverAnotherThrows() {
    List<String> closed = new ArrayList<>();
    Opened opened = new Opened();
    for (String name : List.of("first", "second", "third")) {
      opened.add(
          name,
          () -> {
            closed.add(name);
            throw new IllegalStateException(name + " fails");
          });
    }
    Failures failures = new Failures();
    opened.close(failures);
    opened.close(failures);
    assertThat(closed).containsExactly("third", "second", "first");
    assertThat(failures.first().orElseThrow())
        .hasMessage("third fails")
        .satisfies(
            first ->
                assertThat(first.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly("second fails", "first fails"));
  }

  @Test
  void aLauncherThatFailsToCloseIsToldAndTheThreadsAreGoneAllTheSame() {
    FakeAdapter fake = new FakeAdapter();
    fake.whenClosed =
        () -> {
          throw new IllegalStateException("closing fails");
        };
    Plimsoll plimsoll = fake.start();
    assertThat(plimsoll.health().threads()).isPositive();
    assertThatThrownBy(plimsoll::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("closing fails");
    plimsoll.close();
    await(() -> plimsoll.health().threads() == 0);
    assertThat(fake.asked).containsExactly("close");
  }

  private static Thread threadNamed(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
