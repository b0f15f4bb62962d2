import { describeForeign, describeUnreachable, describeWrongUrl } from './describe-refusal.js';

describe('what is said of an address', () => {
  it.each([
    [
      describeWrongUrl('ftp://a'),
      '"ftp://a" is not the address of a server; give one such as http://127.0.0.1:8080.',
    ],
    [describeUnreachable('http://a', 'connection refused'), 'No server at http://a: connection refused.'],
    [
      describeForeign('http://a/v1', 'GET /health answers with status 404'),
      'http://a/v1 is not a llmsim: GET /health answers with status 404. Give the root of its address, such as http://127.0.0.1:8080.',
    ],
  ])('is one line: %s', (line, expected) => {
    expect(line).toBe(expected);
    expect(line).not.toContain('\n');
  });
});
