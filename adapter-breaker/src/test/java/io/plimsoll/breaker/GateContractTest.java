package io.plimsoll.breaker;

import io.plimsoll.port.AdmissionGate;
import io.plimsoll.port.Ticker;
import io.plimsoll.testkit.AdmissionGateContract;

class GateContractTest implements AdmissionGateContract {

  @Override
  public AdmissionGate gate(Ticker ticker) {
    return new ResilienceGate(ticker);
  }
}
