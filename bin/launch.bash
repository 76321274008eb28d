# What bin/plimsoll and bin/prove share; read by them, never run. Needs bash, nothing else on the
# usual path: every process started here is paid for at each start, so there are none. All names
# begin with _pl_, so that no variable of the caller's environment changes on its way to the command.

shopt -s nullglob globstar execfail

_pl_archive=

# Ends with the status that means an error of our own. $1: what is wrong, and the remedy.
_pl_fail() {
  printf '%s: %s\n' "$_pl_name" "$1" >&2
  exit 125
}

# Finds what there is to start. $1: path of the script, $2: module, $3: name of the script and its jar.
# Sets _pl_root, _pl_lib, and _pl_module: empty where there is nothing to build.
_pl_place() {
  _pl_name=$3
  _pl_root=${1%/*}
  _pl_root=${_pl_root#./}
  [[ $_pl_root == /* ]] || _pl_root=$PWD/$_pl_root
  # The archive knows its class path by name: one place must have one name. Only an odd one costs a fork.
  local odd= part=$_pl_root
  [[ $_pl_root/ == */./* || $_pl_root/ == */../* || $_pl_root == *//* ]] && odd=1
  while [[ -n $part && -z $odd ]]; do
    [[ -L $part ]] && odd=1
    part=${part%/*}
  done
  if [[ -n $odd ]]; then
    _pl_root=$(cd -P -- "$_pl_root" && pwd -P) || _pl_fail "cannot enter $_pl_root"
  fi
  _pl_root=${_pl_root%/*}
  _pl_module=
  _pl_lib=$_pl_root/lib
  if [[ -f $_pl_root/pom.xml && -d $_pl_root/$2 ]]; then
    _pl_module=$2
    _pl_lib=$_pl_root/$2/target/dist/lib
  elif [[ ! -f $_pl_lib/$3.jar ]]; then
    _pl_fail "neither $_pl_lib/$3.jar nor sources around $1; unpack the archive again"
  fi
}

# --- The JVM ---------------------------------------------------------------------------------------

# True when $1 is the home of a JVM of version 17 or later. Sets _pl_java, _pl_home, _pl_major, _pl_jvm_id.
_pl_try_home() {
  [[ -n $1 && -x $1/bin/java ]] || return 1
  local facts=
  if [[ -r $1/release ]]; then
    IFS= read -r -d '' facts <"$1/release"
  fi
  _pl_read_facts "$1/bin/java" "$facts" && _pl_home=$1
}

# Judges a java program by what its release file says, or by asking it where there is none.
_pl_read_facts() {
  local facts=$2
  if [[ $facts != *JAVA_VERSION=* ]]; then
    facts=$("$1" -XshowSettings:properties -version 2>&1 </dev/null) || return 1
    facts=${facts//java.runtime.version = /JAVA_RUNTIME_VERSION=}
    facts=${facts//java.version = /JAVA_VERSION=}
  fi
  [[ $facts =~ JAVA_VERSION=\"?([0-9]+) ]] || return 1
  (( BASH_REMATCH[1] >= 17 )) || return 1
  _pl_java=$1 _pl_major=${BASH_REMATCH[1]} _pl_jvm_id=$_pl_major
  [[ $facts =~ JAVA_RUNTIME_VERSION=\"?([^\"[:space:]]+) ]] && _pl_jvm_id=${BASH_REMATCH[1]}
  [[ $facts =~ IMPLEMENTOR=\"([^\"]+) ]] && _pl_jvm_id+=-${BASH_REMATCH[1]}
  _pl_jvm_id=${_pl_jvm_id//[^A-Za-z0-9.+_-]/_}
}

_pl_usual_homes() {
  _pl_homes=(/usr/lib/jvm/* /opt/java /opt/java/* /opt/jdk* /opt/*jdk* /usr/local/openjdk* /usr/java/*
    ${HOME:+"$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*}
    /Library/Java/JavaVirtualMachines/*/Contents/Home)
}

