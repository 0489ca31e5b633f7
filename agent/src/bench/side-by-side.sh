#!/usr/bin/env bash
# What probing costs, side by side: blackbox_exporter, why401 (connections reused, then fresh), each
# with a Prometheus that scrapes it every interval, and a bare OkHttp loop as the floor; one nginx with
# Basic authentication is the target. The rounds are interleaved; printed are cores, CPU per probe,
# memory, and ratios with their spread. Then OAuth: 1,000 probes with one credential, and what the
# identity provider is asked. Needs nginx, prometheus, prometheus-blackbox-exporter, curl, a JDK 25 as
# `java` or in JAVA, and the bundle.
#
#   agent/src/bench/side-by-side.sh [PROBES] [INTERVAL_SECONDS] [MEASURED_SECONDS] [ROUNDS]
#   agent/src/bench/side-by-side.sh large      50,000 probes at 60 s, why401 alone
#   agent/src/bench/side-by-side.sh members    one agent against three members of a cluster that share its probes, and against three
#                                              that have a third each and know nothing of each other
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

mode=all
if [ "${1:-}" = large ]; then
  mode=large
  set -- 50000 60 120 1
elif [ "${1:-}" = members ]; then
  mode=members
  shift
fi
probes=${1:-10000}
interval=${2:-10}
measured=${3:-60}
rounds=${4:-3}
warm=${WARM:-$((interval * 4))}
bundle=${WHY401_BUNDLE:-target/why401}
java=${JAVA:-java}
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

requests() { # at the target, without those for tokens
  echo $(($(curl -fsS "http://127.0.0.1:$nginx_port/status" | awk 'NR == 3 { print $3 }') - $(wc -l < "$work/token.log")))
}

agents=1
measure() { # NAME PID...: cores, microseconds of CPU per probe, MiB; the first are of $agents, the last is Prometheus's
  local name=$1 before after own_before own_after sent_before sent_after hz
  shift
  hz=$(getconf CLK_TCK)
  sent_before=$(requests)
  before=$(cpu_ticks "$@")
  own_before=$(cpu_ticks "${@:1:$agents}")
  sleep "$measured"
  after=$(cpu_ticks "$@")
  own_after=$(cpu_ticks "${@:1:$agents}")
  sent_after=$(requests)
  awk -v n="$name" -v t="$((after - before))" -v own="$((own_after - own_before))" -v hz="$hz" \
    -v s="$measured" -v q="$((sent_after - sent_before))" -v m="$(rss_kib "$@")" -v om="$(rss_kib "${@:1:$agents}")" \
    'BEGIN { printf "%s %.3f %.1f %.0f %.0f %.1f %.0f\n", n, t / hz / s, t / hz / q * 1e6, m / 1024, q / s,
      own / hz / q * 1e6, om / 1024 }' >> "$work/results"
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
    location = /token {
      access_log $work/token.log;
      default_type application/json;
      return 200 '{"access_token":"bench","token_type":"Bearer","expires_in":300}';
    }
    location /bearer/ {
      if (\$http_authorization != "Bearer bench") { return 401; }
      return 200 "ok\\n";
    }
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

# --- Prometheus -----------------------------------------------------------------------------------
start_prometheus() { # the configuration of the job on standard input; sets $prometheus
  local port
  port=$(free_port)
  {
    echo "global: { scrape_interval: ${interval}s, scrape_timeout: 5s }"
    echo "scrape_configs:"
    cat
  } > "$work/prometheus.yml"
  rm -rf "$work/tsdb"
  prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" --log.level=error \
    --web.listen-address="127.0.0.1:$port" > "$work/prometheus.log" 2>&1 &
  prometheus=$!
  pids+=("$prometheus")
  await "http://127.0.0.1:$port/-/ready"
}

stop() { # PID...
  kill "$@"
  wait "$@" 2> /dev/null || true
}

# --- blackbox_exporter ------------------------------------------------------------------------------
blackbox() { # NAME PATH PROBES
  local name=$1 path=$2 count=$3 port exporter
  port=$(free_port)
  cat > "$work/blackbox.yml" << BLACKBOX
modules:
  basic: { prober: http, timeout: 5s, http: { preferred_ip_protocol: ip4, basic_auth: { username: probe, password: secret } } }
  bearer:
    prober: http
    timeout: 5s
    http:
      preferred_ip_protocol: ip4
      oauth2: { client_id: bench, client_secret: secret, token_url: "http://127.0.0.1:$nginx_port/token" }
BLACKBOX
  seq "$count" | awk -v p="$nginx_port" -v path="$path" \
    'BEGIN { printf "[{\"targets\":[" } { printf "%s\"http://127.0.0.1:%d/%s/%d\"", (NR > 1 ? "," : ""), p, path, $1 } END { print "]}]" }' \
    > "$work/targets.json"
  prometheus-blackbox-exporter --config.file="$work/blackbox.yml" --log.level=error \
    --web.listen-address="127.0.0.1:$port" > "$work/blackbox.log" 2>&1 &
  exporter=$!
  pids+=("$exporter")
  start_prometheus << JOB
  - job_name: blackbox
    metrics_path: /probe
    params: { module: [$path] }
    file_sd_configs: [{ files: [$work/targets.json] }]
    relabel_configs:
      - { source_labels: [__address__], target_label: __param_target }
      - { source_labels: [__param_target], target_label: probe }
      - { target_label: __address__, replacement: "127.0.0.1:$port" }
JOB
  sleep "$warm"
  tokens "$name" measure "$name" "$exporter" "$prometheus"
  stop "$exporter" "$prometheus"
}

