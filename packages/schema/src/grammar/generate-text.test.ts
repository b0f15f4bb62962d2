import { seededRandom } from '../../fixtures/seeded-random.js';
import { generateText, grammarProblem, type Grammar } from './generate-text.js';

const textsOf = (grammar: Grammar, count = 60) =>
  Array.from({ length: count }, (_, n) => generateText(grammar, seededRandom(n)));
const lark = (definition: string): Grammar => ({ syntax: 'lark', definition });
const regex = (definition: string): Grammar => ({ syntax: 'regex', definition });

const sums = `
start: expr
expr: term (SP ADD SP term)* -> add
  | term
term: factor (SP MUL SP factor)* -> mul
  | factor
factor: INT
SP: " "
ADD: "+"
MUL: "*"
%import common.INT
`;

// The grammar that a coding agent gives its tool for editing files, in our own words.
const patch = `
start: begin hunk+ end
begin: "*** Begin" LF
end: "*** End" LF?
hunk: add | remove
add: "*** Add: " name LF ("+" /(.*)/ LF)+
remove: "*** Remove: " name LF
name: /[a-z]+/
%import common.LF
`;

const query = `
// Some SQL
start: SELECT column ("," column)* FROM CNAME [where] ";"
?where.2: "WHERE" column "=" (NUMBER | ESCAPED_STRING)
column: CNAME | "*"
SELECT: "SELECT"i
FROM: "FROM"
%import common (CNAME, NUMBER, ESCAPED_STRING)
%import common.WS -> SPACE
%ignore SPACE
`;

describe('a text of a grammar', () => {
  it.each([
    ['sums', sums, /^\d+( [+*] \d+)*$/],
    [
      'patches',
      patch,
      /^\*\*\* Begin\n((\*\*\* Add: [a-z]+\n(\+.*\n)+)|\*\*\* Remove: [a-z]+\n)+\*\*\* End\n?$/,
    ],
    ['queries', query, /^SELECT (\w+|\*)( , (\w+|\*))* FROM \w+( WHERE (\w+|\*) = ([\d.]+|"[^"]*"))? ;$/],
    ['counts', 'start: "a"~2 "b"~1..3 "c"{2} "d"{1,2} "e"{0,} [ "f" ] /g/?', /^aab{1,3}ccd{1,2}e*f?g?$/],
    ['ranges', 'start: "a".."f" ("0".."9")+', /^[a-f]\d+$/],
    ['what is nested', 'start: "(" start ")" | "x"', /^\(*x\)*$/],
    ['what comes to an end in one way only', 'start: start "a" | start "b" | "c"', /^c[ab]*$/],
    ['no text at all', 'start: ', /^$/],
    ['escapes', 'start: "a\\"b\\n" /c\\/d/', /^a"b\nc\/d$/],
  ])('follows it: %s', (_name, definition, expected) => {
    expect(grammarProblem(lark(definition))).toBeUndefined();
    for (const text of textsOf(lark(definition))) expect(text).toMatch(expected);
  });

  it.each(['[A-Z]{3}-\\d{4}', '^(mon|tue)day$', '(?i)ab+', '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}', 'a$|b'])(
    'matches all of the pattern %s',
    (pattern) => {
      expect(grammarProblem(regex(pattern))).toBeUndefined();
      const expected = new RegExp(`^(?:${pattern.replace('(?i)', '')})$`);
      for (const text of textsOf(regex(pattern), 20)) expect(text).toMatch(expected);
    },
  );

  it.each([
    ['(?P<year>\\d{4})-(?P<month>\\d{2})', /^\d{4}-\d{2}$/],
    ['\\Aa(?i:bc)+\\z', /^a(?:bc)+$/i],
  ])('may be written as Rust has it: %s', (pattern, expected) => {
    expect(grammarProblem(regex(pattern))).toBeUndefined();
    for (const text of textsOf(regex(pattern), 20)) expect(text).toMatch(expected);
  });

  it('differs from call to call', () => {
    expect(new Set(textsOf(lark(sums))).size).toBeGreaterThan(10);
  });

  it('is not endless, however much it may repeat and nest', () => {
    const definition = 'start: start start start | ("a" start)+ | "b"+';
    for (const text of textsOf(lark(definition), 20)) expect(text.length).toBeLessThan(10_000);
  });
});

describe('a wrong grammar', () => {
  it.each([
    [regex('(['), /is not a regular expression/],
    [regex('a(?=b)'), /look-around/],
    [regex('(a)\\1'), /refers back/],
    [lark('rule: "a"'), /no rule 'start'/],
    [lark('start: other'), /'other' is used and not defined/],
    [lark('start: "a'), /line 1: unexpected character '"'/],
    [lark('start: ("a"'), /line 1: expected '\)', but found the end/],
    [lark('start: "a"\nstart: "b"'), /line 2: 'start' is defined twice/],
    [lark('start: "a" }'), /line 1: expected the end of the line/],
    [lark('start: /([/'), /is not a regular expression/],
    [lark('start: A\n%import common.UNHEARD'), /'common' has no terminal 'UNHEARD'/],
    [lark('start: A\n%import python.NAME'), /line 2: expected 'common'/],
    [lark('start: "a"~3..1'), /is empty/],
    [lark('%declare A\nstart: A'), /'%declare' is not supported/],
    [lark(`start: ${'('.repeat(500)}"a"${')'.repeat(500)}`), /nested more than/],
    [lark(`start: "${'a'.repeat(40_000)}"`), /characters; at most/],
    [lark(''), /no rule 'start'/],
  ])('is reported: %j', (grammar, problem) => {
    expect(grammarProblem(grammar)).toMatch(problem);
    expect(() => textsOf(grammar, 1)).toThrow(problem);
  });

  it('has no text if it never ends', () => {
    expect(() => textsOf(lark('start: "a" start'), 1)).toThrow("'start' never comes to an end");
  });
});
