/** The memory of a Node process right after it collected its garbage, in bytes. */
export interface HeapUsage {
  readonly usedBytes: number;
}

/** Has a Node process collect its garbage, through its inspector. @param inspectorPort - what `--inspect` got */
export async function readHeap(inspectorPort: number): Promise<HeapUsage> {
  const list = await fetch(`http://127.0.0.1:${inspectorPort}/json/list`);
  const [target] = (await list.json()) as readonly { webSocketDebuggerUrl: string }[];
  if (target === undefined) throw new Error('The process has no inspector.');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('The inspector does not answer.')));
  });
  let id = 0;
  const ask = (method: string): Promise<Record<string, unknown>> =>
    new Promise((resolve) => {
      id += 1;
      const wanted = id;
      const receive = ({ data }: MessageEvent): void => {
        const answer = JSON.parse(String(data)) as { id?: number; result?: Record<string, unknown> };
        if (answer.id !== wanted) return;
        socket.removeEventListener('message', receive);
        resolve(answer.result ?? {});
      };
      socket.addEventListener('message', receive);
      socket.send(JSON.stringify({ id: wanted, method }));
    });
  await ask('HeapProfiler.enable');
  await ask('HeapProfiler.collectGarbage');
  await ask('HeapProfiler.collectGarbage');
  const usage = await ask('Runtime.getHeapUsage');
  socket.close();
  return { usedBytes: Number(usage['usedSize']) };
}
