import type { LatencyProfile } from './latency-profile.js';
import { latencyProfile, type LatencyProfileName } from './presets.js';

/**
 * The preset for each family of models; the first pattern that matches wins. A size or a way of working that changes
 * the speed (`mini`, `pro`, reasoning) stands before its family.
 */
const patterns: readonly (readonly [RegExp, LatencyProfileName])[] = [
  [/^(?:chat)?gpt-4o|^gpt-4\.1(?!-nano)/, 'gpt-4o'],
  [/^gpt-5[.\d]*(?:-codex)?-(?:mini|nano)/, 'gpt-5-mini'],
  [/^o\d|^gpt-5[.\d]*-pro/, 'o-series'],
  [/^gpt-5/, 'gpt-5'],
  [/^gpt-(?:4\.1-nano|3\.5|oss)|^codex-mini/, 'gpt-5-mini'],
  [/^gpt-4/, 'gpt-4'],
  [/^claude.*opus/, 'claude-opus'],
  [/^claude.*haiku|^claude-instant/, 'claude-haiku'],
  [/^claude/, 'claude-sonnet'],
  [/^gemini.*flash/, 'gemini-flash'],
  [/^gemini/, 'gemini-pro'],
  [/^deepseek.*(?:reasoner|r1)/, 'deepseek-reasoner'],
  [/^deepseek/, 'deepseek'],
];

const profiles = patterns.map(([pattern, name]) => ({ pattern, profile: latencyProfile(name) }));

/** What a model of no known family gets. */
const fallback = latencyProfile('gpt-4o');

/**
 * The preset that suits a model's name: by family, and `gpt-4o` for a name of no known one. Case, a path before the
 * name (`openai/gpt-5`) and the mark of a fine-tuned model (`ft:gpt-4o-mini:acme::x1`) do not matter.
 */
export function profileForModel(model: string): LatencyProfile {
  const name = baseName(model);
  for (const { pattern, profile } of profiles) {
    if (pattern.test(name)) return profile;
  }
  return fallback;
}

function baseName(model: string): string {
  const name = model.slice(model.lastIndexOf('/') + 1).toLowerCase();
  return name.startsWith('ft:') ? name.slice(3) : name;
}
