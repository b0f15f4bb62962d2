import { createNameTable, nameLimit, otherName } from './name-table.js';

const createCounter = () => createNameTable((name) => ({ name, count: 0 }));
const namesIn = (table: ReturnType<typeof createCounter>) => Array.from(table.values(), ({ name }) => name);

describe('a table of names', () => {
  it('keeps an entry for each name', () => {
    const table = createCounter();
    table.get('a').count += 1;
    table.get('b').count += 1;
    table.get('a').count += 1;
    expect(Array.from(table.values())).toEqual([
      { name: 'a', count: 2 },
      { name: 'b', count: 1 },
    ]);
  });

  it('keeps 128 names and one entry for all others', () => {
    const table = createCounter();
    for (let index = 0; index < 1000; index += 1) table.get(`model-${index}`).count += 1;
    expect(namesIn(table)).toHaveLength(nameLimit + 1);
    expect(table.get('model-127')).toEqual({ name: 'model-127', count: 1 });
    expect(table.get('model-128')).toEqual({ name: otherName, count: 1000 - nameLimit });
  });

  it('spends no place on the shared entry', () => {
    const table = createCounter();
    table.get(otherName).count += 1;
    for (let index = 0; index < nameLimit; index += 1) table.get(`model-${index}`);
    expect(namesIn(table)).toEqual([
      otherName,
      ...Array.from({ length: nameLimit }, (_, index) => `model-${index}`),
    ]);
  });

  it('does not keep a name as long as a request', () => {
    const table = createCounter();
    table.get('x'.repeat(257));
    table.get('x'.repeat(256));
    expect(namesIn(table)).toEqual([otherName, 'x'.repeat(256)]);
  });

  it.each(['__proto__', 'constructor', ''])('takes %j for a name like any other', (name) => {
    const table = createCounter();
    table.get(name).count += 1;
    expect(table.get(name)).toEqual({ name, count: 1 });
  });
});
