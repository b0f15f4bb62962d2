import { inspectImage } from './inspect-image.js';

const png = 'iVBORw0KGgoAAAANSUhEUgAAASwAAADICAYAAABS39xV';

describe('inspectImage', () => {
  it.each([
    [`data:image/png;base64,${png}`, { width: 300, height: 200 }],
    [`data:image/jpeg;base64,${png}`, { width: 300, height: 200 }],
    [`DATA:image/PNG;base64,${png}`.replace('DATA', 'data'), { width: 300, height: 200 }],
    ['data:image/png;base64,aGVsbG8gd29ybGQ=', 'broken-bytes'],
    ['data:image/png;base64,', 'broken-bytes'],
    [`data:image/svg+xml;base64,${png}`, 'unsupported-format'],
    [`data:text/plain;base64,${png}`, 'unsupported-format'],
    ['data:image/png,hello', 'unsupported-format'],
  ])('finds of %s %j', (url, found) => {
    expect(inspectImage(url)).toEqual(found);
  });
});
