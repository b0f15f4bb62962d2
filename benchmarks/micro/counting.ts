import { createSimRequest, countRequest, tiktokenCounter, tokenCounterForModel } from '@llmsim/core';
import type { MicroBenchmark } from './micro-benchmark.ts';

/** What it costs to count tokens. */
export function countingBenchmarks(): readonly MicroBenchmark[] {
  const counter = tiktokenCounter('o200k_base');
  const sentence = 'The simulator counts what a model would have counted, word by word and sign by sign. ';
  const known = sentence.repeat(12);
  let number = 0;
  /** Words that were never counted before. */
  const writeNew = (length: number): string => {
    let text = '';
    while (text.length < length) text += `word${(number++).toString(36)} `;
    return text;
  };
  const request = createSimRequest({
    model: 'gpt-4o',
    messages: [
      { role: 'system', content: 'You are helpful.' },
      { role: 'user', content: known },
    ],
  });
  return [
    { name: 'count 1 KB of known words', unit: 'KB', count: 1, run: () => void counter.count(known) },
    { name: 'count 1 KB of new words', unit: 'KB', count: 1, run: () => void counter.count(writeNew(1000)) },
    { name: 'split 1 KB of known words', unit: 'KB', count: 1, run: () => void counter.split(known) },
    {
      name: 'count a request of 1 KB of known words',
      unit: 'request',
      count: 1,
      run: () => void countRequest(request, tokenCounterForModel('gpt-4o')),
    },
  ];
}
