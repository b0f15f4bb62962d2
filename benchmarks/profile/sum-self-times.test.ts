import { sumSelfTimes, type CpuProfile } from './sum-self-times.ts';

const frame = (functionName: string) => ({ functionName, url: 'file:///a/b/c/d.js', lineNumber: 6 });
const profile: CpuProfile = {
  startTime: 1000,
  nodes: [
    { id: 1, callFrame: frame('write') },
    { id: 2, callFrame: frame('encode') },
    { id: 3, callFrame: { functionName: '(idle)', url: '', lineNumber: -1 } },
  ],
  samples: [1, 2, 3, 2, 1],
  timeDeltas: [10, 20, 30, 40, 50],
};

describe('the time functions take themselves', () => {
  it('adds up, the most first, without idle time', () => {
    expect(sumSelfTimes(profile, 0, Infinity)).toEqual([
      { place: 'write b/c/d.js:7', selfUs: 60 },
      { place: 'encode b/c/d.js:7', selfUs: 60 },
    ]);
  });

  it('is that between two moments', () => {
    expect(sumSelfTimes(profile, 1015, 1100)).toEqual([{ place: 'encode b/c/d.js:7', selfUs: 60 }]);
  });
});
