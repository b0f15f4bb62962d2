import { loadWebSocketLibrary } from './load-web-socket-library.js';

it('gives the same library each time', () => {
  expect(typeof loadWebSocketLibrary().WebSocketServer).toBe('function');
  expect(loadWebSocketLibrary()).toBe(loadWebSocketLibrary());
});
