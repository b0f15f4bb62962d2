import fc from 'fast-check';
import { lineAt, lineOfPath } from './json-lines.js';
import { jsonSyntaxError } from './json-syntax.js';

const documents = fc.json({ maxDepth: 4 });

it('says of a document that is cut off that it ends too early', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), fc.nat(), (list, at) => {
      const text = JSON.stringify(list, null, 1);
      const cut = text.slice(0, at % text.length).trimEnd();
      expect(jsonSyntaxError(cut)).toBe(cut.length);
    }),
  );
});

it('finds a sign that does not belong there', () => {
  fc.assert(
    fc.property(documents, documents, (before, after) => {
      const text = `[${before}, ?, ${after}]`;
      expect(jsonSyntaxError(text)).toBe(before.length + 3);
    }),
  );
});

it.each([
  ['[1 2]', 3],
  ['{"a" 1}', 5],
  ['{"a": 1,}', 8],
  ['{1: 2}', 1],
  ['[1]]', 3],
  ['nul', 3],
  ['nope', 0],
  ['{"a": "x\n"}', 6],
])('finds the place in %j', (text, offset) => {
  expect(jsonSyntaxError(text)).toBe(offset);
});

it('finds the line of a value, and of what is above it where there is none', () => {
  const text = '{\n "a": "}\\"]",\n "b": [\n  1,\n  {"c": 2}\n ]\n}';
  const lines = [[], ['a'], ['b'], ['b', 1], ['b', 1, 'c'], ['b', 7], ['z', 'y']].map((path) =>
    lineOfPath(text, path),
  );
  expect(lines).toEqual([1, 2, 3, 5, 5, 3, 1]);
  expect(lineAt(text, text.length)).toBe(7);
});
