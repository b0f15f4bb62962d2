#!/usr/bin/env bash
# Runs the k6 scripts against llmsim: builds, starts, waits, runs, stops and reports.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: benchmarks/run-benchmark.sh [profile] [options]

Profiles:
  quick-smoke       2 users, 4 iterations each, some 5 s (default)
  smoke             5 users, 25 iterations each, some 30 s
  load              50 users, 5 min
  stress            up to 400 users in steps, 6.5 min
  spike             10 users, then 500 within 5 s, 2 min
  soak              50 users, 10 min
  high-concurrency  1,000 streams at once, 100 s

Options:
  --no-server       use a server that runs already: $K6_TARGET_URL, or this machine's on --port
  --port PORT       the port to serve on, or to find the server on (default: 8080)
  --output DIR      where results go (default: benchmarks/results)
  --vus N           users at the peak, instead of the profile's own
  --chaos           let the server fail on purpose, and check that it fails as the real service does
  --config FILE     configuration file for llmsim
  -h, --help        print this

Each script leaves SCRIPT.json (k6's summary) in the output directory, and its output as SCRIPT.txt. The exit code
is 0 if all thresholds were kept, 1 if not, 2 if nothing was run.

quick-smoke and smoke run the scripts chat-completions, responses and endpoints, high-concurrency its own, the others
chat-completions and responses. K6_TARGET_URL, K6_API_KEY, K6_MODEL and K6_MAX_P95_MS are described in k6/config.js.
USAGE
}

fail() {
  echo "run-benchmark: $1" >&2
  exit 2
}

here="$(cd "$(dirname "$0")" && pwd)"
root="$(dirname "$here")"
profile=quick-smoke
port=8080
output="$here/results"
vus=''
config=''
with_server=true
chaos=false

while [ $# -gt 0 ]; do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --no-server) with_server=false ;;
    --chaos) chaos=true ;;
    --port | --output | --vus | --config)
      [ $# -ge 2 ] || fail "$1 wants a value; see --help."
      case "$1" in
        --port) port="$2" ;;
        --output) output="$2" ;;
        --vus) vus="$2" ;;
        --config) config="$2" ;;
      esac
      shift
      ;;
    -*) fail "there is no option $1; see --help." ;;
    *) profile="$1" ;;
  esac
  shift
done

case "$profile" in
  quick-smoke | smoke) scripts='chat-completions responses endpoints' ;;
  load | stress | spike | soak) scripts='chat-completions responses' ;;
  high-concurrency) scripts='high-concurrency' ;;
  *) fail "there is no profile $profile; see --help." ;;
esac
[ -z "$config" ] || [ -f "$config" ] || fail "there is no file $config."

PATH="$PATH:$(go env GOPATH 2>/dev/null || true)/bin:${GOBIN:-$HOME/go/bin}"
command -v k6 >/dev/null || fail "k6 is not on the PATH. Where there is Go: go install go.k6.io/k6@latest.
Otherwise: https://grafana.com/docs/k6/latest/set-up/install-k6/"

target="${K6_TARGET_URL:-http://127.0.0.1:$port}"
$with_server && target="http://127.0.0.1:$port"

server=''
stop_server() {
  [ -n "$server" ] || return 0
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=''
}
trap stop_server EXIT
trap 'exit 2' INT TERM

mkdir -p "$output"
if $with_server; then
  echo 'Building ...'
  (cd "$root" && node -e "
    import('./scripts/pnpm.js').then(({ install, pnpm }) => {
      const isBuilt =
        install({ quiet: true }) &&
        pnpm(['exec', 'turbo', 'run', 'build', '--filter=@llmsim/cli', '--output-logs=errors-only'], { quiet: true });
      process.exit(isBuilt ? 0 : 1);
    });") || fail 'the build failed.'

  flags=(--port "$port" --log-level warn)
  [ -z "$config" ] || flags+=(--config "$config")
  # Short runs want quick replies; the others want those of the model.
  case "$profile" in quick-smoke | smoke) [ -n "$config" ] || flags+=(--latency fast) ;; esac
  if $chaos; then
    # Which requests fail follows from the seed and the requests, so that a short run does not fail by chance.
    flags+=(--seed 4)
    flags+=(--error rate-limit=0.05 --error server-error=0.03 --error overloaded=0.02)
    flags+=(--error disconnect=0.02 --error reset=0.02 --error stream-error=0.02)
  fi
  node="$root/node_modules/.bin/node"
  [ -x "$node" ] || node=node
  "$node" "$root/packages/cli/bin/llmsim.js" serve "${flags[@]}" >"$output/server.log" 2>&1 &
  server=$!
fi

answers() {
  curl --silent --fail --max-time 2 "$target/ready" >/dev/null
}
for _ in $(seq 100); do
  answers && break
  if [ -n "$server" ] && ! kill -0 "$server" 2>/dev/null; then
    cat "$output/server.log" >&2
    fail 'the server ended.'
  fi
  $with_server || break
  sleep 0.1
done
answers || fail "nobody answers at $target/ready."

export K6_PROFILE="$profile" K6_TARGET_URL="$target" K6_NO_USAGE_REPORT=true
[ -z "$vus" ] || export K6_VUS="$vus"
! $chaos || export K6_CHAOS=1

failed=''
for script in $scripts; do
  echo "Running $script ($profile) against $target ..."
  # K6_VUS is an option of k6 itself, too, and would replace the scenario.
  env -u K6_VUS k6 run --quiet ${vus:+--env K6_VUS="$vus"} --summary-export "$output/$script.json" \
    "$here/k6/$script.js" 2>&1 | tee "$output/$script.txt" || failed="$failed $script"
done

stop_server
if [ -n "$failed" ]; then
  echo "FAILED:$failed. Results are in $output."
  exit 1
fi
echo "PASSED: all thresholds were kept. Results are in $output."
