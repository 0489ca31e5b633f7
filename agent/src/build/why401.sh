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

# The cache only makes the start faster; the JVM ignores one that does not fit.
aot=
if [ -f "$home/lib/why401.aot" ]; then
  aot="-XX:AOTCache=$home/lib/why401.aot -Xlog:aot*=off -Xlog:cds*=off"
fi
# No heap dump and no core dump: they would hold secrets.
# shellcheck disable=SC2086
exec "$home/runtime/bin/java" $aot \
  -XX:+UseSerialGC -XX:MaxRAMPercentage=60 -Xms24m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 \
  -XX:+ExitOnOutOfMemoryError \
  -XX:-HeapDumpOnOutOfMemoryError -XX:-CreateCoredumpOnCrash \
  ${WHY401_JAVA_OPTS:-} \
  -jar "$home/lib/why401.jar" "$@"
