import { readFaultRule, readFaultText } from './read-fault-rule.js';

const read = (text: string) =>
  readFaultText(text).map(({ mode, ...conditions }) => [mode.name, mode.options, conditions]);

describe('failure modes in a text', () => {
  it('are a name and options', () => {
    expect(read('stall; after=12 ; ms=5000')).toEqual([['stall', { after: 12, ms: 5000 }, { rate: 1 }]]);
  });

  it('may be several, in order', () => {
    expect(read('stall;after=2;ms=100, disconnect;after=5').map(([name]) => name)).toEqual([
      'stall',
      'disconnect',
    ]);
  });

  it('say when they strike beside their options', () => {
    expect(read('rate-limit;times=2;retry_after_ms=5')).toMatchObject([
      ['rate-limit', { retry_after_ms: 5 }, { rate: 1, times: 2 }],
    ]);
    expect(read('reset;every=10;share=0.5;model=gpt-5*')).toMatchObject([
      ['reset', {}, { rate: 0.5, every: 10, model: 'gpt-5*' }],
    ]);
    expect(read('reset;attempts=2,3;after=1,overloaded')).toMatchObject([
      ['reset', { after: 1 }, { attempts: [2, 3] }],
      ['overloaded', {}, {}],
    ]);
  });

  it('have values in quotes where these have a comma or a semicolon', () => {
    expect(read('invalid-request;message="No, thanks; really"')).toMatchObject([
      ['invalid-request', { message: 'No, thanks; really' }, {}],
    ]);
  });

  it.each([
    ['explode', /There is no failure mode "explode"\. There are: rate-limit/],
    ['stall, explode', /There is no failure mode "explode"/],
    ['stall;ms=soon', /Option "ms" .* must be a number of at least 0; found "soon"/],
    ['reset;before=2', /Unknown option "before"/],
    ['reset;12', /Options are written name=value; found "12"/],
    ['timeout;after_ms=1e12', /Numbers may be 3600000 at most/],
    ['reset;times=0', /"times" must be a whole number of at least 1; found "0"/],
    ['reset;times=1.5', /"times" must be a whole number/],
    ['reset;attempts=x', /"attempts" must be a whole number/],
    ['reset;share=2', /"share" must be a number from 0 to 1; found "2"/],
    ['', /There is no failure mode ""/],
  ])('%s is refused', (text, message) => {
    expect(() => readFaultText(text)).toThrow(message);
  });
});

describe('a failure mode in a configuration', () => {
  it('has the same words', () => {
    expect(readFaultRule({ mode: 'reset', after: 2, attempts: [2, 3], share: 0.5 })).toMatchObject({
      mode: { name: 'reset', options: { after: 2 } },
      attempts: [2, 3],
      rate: 0.5,
    });
  });
});