tokens() { # NAME COMMAND...: runs it and notes how often the identity provider was asked meanwhile
  local name=$1 before
  shift
  before=$(wc -l < "$work/token.log")
  "$@"
  echo "$name: $(($(wc -l < "$work/token.log") - before)) token requests in $measured s" >> "$work/tokens"
}

# --- why401 -----------------------------------------------------------------------------------------
configuration() { # PORT reuse|fresh PATH PROBES
  echo "why401 { server { port = $1 }"
  echo "defaults { interval = ${interval}s, timeout = 5s, connection = $2 }"
  echo "credentials { basic { type = basic, username = probe, password = secret }"
  echo "bearer { type = client-credentials, token-url = \"http://127.0.0.1:$nginx_port/token\", client-id = bench, client-secret = secret } }"
  echo 'probes {'
  seq "$4" | awk -v p="$nginx_port" -v path="$3" \
    '{ printf "p%d { url = \"http://127.0.0.1:%d/%s/%d\", credential = %s }\n", $1, p, path, $1, path }'
  echo '} }'
}

members() { # NAME MEMBERS cluster|shard: the probes of one agent, shared by several, with the engine or without
  local name=$1 count=$2 i ports=() peers=() targets=() pids_of=() list
  for i in $(seq "$count"); do
    ports+=("$(free_port)")
    peers+=("$(free_port)") # the next one is taken as well; nothing else of the range runs here
  done
  list=$(printf '"127.0.0.1:%s",' "${peers[@]}")
  for i in $(seq 0 $((count - 1))); do
    {
      configuration "${ports[i]}" reuse basic "$probes"
      if [ "$3" = cluster ]; then
        echo "why401.cluster { members = [$list], bind { port = ${peers[i]} } }"
      else
        echo "why401.shard { index = $i, of = $count }"
      fi
    } > "$work/member-$i.conf"
    "$bundle/bin/why401" run --config "$work/member-$i.conf" > "$work/$name-$i.log" 2>&1 &
    pids_of+=("$!")
    pids+=("$!")
    targets+=("\"127.0.0.1:${ports[i]}\"")
    await "http://127.0.0.1:${ports[i]}/-/ready"
  done
  start_prometheus << JOB
  - job_name: why401
    static_configs: [{ targets: [$(IFS=,; echo "${targets[*]}")] }]
JOB
  sleep "$warm"
  agents=$count
  measure "$name" "${pids_of[@]}" "$prometheus"
  agents=1
  for i in $(seq 0 $((count - 1))); do
    curl -fsS "http://127.0.0.1:${ports[i]}/metrics" | awk -v n="$name" -v i="$i" '/^why401_cluster_owned.*"probe"/ { p = $NF }
      /^why401_cluster_members/ { m = $NF } /^why401_schedule_missed_total/ { f = $NF }
      END { printf "%s, agent %d (members: %d, its probes: %d): %d missed firings\n", n, i, m, p, f }' >> "$work/notes"
  done
  stop "${pids_of[@]}" "$prometheus"
}

why401() { # NAME reuse|fresh PATH PROBES
  local name=$1 connection=$2 path=$3 count=$4 port agent
  port=$(free_port)
  configuration "$port" "$connection" "$path" "$count" > "$work/why401.conf"
  "$bundle/bin/why401" run --config "$work/why401.conf" > "$work/$name.log" 2>&1 &
  agent=$!
  pids+=("$agent")
  await "http://127.0.0.1:$port/-/ready"
  start_prometheus << JOB
  - job_name: why401
    static_configs: [{ targets: ["127.0.0.1:$port"] }]
JOB
  sleep "$warm"
  curl -fsS "http://127.0.0.1:$port/metrics" | grep '^why401_schedule_lag' > "$work/lag-before"
  tokens "$name" measure "$name" "$agent" "$prometheus"
  curl -fsS "http://127.0.0.1:$port/metrics" > "$work/metrics"
  lag "$name"
  awk -v n="$name" '/^why401_probe_failures_total/ { f += $NF } /^why401_schedule_missed_total/ { m = $NF }
    END { printf "%s: %d failed probes, %d missed firings\n", n, f, m }' "$work/metrics" >> "$work/notes"
  scrape "$name" "$port" "$agent"
  stop "$agent" "$prometheus"
}

