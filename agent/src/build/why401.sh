#!/bin/sh
# Starts why401 on the Java runtime of its own bundle. WHY401_JAVA_OPTS adds JVM options.
set -eu
self=$0
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=$(dirname "$self")/$link ;;
  esac
done
home=$(CDPATH='' cd -- "$(dirname -- "$self")/.." && pwd -P)

aot=
if [ -f "$home/lib/why401.aot" ]; then
  aot="-XX:AOTCache=$home/lib/why401.aot"
fi
# shellcheck disable=SC2086 # the words of WHY401_JAVA_OPTS are meant
exec "$home/runtime/bin/java" "@$home/lib/why401.args" ${aot:+"$aot"} \
  ${WHY401_JAVA_OPTS:-} -jar "$home/lib/why401.jar" "$@"
