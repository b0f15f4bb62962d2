import { deriveSeed } from '@llmsim/core';

/** How the encrypted contents of the real service begin. */
const mark = 'gAAAAAB';
const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const sealLength = 10;

/**
 * Makes of a payload what looks like an encrypted content of the real service, and can be distinguished from one that was
 * damaged or made elsewhere. Nothing is encrypted.
 * @param payload - Base64 with the letters for URLs, without padding
 */
export function sealContent(payload: string): string {
  return `${mark}${payload}${drawSeal(payload)}=`;
}

/** The payload of what was sealed here; `undefined`: it was not, or it was damaged. */
export function openContent(content: string): string | undefined {
  if (!content.startsWith(mark) || !content.endsWith('=')) return undefined;
  const payload = content.slice(mark.length, -sealLength - 1);
  return content === sealContent(payload) ? payload : undefined;
}

/** Six bits of a number for each character of the seal. */
function drawSeal(payload: string): string {
  const [first, second] = deriveSeed('sealed content', payload);
  let seal = '';
  for (let i = 0; i < sealLength / 2; i += 1) {
    seal += base64url.charAt((first >>> (6 * i)) & 63) + base64url.charAt((second >>> (6 * i)) & 63);
  }
  return seal;
}
