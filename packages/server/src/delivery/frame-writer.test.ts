import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectRaw } from '../../fixtures/raw-client.js';
import { createFrameWriter } from './frame-writer.js';

/** What a client receives, each write by itself, when a response is written like that. */
async function receive(write: (response: ServerResponse) => void): Promise<string> {
  const server = createServer({ noDelay: true }, (_request, response) => {
    response.sendDate = false;
    response.shouldKeepAlive = false;
    response.writeHead(200);
    response.flushHeaders();
    write(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = await connectRaw((server.address() as AddressInfo).port);
  client.send('GET / HTTP/1.1\r\nhost: test\r\n\r\n');
  const { text } = await client.ended;
  server.close();
  return text.slice(text.indexOf('\r\n\r\n') + 4);
}

describe('a writer of frames', () => {
  it.each([
    ['an ordinary response', (response: ServerResponse) => response],
    [
      'a response that is wrapped',
      (response: ServerResponse) => {
        const write = response.write.bind(response) as (chunk: string) => boolean;
        response.write = ((chunk: string) => write(chunk)) as typeof response.write;
        return response;
      },
    ],
  ])('sends each frame to %s as a chunk of its own', async (_what, prepare) => {
    const received = await receive((response) => {
      const writer = createFrameWriter(prepare(response), () => undefined);
      writer.write('hello');
      writer.write('天');
      writer.end(['\ud800']);
    });
    // A surrogate without its other half becomes the replacement character, three bytes long.
    expect(received).toBe('5\r\nhello\r\n3\r\n天\r\n3\r\n\ufffd\r\n0\r\n\r\n');
  });

  it('sends parts as chunks that need not be text', async () => {
    const received = await receive((response) => {
      const writer = createFrameWriter(response, () => undefined);
      const bytes = Buffer.from('天');
      writer.writeParts([bytes.subarray(0, 1), bytes.subarray(1)]);
      writer.end([]);
    });
    expect(received.replace(/[^\r\n0-9]/g, '')).toBe('1\r\n\r\n2\r\n\r\n0\r\n\r\n');
  });

  it.each([
    ['an ordinary response', (response: ServerResponse) => response],
    [
      'a response that is wrapped',
      (response: ServerResponse) => {
        const write = response.write.bind(response) as (chunk: string) => boolean;
        response.write = ((chunk: string) => write(chunk)) as typeof response.write;
        return response;
      },
    ],
  ])('sends frames that were prepared together to %s one by one', async (_what, wrap) => {
    const sent: string[] = [];
    const received = await receive((response) => {
      const writer = createFrameWriter(wrap(response), () => undefined);
      for (const frames of [['one', '', 'three'], ['schön', '', '天', 'x\r\ny'], []]) {
        for (const frame of writer.prepare(frames)) {
          writer.send(frame);
          sent.push(frame.length === 0 ? '' : 'sent');
        }
      }
      writer.end([]);
    });
    expect(sent).toEqual(['sent', '', 'sent', 'sent', '', 'sent', 'sent']);
    expect(received).toBe('3\r\none\r\n5\r\nthree\r\n6\r\nschön\r\n3\r\n天\r\n4\r\nx\r\ny\r\n0\r\n\r\n');
  });
});
