import { createSeededRandom, deriveSeed, drawBase62 } from '@llmsim/core';
import type { Seed } from '@llmsim/core';

/** An id as recorded: a prefix, `01` and 22 letters and digits. The same for the same seed and labels. */
function idOf(prefix: string, idSeed: Seed, ...labels: readonly (string | number)[]): string {
  return `${prefix}01${drawBase62(createSeededRandom(deriveSeed(idSeed, prefix, ...labels)), 22)}`;
}

/** The id of a message. */
export function messageIdOf(idSeed: Seed): string {
  return idOf('msg_', idSeed);
}

/** The id of the tool call that is the given part of the turn. */
export function toolUseIdOf(idSeed: Seed, part: number): string {
  return idOf('toolu_', idSeed, part);
}

/** The same of a tool that the service runs. */
export function serverToolUseIdOf(idSeed: Seed, part: number): string {
  return idOf('srvtoolu_', idSeed, part);
}

/** The same of a tool of an MCP server. */
export function mcpToolUseIdOf(idSeed: Seed, part: number): string {
  return idOf('mcptoolu_', idSeed, part);
}

/** The id of a batch. */
export function batchIdOf(idSeed: Seed): string {
  return idOf('msgbatch_', idSeed);
}

/** The id of the container in which code runs. */
export function containerIdOf(idSeed: Seed): string {
  return idOf('container_', idSeed);
}
