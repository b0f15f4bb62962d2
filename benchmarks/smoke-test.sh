#!/usr/bin/env bash
# A look at every endpoint with a few users, in less than 30 seconds. Takes the options of run-benchmark.sh.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
started=$SECONDS
"$here/run-benchmark.sh" quick-smoke --output "$here/results/smoke" "$@"
echo "smoke test: $((SECONDS - started)) s"
