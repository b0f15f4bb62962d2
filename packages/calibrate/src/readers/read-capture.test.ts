import { readCapture } from './read-capture.js';

const ledgerLine = (change: object = {}) =>
  JSON.stringify({
    accepted_at: '2026-11-01T00:00:00.000Z',
    model: 'm',
    outcome: 'completed',
    tokens: { input: 10, cached: 2, generated: 5, reasoning: 0 },
    chunks: 5,
    time_to_first_token_ms: 100,
    duration_ms: 150,
    ...change,
  });
const head = 'model,input_tokens,output_tokens,time_to_first_token_ms,total_ms';
const pretty = (value: unknown) => JSON.stringify(value, null, 2);

describe('a capture', () => {
  it.each([
    [
      'half a line',
      `${ledgerLine()}\n${ledgerLine().slice(0, 40)}`,
      'f:2: the JSON is cut off here; the file is not complete.',
    ],
    [
      'half a line in the middle',
      `${ledgerLine().slice(0, 40)}\n${ledgerLine()}`,
      'f:1: the JSON is cut off here; the file is not complete.',
    ],
    ['a line of something else', `${ledgerLine()}\nhello\n`, 'f:2: this is not JSON.'],
    [
      'a negative time',
      `${ledgerLine()}\n\n${ledgerLine({ duration_ms: -1 })}\n`,
      'f:3: duration_ms: a time may not be negative, found -1.',
    ],
    [
      'a time that is text',
      ledgerLine({ duration_ms: 'long' }),
      'f:1: duration_ms: expected a duration, found "long".',
    ],
    [
      'a time of more than a day',
      ledgerLine({ duration_ms: 1e9 }),
      'f:1: duration_ms: a time may not be longer than a day, found 1000000000 ms.',
    ],
    ['no tokens', ledgerLine({ tokens: null }), 'f:1: tokens: expected the tokens of a request.'],
    [
      'half a token',
      ledgerLine({ tokens: { generated: 1.5 } }),
      'f:1: tokens.generated: expected a whole number from 0 on, found 1.5.',
    ],
    [
      'another format on a later line',
      `${ledgerLine()}\n{"a":1}\n`,
      "f:2: this is not llmsim's own request ledger, a line each (/llmsim/requests?format=ndjson).",
    ],
    ['nothing', ' \n', 'f: the file is empty.'],
    [
      'a picture',
      '\u0089PNG\r\n',
      'f:1: this is no capture that llmsim knows: ledger, har, aiperf, guidellm, vllm, otlp, csv.',
    ],
    [
      'other JSON',
      '{"a": 1}',
      'f:1: this is no capture that llmsim knows: ledger, har, aiperf, guidellm, vllm, otlp, csv.',
    ],
    [
      'a negative time in a table',
      `${head}\nm,1,2,3,4\nm,1,2,-3,4\n`,
      'f:3: time_to_first_token_ms: a time may not be negative, found -3.',
    ],
    ['half a row', `${head}\nm,1,2,3,4\nm,1,2`, 'f:3: expected 5 cells, found 3.'],
    [
      'a time that is no number',
      `${head}\nm,1,2,3,soon`,
      'f:2: total_ms: expected a number of milliseconds, found "soon".',
    ],
    [
      'an end before the first token',
      `${head}\nm,1,2,30,4`,
      'f:2: the first token came after 30 ms, and all of it after 4 ms.',
    ],
    [
      'a quote without an end',
      `${head}\n"m,1,2,3,4`,
      'f:2: there is a quote that is not closed, or not at the edge of a cell.',
    ],
    [
      'a negative time in a document',
      pretty({
        log: { entries: [{ timings: { send: 0, wait: -5, receive: 1 }, response: { status: 200 } }] },
      }),
      'f:7: log.entries[0].timings.wait: a time may not be negative, found -5.',
    ],
    [
      'a document that is cut off',
      pretty({ log: { entries: [{ time: 1 }] } }).slice(0, -8),
      'f:6: the JSON is cut off here; the file is not complete.',
    ],
    [
      'a result without single requests',
      pretty({ completed: 3, total_input_tokens: 9 }),
      'f:1: there is nothing about single requests in it; run vllm bench serve with --save-result --save-detailed.',
    ],
    [
      'lists of different lengths',
      pretty({
        completed: 2,
        total_input_tokens: 9,
        input_lens: [1, 2],
        ttfts: [0.1, 0.2],
        output_lens: [3],
        itls: [[], []],
      }),
      'f:12: output_lens: expected 2 entries as in input_lens, found 1.',
    ],
    [
      'a benchmark without requests',
      pretty({ benchmarks: [{ requests: { successful: [] } }] }),
      'f:2: benchmarks: there is no request in it; guidellm keeps them unless --sample-requests says otherwise.',
    ],
    [
      'a unit that is not one',
      JSON.stringify({
        metadata: {},
        metrics: {
          output_sequence_length: { value: 3, unit: 'tokens' },
          request_latency: { value: 1, unit: 'moons' },
        },
      }),
      'f:1: metrics.request_latency.unit: expected one of ns, us, ms, s, sec, seconds.',
    ],
  ])('with %s is refused in one line', (_name, text, message) => {
    expect(() => readCapture('f', text)).toThrow(
      expect.objectContaining({ message, code: 'LLMSIM_CAPTURE' }) as Error,
    );
  });

  it('is refused where it is not what it is said to be', () => {
    expect(() => readCapture('f', ledgerLine(), 'har')).toThrow('f:1: this is not HAR 1.2');
    expect(() => readCapture('f', ledgerLine(), 'pcap')).toThrow(
      'There is no format "pcap". There are: ledger, har',
    );
  });
});

