/** What `llmsim calibrate --help` says of its formats. Written down here, since a start should not load their readers. */
export const captureFormatSummaries = {
  ledger: "llmsim's own request ledger, a line each (/llmsim/requests?format=ndjson)",
  har: 'HAR 1.2, as browsers and proxies save it, with the bodies',
  aiperf: "AIPerf's profile_export.jsonl",
  guidellm: "GuideLLM's benchmarks.json",
  vllm: 'the JSON of vllm bench serve --save-result --save-detailed',
  otlp: 'OTLP/JSON spans with gen_ai attributes, as the file exporter writes them',
  csv: 'a table with a line of names: model, input_tokens, cached_tokens, output_tokens, hidden_tokens, time_to_first_token_ms, total_ms, chunk_times_ms, chunk_tokens',
} as const;

const width = 96;

/** What `llmsim calibrate --help` says after its options. */
export const calibrateHelp = `
Formats:
${Object.entries(captureFormatSummaries)
  .map(([name, summary]) => wrap(`  ${name.padEnd(10)}${summary}`))
  .join('\n')}

A CSV needs output_tokens, and total_ms or time_to_first_token_ms; chunk_times_ms and chunk_tokens are lists with
spaces between. A model needs at least 20 requests. Without an error, the exit code is 0; where something is wrong
with a file, one line says what, and where, and nothing is written.

Examples:
  llmsim calibrate profile_export.jsonl --model 'my-model*' --output calibrated.yaml --html report.html
  llmsim serve --config calibrated.yaml

  curl -sS 'http://127.0.0.1:8080/llmsim/requests?format=ndjson' > ledger.ndjson
  llmsim calibrate ledger.ndjson --against openai/gpt-4o > calibrated.yaml
`;

function wrap(line: string): string {
  const lines: string[] = [];
  let last = '';
  for (const word of line.split(/(?<=\S) /)) {
    if (last !== '' && last.length + 1 + word.length > width) {
      lines.push(last);
      last = ' '.repeat(12) + word;
    } else last = last === '' ? word : `${last} ${word}`;
  }
  return [...lines, last].join('\n');
}
