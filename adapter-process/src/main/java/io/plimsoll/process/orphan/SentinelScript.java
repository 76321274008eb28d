package io.plimsoll.process.orphan;

/** What a sentinel's shell runs: a constant; all data come as its arguments or on its input. */
final class SentinelScript {

  /** Left with: it was told to go, or nothing was left in the end. */
  static final int WELL = 0;

  /** Left with: some would not end. */
  static final int REMAINS = 1;

  /** Left with: grep does not look into environments here. */
  static final int BLIND = 3;

  /** How many leases that may live on it knows; the oldest is forgotten. */
  static final int MOST_KEPT = 1_000;

  /**
   * Arguments: the session, the grace in hundredths of a second, the session's folder of notes or
   * nothing, its control group or nothing, the runtime's pid, a folder of marks outside the notes
   * or nothing. Input: {@code bye}, {@code keep LEASE}.
   */
  static final String TEXT =
      """
      # Plimsoll's sentinel: ends what its runtime leaves behind if that is killed.
      trap '' HUP INT QUIT TERM PIPE
      session=$1 grace=$2 folder=$3 group=$4 runtime=$5 marks=$6 kept= count=0 blind=

      while IFS= read -r line; do
        case $line in
          bye) exit 0 ;;
          "keep $session-"*)
            lease=${line#"keep $session-"}
            case $lease in '' | *[!0-9]*) continue ;; esac
            kept="$kept|$lease" count=$((count + 1))
            if [ "$count" -gt 1000 ]; then kept=${kept#?} && kept="|${kept#*|}"; fi ;;
        esac
      done

      carriers="^PLIMSOLL_(SESSION=$session|LEASE=$session-[0-9]+|OUTER=([^:]*:)*$session-[0-9]+(:.*)?)$"
      spared="^PLIMSOLL_(LEASE|OUTER)=([^:]*:)*$session-(${kept#?})(:.*)?$"
      grep -qszE '^LC_ALL=C$' "/proc/$$/environ" || blind=3

      # Hundredths of a second since the machine was started.
      clock() {
        up=0.00
        read -r up rest </proc/uptime
        now=$((${up%.*} * 100 + 1${up#*.} - 100))
      }
      environs() {
        set -- /proc/[1-9]*/environ
        if [ $# -lt 20000 ]; then
          grep -lszE "$carriers" "$@"
        else
          for digits in 1 2 3 4 5 6 7 8 9; do grep -lszE "$carriers" /proc/$digits*/environ; done
        fi
      }
      add() {
        if [ "$1" -gt 1 ] && [ "$1" != $$ ]; then found="$found $1"; fi
      }
      members() {
        [ -e "$1/cgroup.procs" ] || return 0
        while read -r pid; do
          case "$found " in *" $pid "*) ;; *) add "$pid" ;; esac
        done <"$1/cgroup.procs"
        for below in "$1"/*/; do [ ! -d "$below" ] || members "${below%/}"; done
      }
      look() {
        found=
        if [ -z "$blind" ]; then
          for file in $(environs); do
            pid=${file#/proc/} pid=${pid%/*}
            if [ -n "$kept" ] && grep -qszE "$spared" "$file"; then continue; fi
            add "$pid"
          done
        fi
        [ -z "$group" ] || members "$group"
      }
      parent() {
        stat=
        read -r stat <"/proc/$1/stat"
        set -- ${stat##*") "}
        parent=${2-}
      }
      # Whoever is being started carries nothing yet: the JVM's helper, orphaned as we are. A whole
      # word of its line is the helper's path; our own line holds this text.
      starting() {
        parent $$
        own=$parent
        if [ -n "$blind" ] || [ "$own" = "$runtime" ]; then return 1; fi
        # One that never becomes a command belongs to another JVM that was killed.
        waited=$((waited + 1))
        [ $waited -le 30 ] || return 1
        for file in $(grep -lszx '/[ -~]*/jspawnhelper' /proc/[1-9]*/cmdline); do
          pid=${file#/proc/}
          parent "${pid%/*}"
          [ "$parent" != "$own" ] || return 0
        done
        return 1
      }
      drop() {
        for below in "$1"/*/; do [ ! -d "$below" ] || drop "${below%/}"; done
        rmdir "$1"
      }
      # Only what is ours, and in it only what is named by a number.
      unmark() {
        [ -d "$1" ] && [ ! -L "$1" ] && [ -O "$1" ] || return 0
        for mark in "$1"/*; do
          case ${mark##*/} in
            *[!0-9]*) ;;
            *) rm -f "$mark" ;;
          esac
        done
        rmdir "$1"
      }
      pause() {
        paused=$((paused + 5))
        sleep 0.05 || sleep 1
      }

      sweep() {
        clock
        begun=$now empty=0 rounds=0 paused=0 waited=0 asked=
        while [ $empty -lt 3 ]; do
          look
          clock
          spent=$((now - begun)) rounds=$((rounds + 1))
          # A clock that stands still must not hold it up.
          [ $spent -ge $paused ] || spent=$paused
          if [ -z "$found" ]; then
            empty=$((empty + 1))
            ! starting || empty=0
            pause
          elif [ $spent -ge "$grace" ]; then
            empty=0
            [ $spent -le $((grace + 1000)) ] || return 1
            [ ! -e "$group/cgroup.kill" ] || echo 1 >"$group/cgroup.kill"
            for pid in $found; do kill -s KILL "$pid"; done
            [ $((rounds % 20)) -ne 0 ] || pause
          else
            empty=0
            if [ -z "$asked" ]; then
              asked=1
              for pid in $found; do kill -s TERM "$pid" && kill -s CONT "$pid"; done
            fi
            pause
          fi
        done
      }

      exec 2>/dev/null
      sweep || exit 1
      [ -z "$blind" ] || exit 3
      [ -z "$group" ] || drop "$group"
      [ -z "$marks" ] || unmark "$marks"
      if [ -n "$folder" ]; then
        unmark "$folder/marks"
        rm -f "$folder/leases" "$folder/leases.new" "$folder/lock"
        rmdir "$folder"
      fi
      exit 0
      """;

  private SentinelScript() {}
}