scrape() { # NAME PORT PID: the time that ten scrapes take, a second apart
  local i
  for i in $(seq 10); do
    curl -fsS -H 'Accept-Encoding: gzip' -o /dev/null -w '%{time_total} %{size_download}\n' "http://127.0.0.1:$2/metrics"
    sleep 1
  done | sort -n | awk -v n="$1" '{ t[NR] = $1; s = $2 }
    END { printf "%s: a scrape takes %.0f ms (%.0f to %.0f), %d bytes compressed\n", n, t[5] * 1e3, t[1] * 1e3, t[10] * 1e3, s }' \
    >> "$work/notes"
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

# --- the bare loop ----------------------------------------------------------------------------------
loop() { # NAME reuse|fresh
  local floor
  "$java" -XX:+UseSerialGC -XX:NewSize=64m -XX:MaxNewSize=64m -Djdk.virtualThreadScheduler.parallelism=8 \
    -cp "$work/loop:$bundle/lib/*" Loop "$2" "$probes" "$interval" "http://127.0.0.1:$nginx_port/basic/" \
    > "$work/$1.log" 2>&1 &
  floor=$!
  pids+=("$floor")
  sleep "$warm"
  measure "$1" "$floor"
  stop "$floor"
}

# --- the rounds -------------------------------------------------------------------------------------
touch "$work/token.log" "$work/tokens" "$work/notes"
if [ "$mode" = large ]; then
  why401 why401-reuse reuse basic "$probes"
elif [ "$mode" = members ]; then
  for _ in $(seq "$rounds"); do
    why401 why401-reuse reuse basic "$probes"
    members three-shards 3 shard
    members three-members 3 cluster
  done
else
  mkdir "$work/loop"
  "${java%java}javac" -d "$work/loop" -cp "$bundle/lib/*" src/bench/Loop.java
  for _ in $(seq "$rounds"); do
    blackbox blackbox basic "$probes"
    why401 why401-reuse reuse basic "$probes"
    why401 why401-fresh fresh basic "$probes"
    loop loop-reuse reuse
    loop loop-fresh fresh
  done
  : > "$work/tokens"
  blackbox blackbox-oauth bearer 1000
  why401 why401-oauth reuse bearer 1000
fi

# --- the report -------------------------------------------------------------------------------------
awk '
  function spread(values, n,   i, low, high, sum) {
    low = high = values[1]
    for (i = 1; i <= n; i++) { sum += values[i]; if (values[i] < low) low = values[i]; if (values[i] > high) high = values[i] }
    return sprintf("%.4g (%.4g to %.4g)", sum / n, low, high)
  }
  function column(name, k,   i, out) {
    for (i = 1; i <= rows[name]; i++) out[i] = cell[name, i, k]
    return spread(out, rows[name])
  }
  function ratio(a, b, k, text,   i, out) {
    if (!rows[a] || !rows[b]) return
    for (i = 1; i <= rows[a]; i++) out[i] = cell[a, i, k] / cell[b, i, k]
    printf "| %s | %s |\n", text, spread(out, rows[a])
  }
  { if (!rows[$1]++) order[++names] = $1; for (k = 2; k <= 7; k++) cell[$1, rows[$1], k] = $k }
  END {
    print "| what | cores, Prometheus included | CPU us a probe | MiB | probes/s | without Prometheus: us a probe | MiB |"
    print "|---|---|---|---|---|---|---|"
    for (i = 1; i <= names; i++) {
      n = order[i]
      printf "| %s | %s | %s | %s | %s | %s | %s |\n", n, column(n, 2), column(n, 3), column(n, 4), column(n, 5), column(n, 6), column(n, 7)
    }
    print "\n| ratio, by round | mean (least to most) |\n|---|---|"
    ratio("blackbox", "why401-reuse", 3, "CPU, blackbox_exporter to why401 reuse, each with Prometheus")
    ratio("blackbox", "why401-fresh", 3, "CPU, blackbox_exporter to why401 fresh, each with Prometheus")
    ratio("blackbox", "why401-reuse", 4, "memory, blackbox_exporter to why401 reuse, each with Prometheus")
    ratio("blackbox", "why401-fresh", 4, "memory, blackbox_exporter to why401 fresh, each with Prometheus")
    ratio("three-members", "why401-reuse", 6, "CPU, three members to one agent, without Prometheus")
    ratio("three-members", "three-shards", 6, "CPU, three members to three agents with a third each, without Prometheus")
    ratio("three-members", "why401-reuse", 7, "memory, three members to one agent, without Prometheus")
    ratio("why401-reuse", "loop-reuse", 6, "CPU, why401 reuse to the bare loop")
    ratio("why401-fresh", "loop-fresh", 6, "CPU, why401 fresh to the bare loop")
    ratio("blackbox-oauth", "why401-oauth", 3, "CPU with OAuth, blackbox_exporter to why401, each with Prometheus")
  }' "$work/results"
echo
sort "$work/notes" "$work/tokens"
