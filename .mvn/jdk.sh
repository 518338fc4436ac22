# Finds a JDK 25 or newer and exports JAVA_HOME; sourced by ./build and ./etagere.

jdk_version() { # the feature release of the JDK in $1, nothing if there is none
  [ -x "$1/bin/javac" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

find_jdk() {
  local candidate version java_on_path
  java_on_path=$(readlink -f "$(command -v java 2>/dev/null)" 2>/dev/null || true)
  for candidate in "${JAVA_HOME:-}" "${java_on_path%/bin/java}" \
      /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$candidate" ] || continue
    version=$(jdk_version "$candidate" || true)
    if [ -n "$version" ] && [ "$version" -ge 25 ]; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  return 1
}

if ! JAVA_HOME=$(find_jdk); then
  echo "Etagere needs a JDK 25 or newer. None was found in JAVA_HOME, on the PATH or in the usual places; install one, or set JAVA_HOME." >&2
  exit 1
fi
export JAVA_HOME
