#!/usr/bin/env bash
# Runs the unit of systemd under a real one: try-unit.sh, as root on Debian, after `mvn package`. It makes a Debian with
# debootstrap (or takes the one in ROOT), puts bundle, unit and a secret into it and boots it by podman.
#   CONTAINERS="podman --runtime runc --cgroup-manager cgroupfs" RUN_OPTIONS="--ulimit nofile=1024:1024" try-unit.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
readonly NAME="why401-try-unit-$$"
read -ra containers <<< "${CONTAINERS:-podman}"
read -ra options <<< "${RUN_OPTIONS:-}"
root="${ROOT:-$(mktemp -d)}"

finish() {
  "${containers[@]}" rm --force --time 20 "$NAME" > /dev/null 2>&1 || true
  [ -n "${ROOT:-}" ] || rm -rf "$root"
}
trap finish EXIT

fail() {
  printf 'try-unit.sh: %s\n' "$*" >&2
  inside journalctl --unit why401 --no-pager --lines 20 >&2 || true
  exit 1
}

inside() {
  "${containers[@]}" exec "$NAME" "$@"
}

# is WHAT FOUND EXPECTED
is() {
  [ "$2" = "$3" ] || fail "$1: $2 (expected: $3)"
  printf '| %s | %s |\n' "$1" "$2"
}

show() {
  inside systemctl show why401 --property "$1" --value
}

metric() {
  inside curl --silent http://127.0.0.1:9401/metrics | sed -n "s/^$1 //p"
}

# until_is WHAT EXPECTED COMMAND...
until_is() {
  local found
  for _ in {1..150}; do
    found="$("${@:3}" 2> /dev/null || true)"
    [ "$found" != "$2" ] || break
    sleep 0.2
  done
  is "$1" "$found" "$2"
}

configure() {
  printf '%s\n' "$1" > "$root/etc/why401/why401.conf"
}

[ -x "$root/usr/lib/systemd/systemd" ] \
  || debootstrap --variant=minbase --include=systemd,systemd-sysv,curl bookworm "$root" > /dev/null
rm -rf "$root/opt/why401"
cp -rp target/why401 "$root/opt/why401"
install -D -m 600 /dev/stdin "$root/etc/why401/secrets/legacy" <<< secret
chmod 700 "$root/etc/why401/secrets"
cp ../config/systemd/why401.service ../config/systemd/why401-secrets.* "$root/etc/systemd/system/"
readonly GOOD='why401 {
  state-dir = /var/lib/why401
  credentials.legacy { type = basic, username = probe, password { file = /run/credentials/why401.service/secrets_legacy } }
  probes.self { url = "http://127.0.0.1:9401/-/healthy", interval = 2s, credential = legacy }
}'
configure "$GOOD"

# A systemd in a container leaves it to others to let mounts spread, which LoadCredential needs.
"${containers[@]}" run --detach --name "$NAME" "${options[@]}" --privileged --systemd always --network none \
  --cgroupns host --volume /sys/fs/cgroup:/sys/fs/cgroup:rw --rootfs "$root" \
  sh -c 'mount --make-rshared / && exec /sbin/init' > /dev/null
printf '| unit | found |\n|---|---|\n'
until_is 'state of the system' running inside systemctl is-system-running
before="$(date +%s%3N)"
inside systemctl start why401 || fail 'start: failed'
printf '| started after | %s ms |\n' "$(($(date +%s%3N) - before))"
until_is 'probe with the secret of systemd' 1.0 metric 'why401_probe_success{probe="self"}'
pid="$(show MainPID)"
is 'user of the process is a passing one' "$(inside stat --format %u "/proc/$pid")" "$(inside stat --format %u /var/lib/private/why401)"
is 'state is kept' "$(inside ls /var/lib/private/why401)" incidents.mv
inside systemctl start why401-secrets.path || fail 'start of why401-secrets.path: failed'
install -m 600 /dev/stdin "$root/etc/why401/secrets/.new" <<< rotated
mv "$root/etc/why401/secrets/.new" "$root/etc/why401/secrets/legacy"
until_is 'copy of a rotated secret' rotated inside cat /run/why401/secrets/legacy
is 'its process is the same' "$(show MainPID)" "$pid"
configure "${GOOD/2s/3s}"
inside systemctl reload why401 || fail 'reload: failed'
until_is 'interval after a reload' 3.0 metric 'why401_probe_interval_seconds{probe="self"}'
inside sh -c "kill -9 $pid"
until_is 'restarts after kill -9' 1 show NRestarts
until_is 'state then' active show ActiveState
inside systemctl stop why401 || fail 'stop: failed'
is 'exit status after stop' "$(show ExecMainStatus)" 0
configure 'why401 { nonsense = 1 }'
before="$(date +%s%3N)"
! inside systemctl start why401 2> /dev/null || fail 'start with a bad configuration: succeeded'
printf '| a bad configuration is refused after | %s ms |\n' "$(($(date +%s%3N) - before))"
is 'its exit status, not tried again' "$(show ExecMainStatus) $(show NRestarts)" '2 0'
