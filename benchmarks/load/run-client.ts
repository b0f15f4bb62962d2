import { fork } from 'node:child_process';

/**
 * Runs a load client as a process of its own, so that it shares no event loop with whoever measures.
 * @throws an error if the client ends without a result
 */
export function runClient<Result>(program: string, load: object): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = fork(program, { serialization: 'advanced' });
    child.once('message', (result) => {
      resolve(result as Result);
      child.kill();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The load client ended with code ${String(code)}.`)));
    child.send(load);
  });
}
