import { createSeededRandom, deriveSeed, drawBase62 } from '@llmsim/core';
import type { Seed } from '@llmsim/core';

/** Recorded signatures grow with the text that they are for: so many characters, and so many for each of the text. */
const shortest = 272;
const perCharacter = 1.25;
const longest = 4096;

/** Characters at the end that mark a signature as ours, and before them those that stand for the text. */
const markLength = 8;
const digestLength = 16;

/** The signature of a thought: as long as recorded ones, and true only of this text. */
export function createSignature(idSeed: Seed, part: number, thinking: string): string {
  const length = Math.min(longest, shortest + 4 * Math.ceil((thinking.length * perCharacter) / 4));
  return sign(drawSealed(idSeed, part, length - markLength - digestLength), thinking);
}

/** A thought that nobody but the service can read, as long as one of so many characters would be. */
export function createRedacted(idSeed: Seed, part: number, characters: number): string {
  return sign(drawSealed(idSeed, part, shortest + 4 * Math.ceil(Math.min(longest, characters) / 3)), '');
}

/** How many characters of thinking something sealed stands for, at least about. */
export function hiddenCharacters(sealed: string): number {
  return Math.max(0, Math.floor((sealed.length - shortest) / perCharacter));
}

function drawSealed(idSeed: Seed, part: number, length: number): string {
  return `E${drawBase62(createSeededRandom(deriveSeed(idSeed, 'signature', part)), length - 1)}`;
}

function sign(sealed: string, thinking: string): string {
  const signed = sealed + digest('thought', thinking, digestLength);
  return signed + digest('mark', signed, markLength);
}

function digest(purpose: string, text: string, length: number): string {
  return drawBase62(createSeededRandom(deriveSeed('signature', purpose, text)), length);
}

/** Whether a text may be a signature at all. */
export function isSignature(signature: string): boolean {
  return signature.length >= 4 && signature.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(signature);
}

/** Whether a signature may be of this text: those that others made cannot be checked. */
export function mayBeSignatureOf(signature: string, thinking: string): boolean {
  const signed = signature.slice(0, -markLength);
  if (digest('mark', signed, markLength) !== signature.slice(-markLength)) return true;
  return signed.endsWith(digest('thought', thinking, digestLength));
}
