import fc from 'fast-check';
import { openContent, sealContent } from './sealed-content.js';

const payloads = fc.stringMatching(/^[A-Za-z0-9_-]*$/);

describe('a sealed content', () => {
  it('looks like those of the service and opens again', () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        expect(sealContent(payload)).toMatch(/^gAAAAAB[A-Za-z0-9_-]*=$/);
        expect(openContent(sealContent(payload))).toBe(payload);
      }),
    );
  });

  it('does not open when a character of it was changed, added or lost', () => {
    fc.assert(
      fc.property(payloads, fc.nat(), fc.constantFrom('', 'A', 'AA'), (payload, at, change) => {
        const content = sealContent(payload);
        const place = at % content.length;
        const damaged = content.slice(0, place) + change + content.slice(place + 1);
        fc.pre(damaged !== content);
        expect(openContent(damaged)).toBeUndefined();
      }),
    );
  });

  it.each(['', 'x', '=', 'gAAAAAB', 'gAAAAAB=', 'gAAAAABpLkW2abc=', 'llmsim'])('is not %j', (content) => {
    expect(openContent(content)).toBeUndefined();
  });
});