# Finds a JVM: JAVA_HOME, then PATH, then the usual folders.
_pl_find_java() {
  _pl_try_home "${JAVA_HOME-}" && return
  local IFS=: dir home real
  set -f
  local path=(${PATH-})
  set +f
  for dir in "${path[@]}"; do
    [[ -f $dir/java && -x $dir/java ]] || continue
    if [[ ! -L $dir/java ]]; then
      _pl_try_home "${dir%/bin}" && return
    else
      _pl_usual_homes
      for home in "${_pl_homes[@]}"; do
        [[ $dir/java -ef $home/bin/java ]] && _pl_try_home "$home" && return
      done
      real=$(readlink -f "$dir/java")
      _pl_try_home "${real%/bin/java}" && return
    fi
    # A wrapper of some version manager: ask it.
    _pl_home=
    _pl_read_facts "$dir/java" "" && return
  done
  _pl_usual_homes
  for home in "${_pl_homes[@]}"; do
    _pl_try_home "$home" && return
  done
  _pl_fail "no Java 17 or later in JAVA_HOME (${JAVA_HOME:-not set}), PATH or the usual folders; \
install one (Debian: apt install openjdk-17-jre-headless) or set JAVA_HOME"
}

# The JDK to build with: the JVM found, or another one when that lacks the compiler. Sets _pl_jdk.
_pl_find_jdk() {
  local home
  _pl_usual_homes
  for home in "$_pl_home" "${_pl_homes[@]}"; do
    [[ -n $home && -x $home/bin/javac ]] || continue
    _pl_jdk=$(_pl_try_home "$home" && printf '%s' "$home") && return
  done
  _pl_fail "found $_pl_java, but building needs a JDK of version 17 or later with javac; \
install one (Debian: apt install openjdk-17-jdk-headless) or set JAVA_HOME"
}

# --- Building --------------------------------------------------------------------------------------

# True when the jars are there and no source ("$@": module folders) is newer than their build.
_pl_is_current() {
  local built=$_pl_root/$_pl_module/target/dist/built file
  [[ -f $built && -f $_pl_lib/id ]] || return 1
  # Folders count too: a file taken away changes its folder.
  for file in "$_pl_root/pom.xml" "${@/%//pom.xml}"; do
    [[ $file -nt $built ]] && return 1
  done
  for file in "${@/%//src/main}"; do
    for file in "$file"/**; do
      [[ $file -nt $built ]] && return 1
    done
  done
  return 0
}

_pl_build_if_older() {
  _pl_is_current "$@" && return
  _pl_lock
  # Whoever held the lock may have done it.
  _pl_is_current "$@" || _pl_build
  _pl_unlock
}

# One at a time. With flock the lock is this very folder, held by a descriptor, and gone with its
# holder; without it a folder, with the holder's pid in it.
_pl_lock() {
  [[ -z ${_pl_locked-} ]] || return
  _pl_locked=1
  if command -v flock >/dev/null; then
    exec {_pl_lock_fd}<"$_pl_root/bin" # a free number: the caller's own descriptors are for the command
    flock "$_pl_lock_fd" || _pl_fail "cannot lock $_pl_root/bin"
    return
  fi
  _pl_lock_folder=$_pl_root/bin/.lock
  until mkdir "$_pl_lock_folder" 2>/dev/null; do
    [[ -w $_pl_root/bin ]] || _pl_fail "cannot write to $_pl_root/bin; build it once as its owner"
    local holder=
    read -r holder <"$_pl_lock_folder/pid" 2>/dev/null
    [[ -n $holder ]] && ! kill -0 "$holder" 2>/dev/null && rm -rf "$_pl_lock_folder"
    sleep 0.2
  done
  printf '%s\n' $$ >"$_pl_lock_folder/pid"
  trap 'rm -rf "$_pl_lock_folder"' EXIT
}

# For those who are started under the lock: they must not hold it when this script is gone.
_pl_drop_lock() {
  [[ -z ${_pl_lock_fd-} ]] || exec {_pl_lock_fd}<&-
}

_pl_unlock() {
  [[ -n ${_pl_locked-} ]] || return
  _pl_locked=
  if [[ -z ${_pl_lock_folder-} ]]; then
    _pl_drop_lock
  else
    rm -rf "$_pl_lock_folder"
    trap - EXIT
  fi
}

_pl_build() {
  local target=$_pl_root/$_pl_module/target log mvn begun child status
  log=$target/first-use.log
  begun=$target/first-use.begun
  _pl_find_jdk
  mvn=$(command -v mvn) || {
    for mvn in "${MAVEN_HOME:-/nowhere}"/bin/mvn /opt/*maven*/bin/mvn ""; do
      [[ -n $mvn && -x $mvn ]] && break
    done
  }
  [[ -n $mvn ]] || _pl_fail "$_pl_root has to be built first, and there is no mvn in PATH; \
install Maven 3.8.7 or later (Debian: apt install maven), or use the ready-made archive"
  { mkdir -p "$target" && : >"$log" && : >"$begun"; } 2>/dev/null \
    || _pl_fail "$_pl_root has to be built first, and $target cannot be written; build it as its owner"
  printf '%s: building from source, once (log: %s)\n' "$_pl_name" "$log" >&2
  (_pl_drop_lock && cd "$_pl_root" && JAVA_HOME=$_pl_jdk exec "$mvn" -B -q -Pquick package \
    -pl "$_pl_module" -am) >"$log" 2>&1 </dev/null &
  child=$!
  trap 'kill "$child" 2>/dev/null; wait "$child"; exit 143' TERM HUP
  trap 'kill "$child" 2>/dev/null; wait "$child"; exit 130' INT
  wait "$child"
  status=$?
  trap - TERM HUP INT
  [[ $status == 0 && -f $_pl_lib/id ]] || _pl_fail "the build failed (mvn: status $status); see $log"
  # As old as the begin of the build: what was changed meanwhile is newer.
  mv -f "$begun" "$target/dist/built"
}

