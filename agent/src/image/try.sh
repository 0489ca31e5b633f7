#!/usr/bin/env bash
# Runs the root folder of an image as a cluster would, where containers cannot run: try.sh ROOT CONFIGURATION, as root
# on Linux. Its files read-only, /tmp in memory, user 10001, no new privileges, and a cache that must fit (AOTMode=on).
#   podman image mount why401:0.1.0     prints ROOT
set -euo pipefail
if [ "${TRY_INSIDE:-}" != yes ]; then
  exec env -i TRY_INSIDE=yes PATH="$PATH" unshare --mount --propagation private "$0" "$@"
fi
at="$(mktemp -d)"
mount --bind "$1" "$at"
mount -o remount,bind,ro "$at"
mount -t tmpfs tmpfs "$at/tmp"
mount -t tmpfs tmpfs "$at/etc/why401"
mount -t proc proc "$at/proc"
install -m 644 "$2" "$at/etc/why401/why401.conf"
exec setpriv --no-new-privs chroot --userspec=10001:10001 "$at" \
  /opt/why401/runtime/bin/java @/opt/why401/lib/why401.args -XX:AOTCache=/opt/why401/cache/why401.aot \
  -XX:AOTMode=on -jar /opt/why401/lib/why401.jar run --config /etc/why401/why401.conf --log-format json
