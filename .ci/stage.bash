# What the checks of published things share; read by them, never run. They work on copies: of the tree,
# and of the local repository, so that the user's own one is only read.

# Copies what git knows of this tree, and what is new in it. $1: the folder, which is made
copy_tree() {
  mkdir -p "$1"
  git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$1"
}

# Links the files of a local repository into a new one; what Maven writes in place is copied. No part of
# Plimsoll comes with it. $1: the new folder, $2: the repository, the user's unless said
copy_repository() {
  local from=${2-}
  [ -n "$from" ] || from=$(mvn -q help:evaluate -Dexpression=settings.localRepository -DforceStdout 2>/dev/null || true)
  [ -d "$from" ] || from=$HOME/.m2/repository
  mkdir -p "$from" "$1"
  cp -al "$from/." "$1" 2>/dev/null || cp -a "$from/." "$1"
  (cd "$from" && find . -type f \( -name '*.repositories' -o -name '*.properties' -o -name '*.lastUpdated' \
    -o -name 'maven-metadata*' \) -print0 | xargs -0r cp -p --parents --remove-destination -t "$1")
  rm -rf "$1/io/plimsoll"
}

# Builds what a release publishes, from a copy of this tree, and installs it. $1: the folder, for tree/ and
# repository/; $2: the repository to begin with, the user's unless said
stage() {
  copy_tree "$1/tree"
  copy_repository "$1/repository" "${2-}"
  (cd "$1/tree" && mvn -B -q -Dstyle.color=never -Prelease install -pl '!verification' -Dmaven.repo.local="$1/repository" \
    -DskipTests -Dspotless.skip=true -Derror-prone.main=-Xlint:none -Derror-prone.test=-Xlint:none </dev/null)
}

# The value of a property of the parent pom.
property() {
  sed -n "s|.*<$1>\(.*\)</$1>.*|\1|p" pom.xml | head -1
}

# The version of this tree.
version() {
  sed -n '/<artifactId>plimsoll-parent</,/<packaging>/s|.*<version>\(.*\)</version>.*|\1|p' pom.xml
}

# The JDKs to try: the usual one, and a 25 where there is one.
jdks() {
  local home java=${JAVA_HOME:+$JAVA_HOME/bin/java}
  dirname "$(dirname "$(readlink -f "${java:-$(command -v java)}")")"
  for home in "${JDK25_HOME:-}" /usr/lib/jvm/*25* /opt/*25* "$HOME"/.sdkman/candidates/java/25*; do
    [ -n "$home" ] && [ -x "$home/bin/javac" ] && echo "$home" && break
  done
}
