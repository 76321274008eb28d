package io.plimsoll.process;

/** The first few of some processes by their names, and how many more there are, for people. */
final class Names {

  private static final int MOST = 5;

  private final StringBuilder words = new StringBuilder();
  private int count;

  /** One more; without a name it is only counted. */
  void add(String name, int pid) {
    if (count++ < MOST && !name.isEmpty()) {
      words.append(words.length() == 0 ? "" : ", ").append(name);
      words.append(" (pid ").append(pid).append(')');
    }
  }

  String words() {
    return count <= MOST ? words.toString() : words + " and " + (count - MOST) + " more";
  }
}
