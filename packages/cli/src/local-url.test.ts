import { reachableUrl } from './local-url.js';

it.each([
  ['127.0.0.1', 8080, 'http://127.0.0.1:8080'],
  ['0.0.0.0', 8080, 'http://127.0.0.1:8080'],
  ['::', 1, 'http://[::1]:1'],
  ['::1', 1, 'http://[::1]:1'],
  ['localhost', 80, 'http://localhost:80'],
])('of %s and %d is %s', (host, port, url) => {
  expect(reachableUrl(host, port)).toBe(url);
});
