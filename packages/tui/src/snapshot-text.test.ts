import { snapshotText } from './snapshot-text.js';
import { sampleStats } from './testing/sample-stats.js';

describe('snapshotText', () => {
  it('says everything in lines that a person can read', () => {
    expect(snapshotText('http://127.0.0.1:8080', sampleStats(60))).toBe(
      `llmsim        version 1.2.3, at http://127.0.0.1:8080, profile gpt-4o, up 1 m 00 s

requests      total 1,200, active 17, streaming 960, non-streaming 240, per second (60 s) 20.0
tokens        input 252,000, output 114,000, total 366,000, abandoned 12, in chunks 96,000, per second (60 s) 1,900
outcomes      completed 1,181, failed 2, cancelled 0, disconnected 0, lost 0
errors        total 2, rate limit 2, server 0, timeout 0, other 0
by status     429 2
in use        streams 17 of 10,000, websockets 0 of 1,000
rate limits   refused by requests 5, by tokens 1
              gpt-4o sk-?cafe#5f1d: 420 of 500 requests, 1,800 of 30,000 tokens left
              o3-mini sk-?cafe#5f1d: 0 of 500 requests left
scheduler     verdict ok, lag p50 0.40 ms, p95 0.84 ms, p99 1.20 ms, worst degraded 1 m 35 s ago

last minute         avg ms      min ms      p50 ms      p95 ms      p99 ms      max ms
duration               911         414         828       1,739       2,485       3,313
first token            228         104         207         435         621         828
inter-token           13.8        6.25        12.5        26.3        37.5        50.0

since start         avg ms      min ms      p50 ms      p95 ms      p99 ms      max ms
duration             1,100         500       1,000       2,100       3,000       4,000
first token            264         120         240         504         720         960
inter-token           13.8        6.25        12.5        26.3        37.5        50.0

model         requests  active  errors    input  output  avg ms
gpt-4o             720       7       2  151,200  68,400   1,240
gpt-4o-mini        360       4       0   75,600  34,200     881
o3-mini            120       1       0   25,200  11,400   3,100

endpoint      requests  active  errors    input  output  avg ms
completions        840       8       2  176,400  79,800   1,100
messages           360       4       0   75,600  34,200     950
`,
    );
  });

  it('says of a server that has done nothing what there is to say', () => {
    const idle = sampleStats(0, {
      models: {},
      endpoints: {},
      scheduler: {},
      errors: {},
      latency: {},
      server: {},
      rate_limits: null,
    });
    const text = snapshotText('http://127.0.0.1:8080', idle);
    expect(text).toContain('at http://127.0.0.1:8080, up 0 s');
    expect(text).toContain('rate limits   none\n');
    expect(text).toMatch(/duration +- +- +- +- +- +-\n/);
    expect(text).not.toMatch(/model |endpoint|by status|version|profile|worst/);
  });

  it('keeps usual names of models in their rows, within 80 columns, and shows no command to the terminal', () => {
    const models = {
      'claude-sonnet-4-5-20250929': { requests: 123_456, input_tokens: 1_234_567, output_tokens: 345_678 },
      'gpt-4o-mini\u001b[2J': { requests: 3 },
    };
    const lines = snapshotText('http://127.0.0.1:8080', sampleStats(1, { models })).split('\n');
    const rows = lines.filter((line) => /^(model|claude|gpt)\S* +\S+ .*\S$/.test(line));
    expect(rows).toEqual([
      'model                       requests  active  errors      input   output  avg ms',
      'claude-sonnet-4-5-20250929   123,456       0       0  1,234,567  345,678       0',
      'gpt-4o-mini?[2J                    3       0       0          0        0       0',
    ]);
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(80);
  });
});
