package io.plimsoll.testkit;

import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.AdmissionGate;
import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.CircuitBreakers;
import io.plimsoll.port.EventSink;
import io.plimsoll.port.RuntimeEvent;
import io.plimsoll.resource.ConnectionFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each promise of adapters fails one that breaks it, and that one alone. */
@Timeout(60)
class AdapterContractBitesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Bites BITES = new Bites(AdapterContract.class);

  /** Ends the threads that a test leaves behind on purpose. */
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void endThreads() {
    over.countDown();
  }

  @AfterAll
  static void everyPromiseWasBroken() {
    BITES.allWereBroken();
  }

  /** Takes events on a thread of its own. */
  private static class Sink implements EventSink, AutoCloseable {
    private final CountDownLatch end = new CountDownLatch(1);
    int closed;

    Sink(AdapterContext context) {
      context.threads().daemon("plimsoll-sound", () -> await(end)).start();
    }

    @Override
    public void on(RuntimeEvent event) {}

    @Override
    public void close() {
      closed++;
      end.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sound but for what a test overrides. */
  private static class Sound implements Adapter {

    @Override
    public String id() {
      return "sound";
    }

    @Override
    public Optional<EventSink> eventSink(AdapterContext context) {
      return Optional.of(new Sink(context));
    }

    @Override
    public Optional<CircuitBreakers> circuitBreakers(AdapterContext context) {
      CircuitBreaker never = CircuitBreaker.never();
      return Optional.of(
          new CircuitBreakers() {
            @Override
            public CircuitBreaker open(String name, Limits limits) {
              return never;
            }
          });
    }

    @Override
    public Optional<ConnectionFactory<?>> connections(URI address) {
      return address.getScheme().equals("sound")
          ? Optional.of(new ScriptedConnections())
          : Optional.empty();
    }
  }

  private record Trial(Adapter adapter, boolean isService, Duration patience)
      implements AdapterContract {

    @Override
    public Set<AdapterPort> fills() {
      return Set.of(AdapterPort.EVENT_SINK, AdapterPort.CIRCUIT_BREAKERS);
    }

    @Override
    public Optional<URI> address() {
      return Optional.of(URI.create("sound:it"));
    }
  }

  private static void breaksOnly(String promise, Adapter broken) throws Exception {
    BITES.breaksOnly(promise, new Trial(broken, false, PATIENCE));
  }

  @Test
  void aSoundOneKeepsAll() throws Exception {
    BITES.holdsAll(new Trial(new Sound(), false, PATIENCE));
  }

  @Test
  void anIdThatIsNotFit() throws Exception {
    breaksOnly(
        "itsIdIsFitAndStays",
        new Sound() {
          @Override
          public String id() {
            return "My Sound";
          }
        });
  }

  @Test
  void anIdThatChanges() throws Exception {
    breaksOnly(
        "itsIdIsFitAndStays",
        new Sound() {
          private int asked;

          @Override
          public String id() {
            return "sound-" + asked++;
          }
        });
  }

  @Test
  void aPortThatItDidNotSpeakOf() throws Exception {
    breaksOnly(
        "itFillsWhatItSaysAndRefusesTheRest",
        new Sound() {
          @Override
          public Optional<AdmissionGate> admissionGate(AdapterContext context) {
            return Optional.of(new ClosableGate());
          }
        });
  }

  private static final class ClosableGate implements AdmissionGate {
    @Override
    public boolean admits() {
      return true;
    }

    @Override
    public void open() {}

    @Override
    public void trial() {}

    @Override
    public void shut() {}

    @Override
    public String state() {
      return "open";
    }

    @Override
    public void close() {}
  }

  @Test
  void nullForWhatItCannotDo() throws Exception {
    breaksOnly(
        "whatItCannotDoIsEmptyAndNeverNull",
        new Sound() {
          @Override
          public Optional<AdmissionGate> admissionGate(AdapterContext context) {
            return null;
          }
        });
    breaksOnly(
        "whatItCannotDoIsEmptyAndNeverNull",
        new Sound() {
          @Override
          public Optional<ConnectionFactory<?>> connections(URI address) {
            return address.getScheme().equals("sound") ? super.connections(address) : null;
          }
        });
  }

  @Test
  void oneForAllRuntimes() throws Exception {
    CircuitBreakers shared = (name, limits) -> CircuitBreaker.never();
    breaksOnly(
        "eachRuntimeGetsItsOwn",
        new Sound() {
          @Override
          public Optional<CircuitBreakers> circuitBreakers(AdapterContext context) {
            return Optional.of(shared);
          }
        });
  }

  @Test
  void aSecondCloseThatThrows() throws Exception {
    breaksOnly(
        "whatItMadeCanBeClosedTwice",
        new Sound() {
          @Override
          public Optional<EventSink> eventSink(AdapterContext context) {
            return Optional.of(
                new Sink(context) {
                  @Override
                  public void close() {
                    super.close();
                    if (closed > 1) {
                      throw new IllegalStateException("closed before");
                    }
                  }
                });
          }
        });
  }

  @Test
  void aThreadOfItsOwnMaking() throws Exception {
    breaksOnly(
        "itsThreadsComeFromTheContextAndEndWithIt",
        new Sound() {
          @Override
          public Optional<EventSink> eventSink(AdapterContext context) {
            Thread own = new Thread(() -> await(over), "own");
            own.setDaemon(true);
            own.start();
            return super.eventSink(context);
          }
        });
  }

  @Test
  void aThreadThatStays() throws Exception {
    Adapter stays =
        new Sound() {
          @Override
          public Optional<EventSink> eventSink(AdapterContext context) {
            context.threads().daemon("plimsoll-stays", () -> await(over)).start();
            return super.eventSink(context);
          }
        };
    BITES.breaksOnly(
        "itsThreadsComeFromTheContextAndEndWithIt",
        new Trial(stays, false, Duration.ofMillis(300))); // waited for in vain
  }

  @Test
  void aSchemeOfOthers() throws Exception {
    breaksOnly(
        "itKnowsItsOwnAddressesAndNoOthers",
        new Sound() {
          @Override
          public Optional<ConnectionFactory<?>> connections(URI address) {
            return Optional.of(new ScriptedConnections());
          }
        });
  }

  @Test
  void oneThatIsNamedNowhere() throws Exception {
    BITES.breaksOnly("itIsFoundAsAService", new Trial(new Sound(), true, PATIENCE));
  }
}
