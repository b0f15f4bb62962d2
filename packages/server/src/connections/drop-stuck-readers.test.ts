import { createReaderWatch, type WatchedConnection } from './drop-stuck-readers.js';

/** A connection to a client that takes so many bytes between two looks, of what is written to it without end. */
function connect(waiting: number) {
  let taken = 0;
  const connection = {
    writableLength: waiting,
    get bytesWritten() {
      return taken + connection.writableLength;
    },
    isDestroyed: false,
    destroy() {
      connection.isDestroyed = true;
      return connection as never;
    },
    take(bytes: number) {
      taken += bytes;
    },
  };
  return connection satisfies WatchedConnection;
}

/** Looks every ten seconds for some minutes. @returns after how many seconds the connection was ended */
function watch(
  connection: ReturnType<typeof connect>,
  between: (second: number) => void,
): number | undefined {
  const look = createReaderWatch(120_000);
  for (let second = 0; second <= 600; second += 10) {
    look([connection], second * 1000);
    if (connection.isDestroyed) return second;
    between(second);
  }
  return undefined;
}

describe('a reader', () => {
  it('that takes nothing for two minutes is dropped', () => {
    expect(watch(connect(1), () => undefined)).toBe(120);
  });

  it('that takes a message a second, so that there is always more to take, is dropped', () => {
    const connection = connect(16_384);
    expect(watch(connection, () => connection.take(10 * 250))).toBe(120);
  });

  it('that takes two kilobytes a second is not, however much waits', () => {
    const connection = connect(1_000_000);
    expect(watch(connection, () => connection.take(10 * 2048))).toBeUndefined();
  });

  it('that stops after it has read well is dropped two minutes later at most twice over', () => {
    const connection = connect(16_384);
    expect(watch(connection, (second) => connection.take(second < 100 ? 100_000 : 0))).toBe(240);
  });

  it('that has taken everything now and then is not, however little there is', () => {
    const connection = connect(0);
    expect(
      watch(connection, (second) => {
        connection.take(10);
        connection.writableLength = second % 60 === 0 ? 0 : 10;
      }),
    ).toBeUndefined();
  });
});
