#!/bin/sh
# One completion, one stream and one refusal, with nothing but curl. `npm start` in a clone of llmsim serves them.
set -eu
base=${OPENAI_BASE_URL:-http://127.0.0.1:8080/openai/v1}

echo '--- a completion'
curl -sS "$base/chat/completions" -H 'content-type: application/json' \
  -d '{"model":"gpt-4o","max_completion_tokens":12,"messages":[{"role":"user","content":"Hello"}]}'

echo
echo '--- a stream'
curl -sSN "$base/chat/completions" -H 'content-type: application/json' \
  -d '{"model":"gpt-4o","max_completion_tokens":12,"stream":true,"messages":[{"role":"user","content":"Hello"}]}'

echo '--- the same request, and a rate limit on demand'
curl -sS -D - "$base/chat/completions" -H 'content-type: application/json' -H 'x-llmsim-fault: rate-limit' \
  -d '{"model":"gpt-4o","messages":[{"role":"user","content":"Hello"}]}'
