import type { Provider } from '@llmsim/core';

/** What is known once the server listens. */
export interface Welcome {
  readonly url: string;
  readonly version: string;
  readonly providers: readonly Provider[];
}

/** What is printed when the server listens: the address, the endpoints, and something to try. */
export function showWelcome({ url, version, providers }: Welcome): string {
  const apis = providers.map(({ basePath, endpoints }) => {
    const paths = [...new Set(endpoints.filter(({ type }) => type !== 'lookup').map(({ path }) => path))];
    return [`  ${url}${basePath}`, ...paths.map((path) => `    ${path}`)].join('\n');
  });
  const body = '{"model":"gpt-5","messages":[{"role":"user","content":"Hello!"}],"stream":true}';
  return `llmsim ${version} listens on ${url}

${apis.join('\n')}
  ${url}/health
  ${url}/llmsim/stats

Try it:
  curl -N ${url}/openai/v1/chat/completions \\
    -H 'content-type: application/json' \\
    -d '${body}'
`;
}
