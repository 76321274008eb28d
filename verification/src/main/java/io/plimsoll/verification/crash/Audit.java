package io.plimsoll.verification.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what killed runtimes had printed, what the last one printed, and what was really run.
 */
final class Audit {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<String> jobs;
  private final List<String> complaints = new ArrayList<>();
  private int lost;
  private int duplicated;
  private int ranAgain;

  Audit(Set<String> jobs) {
    this.jobs = Set.copyOf(jobs);
  }

  /**
   * The outcomes: one for each job from the last runtime, and each that was printed before is
   * printed again to the byte.
   */
  void outcomes(List<List<String>> killed, List<String> last) {
    Map<String, String> byId = new HashMap<>();
    for (String line : last) {
      String id = id(line);
      if (!jobs.contains(id)) {
        complaints.add("an outcome of a job that is not there: " + line);
      } else if (byId.put(id, line) != null) {
        duplicated++;
        complaints.add(id + ": has more than one outcome");
      }
    }
    for (String id : jobs) {
      if (!byId.containsKey(id)) {
        lost++;
        complaints.add(id + ": its outcome is lost");
      }
    }
    for (List<String> lines : killed) {
      for (String line : lines) {
        if (!line.equals(byId.get(id(line)))) {
          complaints.add(id(line) + ": was told as " + line + " and then as " + byId.get(id(line)));
        }
      }
    }
  }

  /**
   * The attempts that a job wrote down, in order: each number higher than the one before, no more
   * than runtimes there were.
   */
  void attempts(String id, List<Integer> attempts, int kills) {
    ranAgain += attempts.size() > 1 ? 1 : 0;
    if (attempts.size() > kills + 1) {
      complaints.add(id + ": ran " + attempts.size() + " times under " + (kills + 1) + " runtimes");
    }
    for (int i = 1; i < attempts.size(); i++) {
      if (attempts.get(i) <= attempts.get(i - 1)) {
        complaints.add(id + ": its attempts were told as " + attempts);
        break;
      }
    }
  }

  /** Jobs whose outcome was printed, by their attempts then and at the end: none ran again. */
  void ended(Map<String, Integer> attemptsThen, Map<String, Integer> attemptsNow) {
    attemptsThen.forEach(
        (id, then) -> {
          int now = attemptsNow.getOrDefault(id, 0);
          if (now != then) {
            complaints.add(id + ": ran again after its outcome was told");
          }
        });
  }

  /** What was left of the processes when it should have been gone. */
  void left(int processes, String when) {
    if (processes > 0) {
      complaints.add(processes + " processes left " + when);
    }
  }

  /** A runtime whose jobs ran had no sentinel that could be killed. */
  void unguarded() {
    complaints.add("jobs ran, and no sentinel was there to be killed");
  }

  /** The ids of outcome lines. */
  static Set<String> ids(List<String> lines) {
    Set<String> ids = new HashSet<>();
    lines.forEach(line -> ids.add(id(line)));
    return ids;
  }

  private static String id(String line) {
    try {
      return JSON.readTree(line).path("id").asText();
    } catch (JsonProcessingException e) {
      return "no JSON: " + line;
    }
  }

  int lost() {
    return lost;
  }

  int duplicated() {
    return duplicated;
  }

  int ranAgain() {
    return ranAgain;
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }
}
