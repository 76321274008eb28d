package io.plimsoll.testkit;

import io.plimsoll.port.EventSink;
import io.plimsoll.port.RuntimeEvent;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each promise of event sinks fails a sink that breaks it, and that one alone. */
@Timeout(60)
class EventSinkContractBitesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Bites BITES = new Bites(EventSinkContract.class);

  private static final List<InputStream> LEFT_OPEN = new ArrayList<>();

  @AfterEach
  void closeWhatWasLeftOpen() throws IOException {
    for (InputStream each : LEFT_OPEN) {
      each.close();
    }
    LEFT_OPEN.clear();
  }

  @AfterAll
  static void everyPromiseWasBroken() {
    BITES.allWereBroken();
  }

  /** Sound but for what a test overrides. */
  private static class Kept implements EventSink, AutoCloseable {
    final List<Long> kept = new ArrayList<>();
    int closed;

    @Override
    public void on(RuntimeEvent event) {
      kept.add(event.sequence());
    }

    @Override
    public void close() throws IOException {
      closed++;
    }
  }

  private static class Trial implements EventSinkContract {

    @Override
    public EventSink sink() throws Exception {
      return new Kept();
    }

    @Override
    public List<Long> arrived(EventSink sink) {
      return ((Kept) sink).kept;
    }

    @Override
    public boolean closes() {
      return true;
    }

    @Override
    public Duration patience() {
      return PATIENCE;
    }
  }

  @Test
  void aSoundOneKeepsAll() throws Exception {
    BITES.holdsAll(new Trial());
  }

  @Test
  void anEventThatIsLost() throws Exception {
    BITES.breaksOnly(
        "whatItTookArrivesInOrderAndOnce",
        with(
            () ->
                new Kept() {
                  @Override
                  public void on(RuntimeEvent event) {
                    if (event.sequence() != 500) {
                      super.on(event);
                    }
                  }
                }));
  }

  @Test
  void wordsThatAreTooLong() throws Exception {
    BITES.breaksOnly(
        "noWordsAreTooOddForIt",
        with(
            () ->
                new Kept() {
                  @Override
                  public void on(RuntimeEvent event) {
                    if (event.words().length() > 10_000) {
                      throw new IllegalArgumentException("too long");
                    }
                    super.on(event);
                  }
                }));
  }

  @Test
  void aSinkThatWaits() throws Exception {
    BITES.breaksOnly(
        "itHoldsNobodyUp",
        with(
            () ->
                new Kept() {
                  @Override
                  public void on(RuntimeEvent event) {
                    super.on(event);
                    long until = System.nanoTime() + 300_000;
                    while (System.nanoTime() < until) {
                      Thread.onSpinWait();
                    }
                  }
                },
            Duration.ofMillis(200)));
  }

  @Test
  void anInterruptThatIsSwallowed() throws Exception {
    BITES.breaksOnly(
        "anInterruptOfItsCallerIsLeftToTheCaller",
        with(
            () ->
                new Kept() {
                  @Override
                  public void on(RuntimeEvent event) {
                    super.on(event);
                    var unused = Thread.interrupted();
                  }
                }));
  }

  @Test
  void aSinkThatIsClosedAndDidNotSaySo() throws Exception {
    BITES.breaksOnly(
        "itCanBeClosedAsItSays",
        new Trial() {
          @Override
          public boolean closes() {
            return false;
          }
        });
  }

  @Test
  void aSecondCloseThatThrows() throws Exception {
    BITES.breaksOnly(
        "closingItAgainIsHarmless",
        with(
            () ->
                new Kept() {
                  @Override
                  public void close() throws IOException {
                    super.close();
                    if (closed > 1) {
                      throw new IOException("closed before");
                    }
                  }
                }));
  }

  @Test
  void aFileThatStaysOpen() throws Exception {
    BITES.breaksOnly(
        "whatIsClosedHoldsNothing",
        with(
            () -> {
              LEFT_OPEN.add(new FileInputStream("/dev/null"));
              return new Kept();
            },
            Duration.ofSeconds(2)));
  }

  private interface Maker {
    EventSink make() throws Exception;
  }

  private static Trial with(Maker maker) {
    return with(maker, PATIENCE);
  }

  private static Trial with(Maker maker, Duration patience) {
    return new Trial() {
      @Override
      public EventSink sink() throws Exception {
        return maker.make();
      }

      @Override
      public Duration patience() {
        return patience;
      }
    };
  }
}
