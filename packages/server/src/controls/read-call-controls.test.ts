import { readCallControls } from './read-call-controls.js';

const modes = (headers: Record<string, string>, url = '/v1/x') =>
  readCallControls(headers, url)?.faults?.map(({ mode, times }) => [mode.name, times]);

describe('the controls of a call', () => {
  it('are none where nothing is asked for', () => {
    expect(readCallControls({ authorization: 'Bearer sk-default' }, '/v1/x?a=b')).toBeUndefined();
  });

  it('may stand in the URL', () => {
    expect(modes({}, '/v1/x?a=b&x-llmsim-fault=stall%3Btimes%3D2')).toEqual([['stall', 2]]);
    expect(modes({}, '/v1/x?x-llmsim-fault=rate-limit;times=1')).toEqual([['rate-limit', 1]]);
  });

  it.each(['authorization', 'x-api-key', 'api-key'])('may be the end of the key in %s', (header) => {
    const key = 'sk-fault-rate-limit;times=1';
    expect(modes({ [header]: header === 'authorization' ? `Bearer ${key}` : key })).toEqual([
      ['rate-limit', 1],
    ]);
  });

  it('are those of the header where several speak, and other headers hold beside them', () => {
    const headers = { authorization: 'Bearer sk-fault-stall', 'x-llmsim-seed': '1' };
    expect(modes({ ...headers, 'x-llmsim-fault': 'reset' }, '/?x-llmsim-fault=quota')).toEqual([
      ['reset', undefined],
    ]);
    expect(modes(headers, '/?x-llmsim-fault=quota')).toEqual([['quota', undefined]]);
    expect(readCallControls(headers, '/')).toMatchObject({ seed: 1, faults: [{ mode: { name: 'stall' } }] });
  });

  it.each([
    ['/?x-llmsim-fault=explode', {}],
    ['/', { authorization: 'Bearer sk-fault-explode' }],
  ])('are refused where there is no such mode: %s %j', (url, headers) => {
    expect(() => readCallControls(headers, url)).toThrow(/There is no failure mode "explode"/);
  });
});
