import { positionWithin, type ValuePosition } from './generation-run.js';

const whole: ValuePosition = { pointer: '', name: undefined, depth: 0, variety: 3 };

describe('positionWithin', () => {
  it('goes one level down, and begins anew', () => {
    expect(positionWithin(whole, 'user', 'user')).toEqual({
      pointer: '/user',
      name: 'user',
      depth: 1,
      variety: 0,
    });
  });

  it('writes a pointer as the standard has it', () => {
    const place = positionWithin(positionWithin(whole, 'a/b~c', 'a/b~c'), 0, 'item');
    expect(place.pointer).toBe('/a~1b~0c/0');
  });
});
