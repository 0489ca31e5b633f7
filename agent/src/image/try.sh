#!/usr/bin/env bash
# Runs the image as a cluster would and checks what the chart relies on: try.sh [NAME[:TAG]], after build.sh, on Linux.
# Files read-only, /tmp and the state in memory, user 10001, no capabilities, no new privileges, a limit of memory.
#
# CONTAINERS=podman (or docker) and RUN_OPTIONS are taken from the environment, and so are PORT and MEMORY (MiB). Inside
# another container, as root, with Debian's podman and runc:
#   CONTAINERS="podman --runtime runc --cgroup-manager cgroupfs" \
#     RUN_OPTIONS="--ulimit nofile=1024:1024 --ulimit nproc=1000:1000" try.sh
set -euo pipefail
readonly IMAGE="${1:-why401:0.1.0}" PORT="${PORT:-19401}" MEMORY="${MEMORY:-384}" GRACE=30
readonly NAME="why401-try-$$"
read -ra containers <<< "${CONTAINERS:-podman}"
read -ra options <<< "${RUN_OPTIONS:-}"
options+=(--network host --read-only --memory "${MEMORY}m" --memory-swap "${MEMORY}m" --cap-drop all
  --security-opt no-new-privileges --tmpfs /tmp:rw,noexec,nosuid --tmpfs /var/lib/why401:rw,noexec,nosuid,mode=1777)
folder="$(mktemp -d)"

finish() {
  "${containers[@]}" rm --force "$NAME" > /dev/null 2>&1 || true
  rm -rf "$folder"
}
trap finish EXIT

fail() {
  printf 'try.sh: %s\n' "$*" >&2
  "${containers[@]}" logs "$NAME" >&2 2> /dev/null || true
  exit 1
}

# is WHAT FOUND EXPECTED
is() {
  [ "$2" = "$3" ] || fail "$1: $2 (expected: $3)"
  printf '| %s | %s |\n' "$1" "$2"
}

inside() {
  "${containers[@]}" run --rm "${options[@]}" --entrypoint "$1" "$IMAGE" "${@:2}"
}

state() {
  "${containers[@]}" inspect "$NAME" --format "{{.State.$1}}"
}

readonly HOME_IN_IMAGE=/opt/why401
readonly JAVA=("$HOME_IN_IMAGE/runtime/bin/java" "@$HOME_IN_IMAGE/lib/why401.args")

printf '| %s | found |\n|---|---|\n' "$IMAGE"
printf '| size | %s MB |\n' "$(($("${containers[@]}" image inspect "$IMAGE" --format '{{.Size}}') / 1000000))"
# With AOTMode=on a cache that does not fit ends the JVM.
printf '| version, from the cache | %s |\n' "$(inside "${JAVA[@]}" -XX:AOTMode=on \
  "-XX:AOTCache=$HOME_IN_IMAGE/cache/why401.aot" -jar "$HOME_IN_IMAGE/lib/why401.jar" version)"
heap="$(inside "${JAVA[@]}" -XX:+PrintFlagsFinal -version 2> /dev/null | awk '$2 == "MaxHeapSize" { print $4 }')"
is 'share of the limit that the heap may take' "$(((heap * 100 / 1048576 + MEMORY / 2) / MEMORY)) %" '60 %'

cat > "$folder/why401.conf" << CONF
why401 {
  server { host = "127.0.0.1", port = $PORT }
  state-dir = /var/lib/why401
  probes { self { url = "http://127.0.0.1:$PORT/-/healthy", interval = 1s } }
}
CONF
chmod 755 "$folder"
chmod 644 "$folder/why401.conf"
! curl --silent --output /dev/null "http://127.0.0.1:$PORT/" || fail "port $PORT: taken (expected: a free one in PORT)"

"${containers[@]}" create --name "$NAME" "${options[@]}" --volume "$folder:/etc/why401:ro" "$IMAGE" > /dev/null
"${containers[@]}" export "$NAME" | tar --list --verbose > "$folder/files"
is 'shells and package managers' \
  "$(grep -cE '(^|[/ ])(sh|bash|dash|ash|busybox|apt|dpkg|apk|rpm)$' "$folder/files" || true)" 0
is 'files with setuid or setgid' "$(grep -cE '^-(..s|.....s)' "$folder/files" || true)" 0

"${containers[@]}" start "$NAME" > /dev/null
for _ in {1..600}; do
  ! curl --silent --fail --output /dev/null "http://127.0.0.1:$PORT/-/ready" || break
  [ "$(state Running)" = true ] || fail "it ended with $(state ExitCode)"
  sleep 0.02
done
ready="$(date +%s%3N)"
started="$(date +%s%3N --date "$(state StartedAt | sed 's/ UTC$//')")"
is '/-/ready' "$(curl --silent --output /dev/null --write-out '%{http_code}' "http://127.0.0.1:$PORT/-/ready")" 200
printf '| ready after the start of the container | %s ms |\n' "$((ready - started))"

pid="$(state Pid)"
of() {
  awk -v key="$1:" '$1 == key { print $2 }' "/proc/$pid/status"
}
is user "$(of Uid)" 10001
is capabilities "$((16#$(of CapEff)))" 0
is 'no new privileges' "$(of NoNewPrivs)" 1
is 'root folder' "$(awk '$5 == "/" { print substr($6, 1, 2) }' "/proc/$pid/mountinfo")" ro
limit="$(
  while IFS=: read -r _ controllers path; do
    case "$controllers" in
      *memory*) cat "/sys/fs/cgroup/memory$path/memory.limit_in_bytes" ;;
      '') cat "/sys/fs/cgroup$path/memory.max" ;;
    esac || true
  done < "/proc/$pid/cgroup" 2> /dev/null | head -1 || true
)"
is 'limit of memory' "$((${limit:-0} / 1048576)) MiB" "$MEMORY MiB"

# What it probes is itself: it has been seen to work.
for _ in {1..100}; do
  ! curl --silent "http://127.0.0.1:$PORT/metrics" | grep -q '^why401_probe_success{probe="self"} 1' || break
  sleep 0.1
done
is 'probe accepted' "$(curl --silent "http://127.0.0.1:$PORT/metrics" | grep -c '^why401_probe_success{probe="self"} 1')" 1
printf '| resident | %s MB |\n' "$(($(of VmRSS) / 1000))"

before="$(date +%s%3N)"
"${containers[@]}" stop --time "$GRACE" "$NAME" > /dev/null
printf '| ended after SIGTERM | within %s ms |\n' "$(($(date +%s%3N) - before))"
is 'exit status' "$(state ExitCode)" 0
is 'killed for memory' "$(state OOMKilled)" false
