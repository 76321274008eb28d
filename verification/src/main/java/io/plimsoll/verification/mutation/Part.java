package io.plimsoll.verification.mutation;

/**
 * The part of the core that a run changes.
 *
 * @param words what it is, for people
 * @param classes what the names of the classes that are changed begin with
 * @param tests what the names of the tests that judge them begin with
 */
record Part(String words, String classes, String tests) {

  static final Part ALL = new Part("all of runtime-core", "", "");

  /** What fits into a minute: the decisions on which it depends that nothing is left behind. */
  static final Part QUICK =
      new Part(
          "quick, so only how a command is killed (WhenKilling), by the tests of its package",
          "subprocess.WhenKilling",
          "subprocess.");

  /** Whether a run of this part can meet the mutant with this key. */
  boolean holds(String key) {
    return key.startsWith(classes);
  }

  /** The classes as PIT wants them, which takes one pattern here, not a list. */
  String classPattern() {
    return PitReport.CORE + classes + "*";
  }

  /** The tests as PIT wants them. */
  String testPattern() {
    return PitReport.CORE + tests + "*";
  }
}