# --- Starting --------------------------------------------------------------------------------------

# Finds the class archive for these jars, this JVM and what is to be done, and makes it on first use: a
# start with it takes half the time. $1: what is to be done, which _pl_sample does once. Sets _pl_archive,
# or leaves it empty: an archive is a convenience, its absence never an error.
_pl_find_archive() {
  local id= folder
  [[ -r $_pl_lib/id ]] || return 0
  read -r id <"$_pl_lib/id"
  folder=$_pl_lib/../cds
  if [[ ! -r $folder/$id-$_pl_jvm_id-$1.jsa && ! -w ${_pl_lib%/*} ]]; then
    # Not ours to write: then beside the user's other caches. The id says which jars it belongs to,
    # the JVM compares the paths.
    folder=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/plimsoll
  fi
  _pl_archive=$folder/$id-$_pl_jvm_id-$1.jsa
  [[ -r $_pl_archive ]] && return
  if [[ ! -e $_pl_archive.none ]]; then
    _pl_lock
    [[ -r $_pl_archive ]] || _pl_make_archive "$folder" "$id" "$1"
    _pl_unlock
  fi
  [[ -r $_pl_archive ]] && return
  # That of a run has most of what others want.
  for folder in "$_pl_lib/../cds" "$folder"; do
    _pl_archive=$folder/$id-$_pl_jvm_id-run.jsa
    [[ -r $_pl_archive ]] && return
  done
  _pl_archive=
}

_pl_make_archive() {
  local folder=$1 id=$2 new=$_pl_archive.$$ file
  mkdir -p "$folder" 2>/dev/null || return 0
  if [[ $folder == "$_pl_lib"/* ]]; then
    # Those of earlier builds are of no use any more.
    for file in "$folder"/*; do
      [[ ${file##*/} == "$id"-* ]] || rm -f "$file"
    done
  fi
  _pl_options
  # One archive for all classes and those alone: one upon that of the platform would be larger in memory.
  # Objects of the heap come into it with G1 alone.
  # A state folder that was used before, as that of the user will be.
  if (_pl_drop_lock && cd "$folder" && (umask 077 && mkdir -p "$$/plimsoll/sessions") \
    && _pl_sample_options=(-XX:DumpLoadedClassList="$new.list" -XX:+UseSerialGC \
    -Xmx64m -XX:TieredStopAtLevel=1) && _pl_sample "$3" &&
    _pl_sample_options=(-Xlog:all=warning:stdout -XX:SharedClassListFile="$new.list" -XX:SharedArchiveFile="$new" \
      -XX:+UseG1GC -Xmx128m -Xshare:dump) && _pl_jvm_to_end) >"$new.log" 2>&1 && [[ -s $new ]]; then
    mv -f "$new" "$_pl_archive"
    rm -f "$new.log"
  else
    # Say so once and for all: not to be tried again at every start.
    mv -f "$new.log" "$_pl_archive.none"
    rm -f "$new"
  fi
  rm -rf "${folder:?}/$$" "$new.list" "$new.more"
}

