import type { RawReply } from '../../turn/response-plan.js';
import { failureMode } from '../failure-mode.js';
import { choiceOption } from '../mode-option.js';

const reasons = {
  '413': 'Request Entity Too Large',
  '499': 'Client Closed Request',
  '502': 'Bad Gateway',
  '503': 'Service Temporarily Unavailable',
  '504': 'Gateway Time-out',
} as const;

type Status = keyof typeof reasons;

/** The bodies that proxies send, by their kind. The HTML is that of nginx. */
const bodies: Readonly<Record<'html' | 'text' | 'none' | 'json', (status: Status) => RawReply>> = {
  html: (status) => {
    const title = `${status} ${reasons[status]}`;
    const lines = [
      '<html>',
      `<head><title>${title}</title></head>`,
      '<body>',
      `<center><h1>${title}</h1></center>`,
      '<hr><center>nginx</center>',
      '</body>',
      '</html>',
      '',
    ];
    return replyOf(status, 'text/html', lines.join('\r\n'));
  },
  text: (status) => replyOf(status, 'text/plain', reasons[status]),
  none: (status) => ({ status: Number(status), headers: { 'content-length': '0' }, body: '' }),
  json: (status) => replyOf(status, 'application/json', '{"error":{"message":"upstream connect err'),
};

function replyOf(status: Status, type: string, body: string): RawReply {
  const headers = { 'content-type': type, 'content-length': String(body.length) };
  return { status: Number(status), headers, body };
}

/** Answers as a proxy in front of the service does. */
export const proxyErrorMode = failureMode({
  name: 'proxy-error',
  does: 'Answers as a proxy in front of the service does, without any header of the API.',
  provokes: 'Clients parse the body as JSON and hide the status behind a syntax error.',
  options: {
    status: choiceOption('the status', ['413', '499', '502', '503', '504'], '502'),
    body: choiceOption('what its body is (json is cut short)', ['html', 'text', 'none', 'json'], 'html'),
  },
  fail: ({ status, body }) => ({
    failure: { kind: 'server-error', status: Number(status) },
    raw: bodies[body](status),
  }),
});
