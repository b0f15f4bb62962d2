import type { RequestContext } from '@llmsim/core';

/** Where the results of a batch are to be had, by the name that the client calls this server. */
export function resultsUrlOf(id: string, { headers }: RequestContext): string {
  const host = textOf(headers['host']) ?? 'localhost';
  const protocol = textOf(headers['x-forwarded-proto']) === 'https' ? 'https' : 'http';
  return `${protocol}://${host}/anthropic/v1/messages/batches/${id}/results`;
}

function textOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}
