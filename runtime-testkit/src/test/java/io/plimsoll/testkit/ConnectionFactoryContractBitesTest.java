package io.plimsoll.testkit;

import io.plimsoll.resource.ConnectionFactory;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each promise of connections fails what breaks it, and that one alone. */
@Timeout(120)
class ConnectionFactoryContractBitesTest {

  private static final Bites BITES = new Bites(ConnectionFactoryContract.class);

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

  private static final class Line {
    volatile boolean hungUp;
    volatile boolean closed;
    int looks;
    boolean spent;
  }

  private enum Place {
    SERVER,
    NOBODY,
    SILENCE
  }

  /** Sound but for what a test overrides. */
  private static class Lines implements ConnectionFactory<Line> {
    final Place place;

    Lines(Place place) {
      this.place = place;
    }

    @Override
    public String target() {
      return "line://" + place;
    }

    @Override
    public Line open(Duration deadline) throws Exception {
      return switch (place) {
        case SERVER -> new Line();
        case NOBODY -> throw new IOException("connection refused");
        case SILENCE -> throw new SocketTimeoutException("after " + deadline);
      };
    }

    @Override
    public boolean isOpen(Line line) {
      return !line.closed && !line.hungUp;
    }

    @Override
    public boolean validate(Line line, Duration deadline) throws Exception {
      return !line.closed && !line.hungUp;
    }

    @Override
    public void close(Line line) throws Exception {
      line.closed = true;
    }
  }

  private interface Maker {
    Lines to(Place place);
  }

  private record Trial(Maker maker) implements ConnectionFactoryContract<Line> {

    @Override
    public ConnectionFactory<Line> connections() {
      return maker.to(Place.SERVER);
    }

    @Override
    public ConnectionFactory<Line> toNobody() {
      return maker.to(Place.NOBODY);
    }

    @Override
    public ConnectionFactory<Line> toSilence() {
      return maker.to(Place.SILENCE);
    }

    @Override
    public void hangUp(Line line) {
      line.hungUp = true;
    }

    @Override
    public String secret() {
      return "pass-word";
    }

    @Override
    public Duration patience() {
      return Duration.ofMillis(300);
    }
  }

  @Test
  void soundOnesKeepAll() throws Exception {
    BITES.holdsAll(new Trial(Lines::new));
  }

  private static void breaksOnly(String promise, Maker maker) throws Exception {
    BITES.breaksOnly(promise, new Trial(maker));
  }

  @Test
  void oneThatIsSpentByAQuestion() throws Exception {
    breaksOnly(
        "whatIsOpenedIsOpenAndServes",
        place ->
            new Lines(place) {
              @Override
              public boolean isOpen(Line line) {
                return super.isOpen(line) && !line.spent;
              }

              @Override
              public boolean validate(Line line, Duration deadline) throws Exception {
                line.spent = true;
                return super.validate(line, deadline);
              }

              @Override
              public void reset(Line line) {
                line.spent = false;
              }
            });
  }

  @Test
  void oneForAll() throws Exception {
    breaksOnly(
        "eachIsItsOwn",
        place ->
            new Lines(place) {
              private Line shared;

              @Override
              public Line open(Duration deadline) throws Exception {
                if (shared == null || shared.closed) {
                  shared = super.open(deadline);
                }
                return shared;
              }
            });
  }

  @Test
  void oneThatOpensNothingAndSaysNothing() throws Exception {
    breaksOnly(
        "whereNobodyListensOpeningFails",
        place ->
            new Lines(place) {
              @Override
              public Line open(Duration deadline) throws Exception {
                return place == Place.NOBODY ? new Line() : super.open(deadline);
              }
            });
  }

  @Test
  void aDeadlineThatIsNotKept() throws Exception {
    breaksOnly(
        "openingGivesUpAtItsDeadline",
        place ->
            new Lines(place) {
              @Override
              public Line open(Duration deadline) throws Exception {
                if (place == Place.SILENCE) {
                  spin(Duration.ofMillis(400));
                }
                return super.open(deadline);
              }
            });
  }

  private static void spin(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  @Test
  void oneThatSeesNobodyHangUp() throws Exception {
    breaksOnly(
        "aServerThatHungUpIsSeenForGood",
        place ->
            new Lines(place) {
              @Override
              public boolean isOpen(Line line) {
                return !line.closed;
              }
            });
  }

  @Test
  void oneThatSeesItOnlyOnce() throws Exception {
    breaksOnly(
        "aServerThatHungUpIsSeenForGood",
        place ->
            new Lines(place) {
              @Override
              public boolean isOpen(Line line) {
                return !line.closed && !(line.hungUp && line.looks++ == 0);
              }
            });
  }

  @Test
  void oneThatServesOnWithoutAServer() throws Exception {
    breaksOnly(
        "aServerThatHungUpServesNoMore",
        place ->
            new Lines(place) {
              @Override
              public boolean validate(Line line, Duration deadline) {
                return !line.closed;
              }
            });
  }

  @Test
  void aLookThatAsks() throws Exception {
    breaksOnly(
        "toLookAsksNobody",
        place ->
            new Lines(place) {
              @Override
              public boolean isOpen(Line line) {
                spin(Duration.ofMillis(3));
                return super.isOpen(line);
              }
            });
  }

  @Test
  void aResetThatSpoilsIt() throws Exception {
    breaksOnly(
        "whatIsResetServesAsAFreshOne",
        place ->
            new Lines(place) {
              @Override
              public void reset(Line line) {
                line.hungUp = true;
              }
            });
  }

  @Test
  void oneThatStaysOpen() throws Exception {
    breaksOnly(
        "whatIsClosedIsNotOpen",
        place ->
            new Lines(place) {
              @Override
              public boolean isOpen(Line line) {
                return !line.hungUp;
              }
            });
  }

  @Test
  void aSecondCloseThatThrows() throws Exception {
    breaksOnly(
        "closingItAgainIsHarmless",
        place ->
            new Lines(place) {
              @Override
              public void close(Line line) throws Exception {
                if (line.closed) {
                  throw new IOException("closed before");
                }
                super.close(line);
              }
            });
  }

  @Test
  void aFileThatStaysOpen() throws Exception {
    breaksOnly(
        "whatIsClosedHoldsNothing",
        place ->
            new Lines(place) {
              @Override
              public Line open(Duration deadline) throws Exception {
                LEFT_OPEN.add(new FileInputStream("/dev/null"));
                return super.open(deadline);
              }
            });
  }

  @Test
  void aSecretThatIsShown() throws Exception {
    breaksOnly(
        "itsTargetIsForPeople",
        place ->
            new Lines(place) {
              @Override
              public String target() {
                return "line://me:pass-word@" + place;
              }
            });
  }
}
