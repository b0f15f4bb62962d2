import type { RequestContext } from '@llmsim/core';
import { knownBetas } from './known-betas.js';
import { refuseRequest } from './input-reader.js';

/** The versions of the API, oldest first. */
export const apiVersions = ['2023-06-01', '2026-10-21'] as const;
export type ApiVersion = (typeof apiVersions)[number];

/** What the headers of a request say of the API that it wants. */
export interface ApiHeaders {
  readonly version: ApiVersion;
  readonly betas: ReadonlySet<string>;
}

/** What a beta's name looks like: words, and the day on which it began. */
const betaPattern = /^[a-z0-9][a-z0-9.-]*-(?:\d{4}-\d{2}-\d{2}|\d{8})$/;

/** More than this is not looked at, and refused. */
const longestHeader = 8192;

/**
 * Reads `anthropic-version` and `anthropic-beta`.
 * @param strict - refuse betas that the SDKs do not name; else only what is no name of a beta
 * @throws RequestError in the service's words
 */
export function readApiHeaders({ headers }: Pick<RequestContext, 'headers'>, strict: boolean): ApiHeaders {
  const version = textOf(headers['anthropic-version']);
  if (version === '') refuseRequest('anthropic-version: header is required');
  if (!(apiVersions as readonly string[]).includes(version)) {
    refuseRequest(`anthropic-version: "${version.slice(0, 128)}" is not a valid version`);
  }
  return { version: version as ApiVersion, betas: readBetas(textOf(headers['anthropic-beta']), strict) };
}

const noBetas: ReadonlySet<string> = new Set();

function readBetas(header: string, strict: boolean): ReadonlySet<string> {
  if (header === '') return noBetas;
  const betas = header
    .slice(0, longestHeader)
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unexpected = betas.filter((name) => !knownBetas.has(name) && (strict || !betaPattern.test(name)));
  if (unexpected.length > 0) {
    const names = unexpected.map((name) => `\`${name}\``).join(', ');
    refuseRequest(
      `Unexpected value(s) ${names} for the \`anthropic-beta\` header. Please consult our documentation at docs.claude.com or try again without the header.`,
    );
  }
  return new Set(betas);
}

/** The value of a header; several are joined, as a server does that gets one twice. */
function textOf(value: string | readonly string[] | undefined): string {
  if (value === undefined) return '';
  return (typeof value === 'string' ? value : value.join(', ')).trim();
}
