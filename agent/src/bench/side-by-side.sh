#!/usr/bin/env bash
# Probes one nginx with Basic authentication, first with blackbox_exporter and Prometheus, then with
# why401 (connections reused, then fresh), and prints what each costs: CPU per probe, memory, schedule
# lag, and the ratios. Needs nginx, prometheus, prometheus-blackbox-exporter, curl, and the bundle.
#
#   agent/src/bench/side-by-side.sh [PROBES] [INTERVAL_SECONDS] [MEASURED_SECONDS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

probes=${1:-10000}
interval=${2:-10}
measured=${3:-60}
warm=$((interval * 4))
bundle=${WHY401_BUNDLE:-target/why401}
work=$(mktemp -d)
chmod 755 "$work"
pids=()

end() {
  for pid in "${pids[@]}"; do kill "$pid" 2> /dev/null || true; done
  wait 2> /dev/null || true
  rm -rf "$work"
}
trap end EXIT

free_port() {
  local port
  while :; do
    port=$((RANDOM % 10000 + 20000)) # below those that connections take for themselves
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || { echo "$port"; return; }
  done
}

await() { # URL: until it answers
  for _ in $(seq 300); do
    curl -fsS -o /dev/null "$1" 2> /dev/null && return
    sleep 0.1
  done
  echo "no answer from $1" >&2
  exit 1
}