# A JVM of its own in a clean environment: no settings, no agents, no state of the user's; and in time.
_pl_jvm_to_end() {
  local limit=()
  command -v timeout >/dev/null && limit=(timeout -k 5 60)
  env -i PATH="$PATH" HOME="$PWD/$$" XDG_STATE_HOME="$PWD/$$" "${limit[@]}" "$_pl_java" "${_pl_options[@]}" \
    "${_pl_sample_options[@]}" -cp "$_pl_lib/$_pl_name.jar" io.plimsoll.cli.Main "$@"
}

# Options that every start has. Nothing that the JVM itself has to say belongs into a command's output.
_pl_options() {
  _pl_options=(-Xshare:auto -Xlog:disable -XX:-PrintWarnings -XX:-UsePerfData
    -XX:+ExitOnOutOfMemoryError -XX:+DisplayVMOutputToStderr -XX:ErrorFile=/dev/null)
  # What the bundled adapters are: no jar needs to be searched for them.
  local adapters=
  [[ ! -r $_pl_lib/adapters ]] || IFS= read -r -d '' adapters <"$_pl_lib/adapters"
  adapters=${adapters%$'\n'}
  [[ -z $adapters ]] || _pl_options+=("-Dplimsoll.adapters=${adapters//$'\n'/,}")
  # Without a name the JVM searches all jars for another way to wait for pipes.
  [[ $OSTYPE != linux* ]] || (( _pl_major > 25 )) \
    || _pl_options+=(-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider)
  # From 22 on pipes are kept from children by calls of the C library, where there are many. And
  # Guava and JLine do what later JVMs warn of.
  (( _pl_major < 22 )) || _pl_options+=(--enable-native-access=ALL-UNNAMED)
  (( _pl_major < 24 )) || _pl_options+=(--sun-misc-unsafe-memory-access=allow)
}

# The JVM reads arguments and file names by the locale, and in the plain C locale loses all that is not
# ASCII. Where it would, it gets UTF-8, and is told what stood there before, for the command to have.
_pl_widen_locale() {
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX) ;;
    *) return ;;
  esac
  if [[ -n ${LC_ALL-} ]]; then
    _pl_options+=("-Dplimsoll.restore.LC_ALL=$LC_ALL")
    { export LC_ALL=C.UTF-8; } 2>/dev/null
  else
    _pl_options+=("-Dplimsoll.restore.LC_CTYPE=${LC_CTYPE-}")
    { export LC_CTYPE=C.UTF-8; } 2>/dev/null
  fi
}

# The JVM keeps USR2 for itself and dies of it when it comes from outside: it gets the last of the
# real-time signals instead, and the command what stood there before.
_pl_free_usr2() {
  _pl_options+=("-Dplimsoll.restore._JAVA_SR_SIGNUM=${_JAVA_SR_SIGNUM-}")
  export _JAVA_SR_SIGNUM=64
}

# Becomes the JVM. $1: main class, the rest: its arguments; _pl_jvm: options of this start.
_pl_start() {
  [[ . -ef $PWD ]] || _pl_fail "the current folder ($PWD) is not there any more; change to another"
  _pl_options
  [[ -z $_pl_archive ]] || _pl_options+=("-XX:SharedArchiveFile=$_pl_archive")
  _pl_widen_locale
  _pl_free_usr2
  set -f
  _pl_options+=("${_pl_jvm[@]}" ${PLIMSOLL_JAVA_OPTS-})
  exec "$_pl_java" "${_pl_options[@]}" -cp "$_pl_lib/$_pl_name.jar" "$@"
  _pl_fail "cannot start $_pl_java"
}
