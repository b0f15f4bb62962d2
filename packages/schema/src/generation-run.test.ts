import { placeWithin, type Place } from './generation-run.js';

const whole: Place = { pointer: '', name: undefined, depth: 0, variety: 3 };

describe('placeWithin', () => {
  it('goes one level down, and begins anew', () => {
    expect(placeWithin(whole, 'user', 'user')).toEqual({
      pointer: '/user',
      name: 'user',
      depth: 1,
      variety: 0,
    });
  });

  it('writes a pointer as the standard has it', () => {
    const place = placeWithin(placeWithin(whole, 'a/b~c', 'a/b~c'), 0, 'item');
    expect(place.pointer).toBe('/a~1b~0c/0');
  });
});
