import { snapshotText } from './snapshot-text.js';
import { describeForeign, describeUnreachable, describeWrongUrl } from './stats/describe-refusal.js';
import { createStatsClient, parseServerUrl } from './stats/stats-client.js';

/** What is printed, and where. */
export interface SnapshotOptions {
  /** The address of the server, `http://127.0.0.1:8080`; `http://` may be left out. */
  readonly url: string;
  /** The key that the server wants for its statistics; by default it wants none. */
  readonly operationsKey?: string | undefined;
  /** Whether to print JSON, just as the server answers it, rather than text; false by default. */
  readonly json?: boolean | undefined;
  /** Standard output by default. */
  readonly output?: NodeJS.WritableStream | undefined;
  /** Where the one line goes that says why nothing was printed; standard error by default. */
  readonly errorOutput?: NodeJS.WritableStream | undefined;
}

/**
 * Prints the statistics of a running llmsim once.
 * @returns the exit code: 0, or 1 with one line on `errorOutput` if no llmsim answers at that address
 */
export async function printSnapshot(options: SnapshotOptions): Promise<number> {
  const { json = false, output = process.stdout, errorOutput = process.stderr } = options;
  const refuse = (reason: string) => {
    errorOutput.write(`llmsim: ${reason}\n`);
    return 1;
  };
  const url = parseServerUrl(options.url);
  if (url === undefined) return refuse(describeWrongUrl(options.url));
  const client = createStatsClient(url, options.operationsKey);
  const answer = await client.identify();
  client.close();
  switch (answer.type) {
    case 'foreign':
      return refuse(describeForeign(url, answer.reason));
    case 'unreachable':
      return refuse(describeUnreachable(url, answer.reason));
    case 'stats':
      output.write(json ? `${JSON.stringify(answer.body, null, 2)}\n` : snapshotText(url, answer.stats));
      return 0;
  }
}
