package io.plimsoll.verification.chaos;

/**
 * What a command does at its worst. Each is a shell script whose first argument is the folder of
 * its lease, through which it calls every tool, so that all of its processes carry the mark.
 */
enum Mischief {
  /** Leaves with any status. */
  EXITS("exit $2"),
  /** Is ended by a signal that it sends to itself. */
  DIES("ulimit -c 0; kill -s $2 $$; exec \"$1\"/sleep 60"),
  /** Heeds the first signal. */
  HEEDS_TERM("exec \"$1\"/sleep 60"),
  /** Does not, and what it starts does not either. */
  IGNORES_TERM("trap '' TERM; while :; do \"$1\"/sleep 60; done"),
  /** Leaves a child of a child behind. */
  DOUBLE_FORKS("$3( \"$1\"/sleep 60 </dev/null >/dev/null 2>&1 & ); exit $2"),
  /** Leaves a daemon in a session of its own behind. */
  DAEMON("$3( setsid \"$1\"/sleep 60 </dev/null >/dev/null 2>&1 & ); exit $2"),
  /** The same, with an environment of its own. */
  SCRUBBED("( env -i setsid \"$1\"/sleep 60 </dev/null >/dev/null 2>&1 & ); exit $2"),
  /** Starts children as fast as it can; their number is bounded. */
  STORM("i=0; while [ $i -lt 30 ]; do \"$1\"/sleep 60 & i=$((i+1)); done; wait; exit 9"),
  /** Forks and leaves, and its child does the same, so that no list of pids is ever true. */
  RUNS_AWAY(
      "if [ $2 -gt 0 ]; then sh \"$0\" \"$1\" $(($2-1)) & else exec \"$1\"/sleep 60; fi; exit 0"),
  /** Writes more than is kept to both outputs. */
  FLOODS("\"$1\"/head -c 2000000 /dev/zero; \"$1\"/head -c 1000000 /dev/zero >&2; exit $2"),
  /** Writes to both outputs without end. */
  FLOODS_ON("\"$1\"/yes & exec \"$1\"/yes >&2"),
  /** Never reads what it is given. */
  NEVER_READS("\"$1\"/sleep 0.05; exit $2"),
  /** Gives back what it is given. */
  READS("exec \"$1\"/cat"),
  /** Closes its outputs and goes on. */
  CLOSES("exec >&- 2>&-; \"$1\"/sleep 0.1; exit $2"),
  /** Leaves somebody behind who holds its outputs. */
  HOLDS("\"$1\"/sleep 60 & exit $2"),
  /** Stops itself. */
  STOPS("kill -s STOP $$; exit 9"),
  /** Is ended from outside. */
  STRUCK("exec \"$1\"/sleep 60"),
  /** Works in a folder that is removed under it. */
  REMOVED("mkdir \"$2\" && cd \"$2\" && rmdir \"$2\" && \"$1\"/sleep 0.05; exit 6"),
  /** Is ended by its owner, at any moment. */
  CANCELLED("\"$1\"/sleep 60 & exec \"$1\"/sleep 60"),
  /** The same, without grace. */
  KILLED("trap '' TERM; \"$1\"/sleep 60 & exec \"$1\"/sleep 60"),
  /** Is ended by the close of its scope. */
  SCOPED("( setsid \"$1\"/sleep 60 </dev/null & ); exec \"$1\"/sleep 60"),
  /** Is a Python program that makes itself a daemon by the book. */
  PYTHON(""),
  /** Has an argument that is longer than the system takes (E2BIG). */
  TOO_LONG(""),
  /** Is not there (ENOENT). */
  MISSING(""),
  /** Shall run in a folder that is not there. */
  NO_FOLDER(""),
  /** May not be executed (EACCES). */
  FORBIDDEN(""),
  /** Is no program (ENOEXEC). */
  NO_FORMAT("");

  /** The lines of the script; empty where it is none. */
  final String script;

  Mischief(String script) {
    this.script = script.replace("$3", "[ -z \"$3\" ] || trap '' TERM; ");
  }

  boolean isScript() {
    return !script.isEmpty();
  }
}
