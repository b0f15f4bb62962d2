import { createBoundedMap, nameLimit, otherName } from './bounded-map.js';

const createCounter = () => createBoundedMap((name) => ({ name, count: 0 }));
const namesIn = (map: ReturnType<typeof createCounter>) => Array.from(map.values(), ({ name }) => name);

describe('a bounded map', () => {
  it('keeps an entry for each name', () => {
    const map = createCounter();
    map.get('a').count += 1;
    map.get('b').count += 1;
    map.get('a').count += 1;
    expect(Array.from(map.values())).toEqual([
      { name: 'a', count: 2 },
      { name: 'b', count: 1 },
    ]);
  });

  it('keeps 128 names and one entry for all others', () => {
    const map = createCounter();
    for (let index = 0; index < 1000; index += 1) map.get(`model-${index}`).count += 1;
    expect(namesIn(map)).toHaveLength(nameLimit + 1);
    expect(map.get('model-127')).toEqual({ name: 'model-127', count: 1 });
    expect(map.get('model-128')).toEqual({ name: otherName, count: 1000 - nameLimit });
  });

  it('spends no place on the shared entry', () => {
    const map = createCounter();
    map.get(otherName).count += 1;
    for (let index = 0; index < nameLimit; index += 1) map.get(`model-${index}`);
    expect(namesIn(map)).toEqual([
      otherName,
      ...Array.from({ length: nameLimit }, (_, index) => `model-${index}`),
    ]);
  });

  it('does not keep a name as long as a request', () => {
    const map = createCounter();
    map.get('x'.repeat(257));
    map.get('x'.repeat(256));
    expect(namesIn(map)).toEqual([otherName, 'x'.repeat(256)]);
  });

  it.each(['__proto__', 'constructor', ''])('takes %j for a name like any other', (name) => {
    const map = createCounter();
    map.get(name).count += 1;
    expect(map.get(name)).toEqual({ name, count: 1 });
  });
});
