import { jsonEntry, prettyEntry, type LogEntry } from './log-entry.js';

const entry: LogEntry = {
  atMs: Date.UTC(2026, 0, 31, 12, 0, 0, 7),
  level: 'info',
  message: 'Ending.',
  fields: { model: 'gpt-5', status: 200, cause: null, note: 'two\nlines "quoted"' },
};

it('writes JSON with all fields', () => {
  expect(JSON.parse(jsonEntry(entry))).toEqual({
    time: '2026-01-31T12:00:00.007Z',
    level: 'info',
    message: 'Ending.',
    model: 'gpt-5',
    status: 200,
    cause: null,
    note: 'two\nlines "quoted"',
  });
});

it('writes one line for people, whatever the fields have in them', () => {
  expect(prettyEntry(entry)).toBe(
    String.raw`12:00:00.007 info  Ending. model=gpt-5 status=200 note="two\nlines \"quoted\""`,
  );
});