it('leaves out what is no reply: errors, cancelled requests, look-ups', () => {
  const capture = readCapture(
    'f',
    [
      ledgerLine(),
      ledgerLine({ outcome: 'cancelled' }),
      ledgerLine({ tokens: { generated: 0 } }),
      ledgerLine({ model: null }),
    ].join('\n'),
  );
  expect(capture).toMatchObject({ format: 'ledger', skipped: 3 });
  expect(capture.requests).toEqual([
    {
      model: 'm',
      inputTokens: 10,
      cachedInputTokens: 2,
      outputTokens: 5,
      hiddenTokens: 0,
      firstChunkMs: 100,
      totalMs: 150,
      chunkCount: 5,
      chunks: undefined,
    },
  ]);
});

it('reads the ledger as one document, too', () => {
  expect(readCapture('f', `{"requests": [${ledgerLine()}]}`).requests).toHaveLength(1);
});

it('takes tokens that no chunk shows for hidden, and does not guess where nobody says', () => {
  const tokens = { input: 1, cached: 0, generated: 9, reasoning: 6 };
  const times = { ms: [100, 110, 120], tokens: [1, 1, 1] };
  const [told, untold] = readCapture(
    'f',
    `${ledgerLine({ tokens, chunk_times: times })}\n${ledgerLine({ tokens })}`,
  ).requests;
  expect(told?.hiddenTokens).toBe(6);
  expect(untold?.hiddenTokens).toBeUndefined();
});

it('reads the times of chunks of a table, and their tokens', () => {
  const text =
    '"model","output_tokens","chunk_times_ms","chunk_tokens"\r\n"a, b",5,"10 20 30","2 2 1"\r\n\r\n';
  expect(readCapture('f', text).requests).toEqual([
    expect.objectContaining({
      model: 'a, b',
      firstChunkMs: 10,
      totalMs: 30,
      chunks: { atMs: [10, 20, 30], tokens: [2, 2, 1], kinds: undefined },
    }),
  ]);
});

