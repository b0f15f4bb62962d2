import { createSimRequest, type MessageInput } from '@llmsim/core';
import { called, tool, user } from '../../fixtures/ask.js';
import { loadScenarios } from '../load-scenarios.js';
import { createDecide } from './decide.js';
import { readFacts } from './facts.js';

describe('a long conversation', () => {
  it('of 1,000 steps is found in its place at each of them, in whichever order they are asked', () => {
    const steps = 1000;
    // Only the second argument tells most of the steps apart, and every seventh is the same call as the one before.
    const argumentsOf = (step: number) => ({ step: step - (step % 7 === 6 ? 1 : 0), part: step % 3 });
    const turns = Array.from({ length: steps }, (_, step) => ({
      reply: { tool: 'next', arguments: argumentsOf(step) },
    }));
    const decide = createDecide(loadScenarios({ scenarios: [{ name: 'steps', turns }] }).scenarios);
    const messages: MessageInput[] = [user('Go on.')];
    for (let step = 0; step < steps; step += 1)
      messages.push(...called('next', argumentsOf(step), 'done', `call_${step}`));
    const tools = [tool('next')];
    const turnAt = (step: number): number => {
      const asked = createSimRequest({ model: 'gpt-4o', tools, messages: messages.slice(0, 1 + 2 * step) });
      const decision = decide(readFacts(asked, undefined, 0));
      return decision.type === 'met' ? decision.turn.number : 0;
    };
    // 997 has no factor in common with 1,000, so this is every step once, far from the one before.
    for (let index = 0; index < steps; index += 1) {
      const step = (index * 997) % steps;
      expect(turnAt(step)).toBe(step + 1);
    }
  });
});
