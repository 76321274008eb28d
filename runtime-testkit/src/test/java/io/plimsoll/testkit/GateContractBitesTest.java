package io.plimsoll.testkit;

import io.plimsoll.port.AdmissionGate;
import io.plimsoll.port.Ticker;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Each promise of gates fails one that breaks it, and that one alone. */
class GateContractBitesTest {

  private static final Bites BITES = new Bites(AdmissionGateContract.class);

  @AfterAll
  static void everyPromiseWasBroken() {
    BITES.allWereBroken();
  }

  /** Sound but for what a test overrides: on trial it lets in two each second. */
  private static class Gate implements AdmissionGate {
    private static final int SOME = 2;
    private static final long PERIOD = Duration.ofSeconds(1).toNanos();

    final Ticker ticker;
    String state = "open";
    long since;
    int left;

    Gate(Ticker ticker) {
      this.ticker = ticker;
    }

    @Override
    public boolean admits() {
      if (state.equals("trial") && ticker.nanos() - since >= PERIOD) {
        renew();
      }
      return state.equals("open") || (state.equals("trial") && left-- > 0);
    }

    void renew() {
      since = ticker.nanos();
      left = SOME;
    }

    @Override
    public void open() {
      state = "open";
    }

    @Override
    public void trial() {
      if (!state.equals("trial")) {
        state = "trial";
        renew();
      }
    }

    @Override
    public void shut() {
      state = "shut";
      since = ticker.nanos();
    }

    @Override
    public String state() {
      return state;
    }

    @Override
    public void close() {
      state = "open";
    }
  }

  private record Trial(Function<Ticker, AdmissionGate> maker) implements AdmissionGateContract {
    @Override
    public AdmissionGate gate(Ticker ticker) {
      return maker.apply(ticker);
    }
  }

  private static void breaksOnly(String promise, Function<Ticker, AdmissionGate> maker)
      throws Exception {
    BITES.breaksOnly(promise, new Trial(maker));
  }

  @Test
  void aSoundOneKeepsAll() throws Exception {
    BITES.holdsAll(new Trial(Gate::new));
  }

  @Test
  void oneThatStaysOnTrial() throws Exception {
    breaksOnly(
        "anOpenGateAdmitsAll",
        ticker ->
            new Gate(ticker) {
              @Override
              public void open() {}
            });
  }

  @Test
  void oneThatOpensByItself() throws Exception {
    breaksOnly(
        "aShutGateAdmitsNothingHoweverLong",
        ticker ->
            new Gate(ticker) {
              @Override
              public boolean admits() {
                return super.admits()
                    || (state.equals("shut")
                        && ticker.nanos() - since > Duration.ofHours(1).toNanos());
              }
            });
  }

  @Test
  void aTrialThatIsOnlyOne() throws Exception {
    breaksOnly(
        "onTrialSomeAreAdmittedAgainAndAgain",
        ticker ->
            new Gate(ticker) {
              private boolean renewed;

              @Override
              void renew() {
                if (!renewed) {
                  super.renew();
                }
                renewed = true;
              }
            });
  }

  @Test
  void aTrialThatBeginsAnew() throws Exception {
    breaksOnly(
        "whatItIsToldTwiceChangesNothing",
        ticker ->
            new Gate(ticker) {
              @Override
              public void trial() {
                state = "trial";
                renew();
              }
            });
  }

  @Test
  void oneWordForAll() throws Exception {
    breaksOnly(
        "eachStateHasAWordOfItsOwn",
        ticker ->
            new Gate(ticker) {
              @Override
              public String state() {
                return "fine";
              }
            });
  }

  @Test
  void oneThatKeepsNobodyInAfterItsEnd() throws Exception {
    breaksOnly(
        "aClosedGateKeepsNobodyOut",
        ticker ->
            new Gate(ticker) {
              @Override
              public void close() {}
            });
  }
}