cpu_ticks() { # PID...: user and system time in clock ticks
  local pid sum=0
  for pid in "$@"; do
    sum=$((sum + $(awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$pid/stat")))
  done
  echo "$sum"
}

rss_kib() { # PID...
  local pid sum=0
  for pid in "$@"; do sum=$((sum + $(awk '/^VmRSS/ { print $2 }' "/proc/$pid/status"))); done
  echo "$sum"
}

requests() { curl -fsS "http://127.0.0.1:$nginx_port/status" | awk 'NR == 3 { print $3 }'; }

measure() { # NAME PID...: cores, microseconds of CPU per probe, MiB
  local name=$1 before after sent_before sent_after ticks sent hz
  shift
  hz=$(getconf CLK_TCK)
  sent_before=$(requests)
  before=$(cpu_ticks "$@")
  sleep "$measured"
  after=$(cpu_ticks "$@")
  sent_after=$(requests)
  ticks=$((after - before))
  sent=$((sent_after - sent_before))
  awk -v n="$name" -v t="$ticks" -v hz="$hz" -v s="$measured" -v q="$sent" -v m="$(rss_kib "$@")" \
    'BEGIN { printf "%s %.3f %.1f %.0f %.0f\n", n, t / hz / s, t / hz / q * 1e6, m / 1024, q / s }' \
    >> "$work/results"
}

# --- the target -------------------------------------------------------------------------------------
nginx_port=$(free_port)
mkdir -p "$work/nginx"
printf 'probe:{PLAIN}secret\n' > "$work/nginx/users"
cat > "$work/nginx/nginx.conf" << NGINX
worker_processes 1;
worker_rlimit_nofile 20000;
pid $work/nginx/pid;
error_log $work/nginx/error.log;
events { worker_connections 10000; }
http {
  access_log off;
  keepalive_timeout 300s;
  keepalive_requests 1000000;
  server {
    listen 127.0.0.1:$nginx_port backlog=4096;
    location = /status { stub_status; }
    location / {
      auth_basic bench;
      auth_basic_user_file $work/nginx/users;
      add_header Content-Type text/plain;
      try_files /none @ok;
    }
    location @ok { return 200 "ok\n"; }
  }
}
NGINX
nginx -c "$work/nginx/nginx.conf" -g 'daemon off;' 2> /dev/null &
pids+=($!)
await "http://127.0.0.1:$nginx_port/status"

# --- blackbox_exporter and Prometheus ---------------------------------------------------------------
blackbox() {
  local exporter_port prometheus_port exporter prometheus
  exporter_port=$(free_port)
  prometheus_port=$(free_port)
  cat > "$work/blackbox.yml" << BLACKBOX
modules:
  basic: { prober: http, timeout: 5s, http: { preferred_ip_protocol: ip4, basic_auth: { username: probe, password: secret } } }
BLACKBOX
  seq "$probes" | awk -v p="$nginx_port" \
    'BEGIN { printf "[{\"targets\":[" } { printf "%s\"http://127.0.0.1:%d/t/%d\"", (NR > 1 ? "," : ""), p, $1 } END { print "]}]" }' \
    > "$work/targets.json"
  cat > "$work/prometheus.yml" << PROMETHEUS
global: { scrape_interval: ${interval}s, scrape_timeout: 5s }
scrape_configs:
  - job_name: blackbox
    metrics_path: /probe
    params: { module: [basic] }
    file_sd_configs: [{ files: [$work/targets.json] }]
    relabel_configs:
      - { source_labels: [__address__], target_label: __param_target }
      - { source_labels: [__param_target], target_label: probe }
      - { target_label: __address__, replacement: "127.0.0.1:$exporter_port" }
PROMETHEUS
  prometheus-blackbox-exporter --config.file="$work/blackbox.yml" --log.level=error \
    --web.listen-address="127.0.0.1:$exporter_port" > "$work/blackbox.log" 2>&1 &
  exporter=$!
  prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" --log.level=error \
    --web.listen-address="127.0.0.1:$prometheus_port" > "$work/prometheus.log" 2>&1 &
  prometheus=$!
  pids+=("$exporter" "$prometheus")
  await "http://127.0.0.1:$prometheus_port/-/ready"
  sleep "$warm"
  measure blackbox "$exporter" "$prometheus"
  kill "$exporter" "$prometheus"
  wait "$exporter" "$prometheus" 2> /dev/null || true
}

# --- why401, scraped every interval as Prometheus would ---------------------------------------------
why401() { # reuse | fresh
  local connection=$1 port agent scraper
  port=$(free_port)
  {
    echo "why401 { server { port = $port }"
    echo "defaults { interval = ${interval}s, timeout = 5s, connection = $connection }"
    echo 'credentials { bench { type = basic, username = probe, password = secret } }'
    echo 'probes {'
    seq "$probes" | awk -v p="$nginx_port" \
      '{ printf "p%d { url = \"http://127.0.0.1:%d/t/%d\", credential = bench }\n", $1, p, $1 }'
    echo '} }'
  } > "$work/why401.conf"
  "$bundle/bin/why401" run --config "$work/why401.conf" > "$work/why401-$connection.log" 2>&1 &
  agent=$!
  pids+=("$agent")
  await "http://127.0.0.1:$port/-/ready"
  (while sleep "$interval"; do
    curl -fsS -H 'Accept-Encoding: gzip' -o /dev/null "http://127.0.0.1:$port/metrics" || true
  done) &
  scraper=$!
  pids+=("$scraper")
  sleep "$warm"
  curl -fsS "http://127.0.0.1:$port/metrics" | grep '^why401_schedule_lag' > "$work/lag-before"
  measure "$connection" "$agent"
  curl -fsS "http://127.0.0.1:$port/metrics" > "$work/metrics"
  lag "$connection"
  awk -v n="$connection" '/^why401_probe_failures_total/ { f += $NF } /^why401_schedule_missed_total/ { m = $NF }
    END { printf "%s: %d failed probes, %d missed firings\n", n, f, m }' "$work/metrics" >> "$work/notes"
  curl -fsS -o /dev/null -w "$connection: a scrape takes %{time_total} s, %{size_download} bytes\n" \
    "http://127.0.0.1:$port/metrics" >> "$work/notes"
  kill "$scraper" "$agent"
  wait "$agent" 2> /dev/null || true
}

lag() { # the smallest bucket bound that covers 99 % of the starts while measured
  awk -v n="$1" '
    function le(line) { match(line, /le="[^"]*"/); return substr(line, RSTART + 4, RLENGTH - 5) }
    /^why401_schedule_lag_seconds_bucket/ {
      if (FNR == NR) { before[le($0)] = $NF } else { order[++k] = le($0); count[k] = $NF - before[le($0)] }
    }
    END { for (i = 1; i <= k; i++) if (count[i] >= 0.99 * count[k]) { printf "%s: schedule lag p99 <= %s s\n", n, order[i]; exit } }
  ' "$work/lag-before" "$work/metrics" >> "$work/notes"
}

blackbox
why401 reuse
why401 fresh

awk '
  { name[NR] = $1; cores[NR] = $2; micros[NR] = $3; mib[NR] = $4; rate[NR] = $5 }
  END {
    printf "%-28s %8s %14s %8s %10s\n", "", "cores", "CPU us/probe", "MiB", "probes/s"
    for (i = 1; i <= NR; i++) {
      label = name[i] == "blackbox" ? "blackbox_exporter+Prometheus" : "why401 " name[i]
      printf "%-28s %8.3f %14.1f %8.0f %10.0f\n", label, cores[i], micros[i], mib[i], rate[i]
    }
    for (i = 2; i <= NR; i++)
      printf "why401 %s costs 1/%.1f of the CPU per probe and 1/%.1f of the memory\n", name[i], micros[1] / micros[i], mib[1] / mib[i]
  }' "$work/results"
cat "$work/notes"