describe('a HAR file', () => {
  const entry = (mimeType: string, text: string, more: object = {}) => ({
    startedDateTime: '2026-11-01T00:00:00.000Z',
    request: { method: 'POST', postData: { text: '{"model":"asked"}' } },
    response: { status: 200, content: { mimeType, text, ...more } },
    timings: { blocked: 3, send: 1, wait: 99, receive: 50 },
  });
  const read = (...entries: object[]) => readCapture('f', JSON.stringify({ log: { entries } }));
  const sse = (...data: unknown[]) =>
    data.map((item) => `event: x\ndata: ${JSON.stringify(item)}\n\n`).join('');

  it('gives the usage of whole replies, and is not asked what a page is', () => {
    const body = JSON.stringify({
      usage: { prompt_tokens: 9, completion_tokens: 4, completion_tokens_details: { reasoning_tokens: 3 } },
    });
    const capture = read(
      entry('application/json', body),
      entry('text/html', '<p>'),
      entry('application/json', btoa(body), { encoding: 'base64' }),
    );
    expect(capture.skipped).toBe(1);
    expect(capture.requests).toEqual([
      expect.objectContaining({
        model: 'asked',
        inputTokens: 9,
        outputTokens: 4,
        firstChunkMs: undefined,
        totalMs: 150,
      }),
      expect.objectContaining({ outputTokens: 4 }),
    ]);
  });

  it('gives the chunks of Messages by kind, and counts what was cached as input', () => {
    const stream = sse(
      {
        type: 'message_start',
        message: {
          model: 'claude-haiku-4-5',
          usage: { input_tokens: 3, cache_read_input_tokens: 7, output_tokens: 1 },
        },
      },
      { type: 'content_block_delta', delta: { type: 'thinking_delta', thinking: ' one two' } },
      { type: 'content_block_delta', delta: { type: 'text_delta', text: ' three' } },
      { type: 'content_block_delta', delta: { type: 'input_json_delta', partial_json: '{"a":' } },
      { type: 'message_delta', usage: { output_tokens: 6 } },
    );
    expect(read(entry('text/event-stream', stream)).requests).toEqual([
      expect.objectContaining({
        model: 'claude-haiku-4-5',
        inputTokens: 10,
        cachedInputTokens: 7,
        outputTokens: 6,
        hiddenTokens: 0,
        firstChunkMs: 100,
        chunks: { atMs: undefined, tokens: [2, 1, 3], kinds: ['reasoning', 'text', 'toolArguments'] },
      }),
    ]);
  });

  it('gives the hidden reasoning of Responses, and the thoughts of Gemini', () => {
    const responses = sse(
      { type: 'response.output_text.delta', delta: ' hi' },
      {
        type: 'response.completed',
        response: {
          model: 'gpt-5',
          usage: { input_tokens: 3, output_tokens: 20, output_tokens_details: { reasoning_tokens: 19 } },
        },
      },
    );
    const gemini = sse({
      modelVersion: 'gemini-2.5-flash',
      candidates: [{ content: { parts: [{ thought: true, text: ' hm' }, { text: ' hi there' }] } }],
      usageMetadata: { promptTokenCount: 4, candidatesTokenCount: 2, thoughtsTokenCount: 1 },
    });
    const [first, second] = read(
      entry('text/event-stream', responses),
      entry('text/event-stream', gemini),
    ).requests;
    expect(first).toMatchObject({ model: 'gpt-5', outputTokens: 20, hiddenTokens: 19 });
    expect(second).toMatchObject({
      outputTokens: 3,
      hiddenTokens: 0,
      chunks: { kinds: ['reasoning', 'text'] },
    });
  });
});

it('leaves out spans that are no call of a model, and reads those of vLLM', () => {
  const span = (attributes: Readonly<Record<string, unknown>>, more: object = {}) => ({
    startTimeUnixNano: '1000000000',
    endTimeUnixNano: '1500000000',
    attributes: Object.entries(attributes).map(([key, value]) => ({
      key,
      value: typeof value === 'string' ? { stringValue: value } : { doubleValue: value },
    })),
    ...more,
  });
  const usage = { 'gen_ai.usage.input_tokens': 5, 'gen_ai.usage.output_tokens': 7 };
  const spans = [
    span({ 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm', ...usage }),
    span({ 'gen_ai.operation.name': 'invoke_agent', ...usage }),
    span({ 'gen_ai.operation.name': 'chat', 'error.type': 'timeout', ...usage }),
    span({ 'http.request.method': 'GET' }),
    span({
      'gen_ai.usage.prompt_tokens': 5,
      'gen_ai.usage.completion_tokens': 7,
      'gen_ai.latency.time_to_first_token': 0.1,
      'gen_ai.latency.e2e': 0.4,
    }),
  ];
  const capture = readCapture('f', JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }));
  expect(capture.skipped).toBe(3);
  expect(capture.requests).toMatchObject([
    { model: 'm', inputTokens: 5, outputTokens: 7, firstChunkMs: undefined, totalMs: 500 },
    { model: undefined, firstChunkMs: 100, totalMs: 400 },
  ]);
});
