// How far the median of a latency profile is from the times of recorded replies that were not streamed.
//
//   npm run profile-error -- [FILE]      a second
//
// The replies are those of replies.csv: times by the services' own clocks, from the tests of pydantic-ai (commit
// 4fda389, August 2026, MIT, see LICENSE.pydantic-ai); replies with hosted tools are left out. Beside the error of the
// shipped profile is that of time = a + b × output tokens (Theil–Sen), fitted to four fifths and judged by the rest.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseProfile, createSeededRandom, deriveSeed, type Distribution } from '@llmsim/core';
import { median } from '../statistics/percentile.ts';

interface Reply {
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly ms: number;
}

const file = process.argv[2] ?? join(import.meta.dirname, 'replies.csv');
const replies = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line): Reply => {
    const [model = '', input = '0', output = '0', ms = '0'] = line.split(',');
    return { model, inputTokens: Number(input), outputTokens: Number(output), ms: Number(ms) };
  });

/** The anchors that a profile must not be worse than, in percent. */
const anchors: Readonly<Record<string, number>> = {
  'openai/gpt-4o': 26,
  'openai/gpt-5-mini': 20,
  'openai/gpt-5': 20,
  'bedrock/claude-sonnet-4.5': 18,
};

function medianOf(distribution: Distribution): number {
  const { constant } = distribution;
  const random = createSeededRandom(deriveSeed('profile error'));
  return constant ?? median(Array.from({ length: 20_001 }, () => distribution.sample(random)));
}

/** a and b of time = a + b × output tokens, by Theil and Sen. */
function fitLine(some: readonly Reply[]): readonly [a: number, b: number] {
  const slopes = some.flatMap((one, index) =>
    some
      .slice(0, index)
      .filter((other) => other.outputTokens !== one.outputTokens)
      .map((other) => (one.ms - other.ms) / (one.outputTokens - other.outputTokens)),
  );
  const b = median(slopes);
  return [median(some.map(({ ms, outputTokens }) => ms - b * outputTokens)), b];
}

const errorOf = (reply: Reply, predicted: number) => Math.abs(predicted - reply.ms) / reply.ms;
const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

const byProfile = new Map<string, Reply[]>();
for (const reply of replies) {
  const { profile, fit } = chooseProfile(reply.model);
  if (fit !== 'measured') continue;
  byProfile.set(profile.name, [...(byProfile.get(profile.name) ?? []), reply]);
}

const folds = 5;
console.log('| profile | replies | median error of the profile | held out, five folds | anchor |');
console.log('| --- | --- | --- | --- | --- |');
for (const [name, some] of [...byProfile].sort((a, b) => b[1].length - a[1].length)) {
  if (some.length < 10) continue;
  const { profile } = chooseProfile(some[0]?.model ?? '');
  const first = medianOf(profile.timeToFirstToken);
  const shipped = some.map((reply) =>
    errorOf(
      reply,
      first +
        (reply.inputTokens / 1000) * profile.prefillMsPerThousandTokens +
        (reply.outputTokens - 1) * profile.interTokenLatency.mean,
    ),
  );
  const heldOut = some.map((reply, index) => {
    const [a, b] = fitLine(some.filter((_, other) => other % folds !== index % folds));
    return errorOf(reply, a + b * reply.outputTokens);
  });
  const anchor = anchors[name];
  const cells = [
    name,
    some.length,
    percent(median(shipped)),
    percent(median(heldOut)),
    anchor === undefined ? '–' : `${anchor} %`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
