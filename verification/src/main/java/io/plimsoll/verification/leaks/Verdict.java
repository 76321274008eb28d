package io.plimsoll.verification.leaks;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a run of {@code soak} said of what grew.
 *
 * @param status the status it left with
 * @param result its JSON
 */
record Verdict(int status, JsonNode result) {

  private JsonNode report() {
    return result.path("report");
  }

  private JsonNode first() {
    return report().path("findings").path(0);
  }

  boolean accuses() {
    return !first().isMissingNode();
  }

  /** Whether what has to be named is named first, and the status says that something grew. */
  boolean names(Planted leak) {
    return (status == 1 || status == SoakRun.LEFT)
        && first().path("name").asText().equals(leak.gauge())
        && first().path("owner").asText().contains(leak.owner());
  }

  String words() {
    return accuses()
        ? "%s of '%s', %s; %d"
            .formatted(
                first().path("name").asText(),
                first().path("owner").asText(),
                first().path("state").asText(),
                first().path("afterReadings").asLong())
        : "nothing, in " + readings() + " readings; status " + status;
  }

  long readings() {
    return report().path("readings").asLong();
  }

  long everAccused() {
    return report().path("accusations").asLong();
  }

  String silence() {
    JsonNode cleared = report().path("cleared").path(0).path("name");
    return readings()
        + ", "
        + everAccused()
        + (accuses() ? ": " + words() : "")
        + (cleared.isMissingNode() ? "" : ": cleared again: " + cleared.asText());
  }
}
