import { textList } from './compound-types.js';
import { describeFound } from './describe-found.js';
import { scalarType } from './scalar-types.js';
import type { SettingType } from './setting-type.js';

const accepts = '"*" for every origin, off, or a list such as [https://app.example]';

const origin: SettingType<string> = scalarType({
  accepts: 'an origin such as https://app.example, or "*"',
  schema: { type: 'string', pattern: '^(\\*|[A-Za-z][A-Za-z0-9+.-]*://[^/\\s]+)$' },
  ofValue: (value) =>
    typeof value === 'string' && /^(\*|[a-z][a-z\d+.-]*:\/\/[^/\s]+)$/i.test(value) ? value : undefined,
});

const list = textList(origin, accepts);

/** Origins of pages that may call from browsers. */
export const origins: SettingType<readonly string[]> = {
  accepts,
  schema: { anyOf: [{ enum: ['*', 'off'] }, list.schema] },
  read(value, report) {
    if (value === 'off') return [];
    if (value === '*') return ['*'];
    if (typeof value !== 'string') return list.read(value, report);
    report([], describeFound(value, accepts));
    return undefined;
  },
  readText: (text, report) => (text.trim() === 'off' ? [] : list.readText?.(text, report)),
};
