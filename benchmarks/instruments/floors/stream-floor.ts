// The streaming floor: the least that a Node process can do to send events at their times. Plain TCP, no HTTP is
// parsed, one wheel of milliseconds for all streams, one frame that is made once.
//
//   node stream-floor.ts PORT TTFT_MS TBT_MS TOKENS FRAME_BYTES
import net from 'node:net';

const [port = 0, ttftMs = 200, tbtMs = 20, tokens = 100, frameBytes = 200] = process.argv
  .slice(2)
  .map(Number);

const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';
const frame = chunkOf(eventOf(frameBytes));
const end = `${chunkOf('data: [DONE]\n\n')}0\r\n\r\n`;

function eventOf(bytes: number): string {
  const [start, rest] = ['data: {"choices":[{"index":0,"delta":{"content":" lorem"}}],"pad":"', '"}\n\n'];
  return start + '.'.repeat(Math.max(0, bytes - start.length - rest.length)) + rest;
}

function chunkOf(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n`;
}

class Stream {
  readonly socket: net.Socket;
  dueMs: number;
  sent = 0;

  constructor(socket: net.Socket, dueMs: number) {
    this.socket = socket;
    this.dueMs = dueMs;
  }

  step(): void {
    if (this.socket.destroyed) return;
    this.socket.write(frame, 'latin1');
    this.sent += 1;
    this.dueMs += tbtMs;
    if (this.sent < tokens) schedule(this);
    else {
      // The connection goes on, as it does in HTTP.
      this.socket.write(end, 'latin1');
    }
  }
}

// Longer than any wait of a stream.
const slotCount = 65_536;
const wheel = Array.from({ length: slotCount }, (): Stream[] => []);
const originMs = performance.now();
let cursor = 0;
let spare: Stream[] = [];

function schedule(stream: Stream): void {
  wheel[Math.max(cursor + 1, Math.ceil(stream.dueMs)) % slotCount]?.push(stream);
}

function tick(): void {
  const nowMs = Math.floor(performance.now() - originMs);
  while (cursor < nowMs) {
    cursor += 1;
    const due = wheel[cursor % slotCount];
    if (due === undefined || due.length === 0) continue;
    wheel[cursor % slotCount] = spare;
    for (const stream of due) stream.step();
    due.length = 0;
    spare = due;
  }
  setTimeout(tick, 1);
}
tick();

net
  .createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', () => {
      socket.write(head, 'latin1');
      schedule(new Stream(socket, performance.now() - originMs + ttftMs));
    });
  })
  .listen({ port, host: '127.0.0.1', backlog: 4096 });
