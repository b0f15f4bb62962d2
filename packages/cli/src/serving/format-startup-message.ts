import type { Provider } from '@llmsim/core';
import { reachableUrl } from '../local-url.js';

/** What is known once the server listens. */
export interface StartupFacts {
  readonly version: string;
  /** How this program is run again: `npx @llmsim/cli`. */
  readonly command: string;
  /** Where it listens. */
  readonly url: string;
  readonly providers: readonly Provider[];
  /** Where the log goes; `undefined`: to standard error. */
  readonly logFile: string | undefined;
  readonly colors: boolean;
}

const widest = 80;

/** What is printed when the server listens: the address, the endpoints, and something to try. At most a screen. */
export function formatStartupMessage({
  version,
  command,
  url,
  providers,
  logFile,
  colors,
}: StartupFacts): string {
  const paint = (code: number) => (text: string) => (colors ? `\u001b[${code}m${text}\u001b[0m` : text);
  const [strong, dim] = [paint(1), paint(2)];
  const { hostname, port } = new URL(url);
  const base = reachableUrl(hostname.replace(/^\[|\]$/g, ''), Number(port));
  const apis = providers.flatMap(({ basePath, endpoints }) => [
    `  ${strong(base + basePath)}`,
    ...fill([...new Set(endpoints.map(({ path }) => firstPart(path)))], '    ').map(dim),
  ]);
  return [
    `llmsim ${version} listens on ${strong(url)}`,
    '',
    ...apis,
    `  ${strong(base)}`,
    ...fill(['/health', '/ready', '/llmsim/stats', '/llmsim/requests', '/metrics'], '    ').map(dim),
    '',
    'Try it:',
    `  curl -N ${base}/openai/v1/chat/completions \\`,
    `    -H 'content-type: application/json' \\`,
    `    -d '{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}],"stream":true}'`,
    '',
    ...(logFile === undefined ? [] : [dim(`The log is in ${logFile}`)]),
    dim(`${command} tui ${base} shows what it does; Ctrl-C ends it.`),
    '',
  ].join('\n');
}

/** What comes before parameters: `/chat/completions` of `/chat/completions/:id/messages`. */
function firstPart(path: string): string {
  return path.replace(/\/[:*].*$/, '');
}

/** Puts words on as few lines as it takes. */
function fill(words: readonly string[], indent: string): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 2 + word.length <= widest)
      lines[lines.length - 1] = `${last}  ${word}`;
    else lines.push(indent + word);
  }
  return lines;
}
