package io.plimsoll.bootstrap;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.Plimsoll;
import io.plimsoll.RuntimeObserver;
import io.plimsoll.RuntimeSettings;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import io.plimsoll.command.Command;
import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.EventSink;
import io.plimsoll.port.RuntimeEvent;
import java.io.IOError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Adapters that take events: all of them, in order, until they throw; closed once. */
@Timeout(60)
class EventSinksTest {

  /** Notes what it is told. */
  private static final class Audit implements Adapter, EventSink, AutoCloseable {
    final List<RuntimeEvent> taken = new CopyOnWriteArrayList<>();
    final List<String> closed = new CopyOnWriteArrayList<>();
    volatile Map<String, String> told = Map.of();
    volatile @Nullable Error throwing;

    @Override
    public String id() {
      return "audit";
    }

    @Override
    public Optional<EventSink> eventSink(AdapterContext context) {
      told = context.settings();
      return Optional.of(this);
    }

    @Override
    public void on(RuntimeEvent event) {
      taken.add(event);
      Error thrown = throwing;
      if (thrown != null) {
        throw thrown;
      }
    }

    @Override
    public void close() {
      closed.add("after " + taken.size());
    }
  }

  private final FakeAdapter fake = new FakeAdapter();
  private final Audit audit = new Audit();
  private final Audit other = new Audit();
  private final List<RuntimeEvent> own = new CopyOnWriteArrayList<>();

  private Plimsoll start(EventSink sink, Map<String, String> more) {
    Map<String, String> values = new HashMap<>(Map.of("process.adapter", "fake"));
    values.put("events.adapter", "audit, other");
    values.putAll(more);
    return Composition.start(
        Settings.of(values),
        sink,
        new Adapters(Map.of("fake", fake, "audit", audit, "other", other)),
        new ArrayList<>());
  }

  @Test
  void observersHearOnWhenTheSinkOfTheProgramThrows() throws Exception {
    List<Long> heard = new CopyOnWriteArrayList<>();
    try (Plimsoll plimsoll =
        start(
            event -> {
              throw new IllegalStateException("on purpose");
            },
            Map.of("events.adapter", ""))) {
      plimsoll.observe(
          new RuntimeObserver() {
            @Override
            public void decided(RuntimeEvent event) {
              heard.add(event.sequence());
            }
          });
      runOne(plimsoll);
      await("both were heard", () -> heard.size() >= 2);
    }
    assertThat(heard).startsWith(1L, 2L).isSorted().doesNotHaveDuplicates();
  }

  private static void runOne(Plimsoll plimsoll) throws Exception {
    var handle = plimsoll.submit(Command.of("obeys"));
    await("its lease", () -> plimsoll.leases().size() == 1);
    handle.cancel("enough");
    var unused = handle.outcome().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void everyEventGoesToAllOfThemAsToTheProgram() throws Exception {
    try (Plimsoll plimsoll = start(own::add, Map.of("adapter.audit.file", "x"))) {
      runOne(plimsoll);
    }
    assertThat(own).isNotEmpty();
    assertThat(audit.taken).isEqualTo(own);
    assertThat(other.taken).isEqualTo(own);
    assertThat(audit.told).isEqualTo(Map.of("file", "x"));
    assertThat(other.told).isEmpty();
  }

  @Test
  void theyAreClosedOnceAfterTheLastEvent() throws Exception {
    Plimsoll plimsoll = start(own::add, Map.of());
    runOne(plimsoll);
    plimsoll.close();
    plimsoll.close();
    assertThat(audit.closed).containsExactly("after " + own.size());
    assertThat(other.closed).containsExactly("after " + own.size());
  }

  @Test
  void oneThatThrowsIsTakenOffAndThatIsSaidOnce() throws Exception {
    List<String> said;
    audit.throwing = new IOError(new IOException("full"));
    try (Logged logged = new Logged(EventSinks.class);
        Plimsoll plimsoll = start(own::add, Map.of())) {
      runOne(plimsoll);
      said = logged.lines();
    }
    assertThat(audit.taken).hasSize(1);
    assertThat(other.taken).isEqualTo(own).hasSizeGreaterThan(1);
    assertThat(said)
        .containsExactly("WARNING the event sink of adapter audit threw and is taken off");
    assertThat(audit.closed).containsExactly("after 1");
  }

  @Test
  void theProgramsOwnSinkTakesNoneOfTheOthersWithIt() throws Exception {
    try (Plimsoll plimsoll =
        start(
            event -> {
              throw new IllegalStateException("full");
            },
            Map.of())) {
      runOne(plimsoll);
    }
    assertThat(audit.taken).hasSizeGreaterThan(1);
  }

  @Test
  void whoCannotTakeEventsOrIsNotThereIsAProblem() {
    assertThatThrownBy(() -> start(own::add, Map.of("events.adapter", "fake,audi")))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "events.adapter: is 'fake'; that adapter takes no events; choose another",
                        "events.adapter: is 'audi'; must be one of [audit, fake, other]; did you mean audit?"));
    assertThat(fake.asked).containsExactly("close");
  }

  @Test
  void aSinkThatWasMadeIsClosedWhenTheStartFails() {
    assertThatThrownBy(() -> start(own::add, Map.of("events.adapter", "audit,none-such")))
        .isInstanceOf(SettingsException.class);
    assertThat(audit.closed).containsExactly("after 0");
  }

  @Test
  void theSettingIsBoundedAndChecked() {
    assertThat(Settings.defaults().get(RuntimeSettings.EVENTS_ADAPTERS)).isEmpty();
    assertThat(
            Settings.of(Map.of("events.adapter", " a , b ")).get(RuntimeSettings.EVENTS_ADAPTERS))
        .containsExactly("a", "b");
    for (String bad : List.of("a,a", "A", "a,b,c,d,e,f,g,h,i")) {
      assertThatThrownBy(() -> Settings.of(Map.of("events.adapter", bad)))
          .hasMessageContaining("events.adapter: is '");
    }
  }
}
