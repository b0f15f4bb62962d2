import type { ModelInfo } from '@llmsim/core';
import { refusalOf } from '@llmsim/core/testing';
import { catalogOf } from '../../../openresponses/fixtures/models.js';
import { checkModel } from './check-model.js';

const catalog = catalogOf();
const check = (model: string, body: object, changes: Partial<ModelInfo> = {}) =>
  checkModel({ ...body }, { ...catalog.resolve(model), ...changes });

describe('checkModel', () => {
  it.each([
    [
      'gpt-5',
      { temperature: 0.5 },
      'temperature',
      undefined,
      "Unsupported parameter: 'temperature' is not supported with this model.",
    ],
    [
      'gpt-5',
      { top_p: 0.5 },
      'top_p',
      'unsupported_parameter',
      "Unsupported parameter: 'top_p' is not supported with this model.",
    ],
    [
      'gpt-5',
      { include: ['reasoning.encrypted_content', 'message.output_text.logprobs'] },
      'include',
      'unsupported_parameter',
      'logprobs are not supported with reasoning models.',
    ],
    [
      'gpt-5',
      { reasoning: { effort: 'xhigh' } },
      'reasoning.effort',
      'unsupported_value',
      "Unsupported value: 'xhigh' is not supported with the 'gpt-5' model. Supported values are: 'minimal', 'low', 'medium', and 'high'.",
    ],
    [
      'gpt-5.1',
      { temperature: 0.5, reasoning: { effort: 'low' } },
      'temperature',
      undefined,
      "Unsupported parameter: 'temperature' is not supported with this model.",
    ],
    [
      'gpt-4o',
      { reasoning: { effort: 'low' } },
      'reasoning.effort',
      'unsupported_parameter',
      "Unsupported parameter: 'reasoning.effort' is not supported with this model.",
    ],
    [
      'gpt-4o',
      { reasoning: { summary: 'auto' } },
      'reasoning.summary',
      'unsupported_parameter',
      "Unsupported parameter: 'reasoning.summary' is not supported with this model.",
    ],
  ])('%s refuses %j', (model, body, param, code, message) => {
    expect(refusalOf(() => check(model, body))).toEqual({ kind: 'invalid-request', param, code, message });
  });

  it.each([
    ['gpt-4o', { temperature: 0.5, top_p: 0.5, include: ['message.output_text.logprobs'] }],
    ['gpt-5.1', { include: ['message.output_text.logprobs'] }],
    ['gpt-4o', { reasoning: { effort: null, summary: null } }],
    ['gpt-4o', { reasoning: null }],
    ['gpt-5', { temperature: 1, top_p: null, reasoning: { effort: 'low', summary: 'auto' } }],
    ['gpt-5.1', { temperature: 0.5, top_p: 0.5 }],
    ['gpt-5.1', { temperature: 0.5, reasoning: { effort: 'none' } }],
    ['gpt-4o', { text: { verbosity: 'low' } }],
  ])('%s takes %j', (model, body) => {
    expect(() => check(model, body)).not.toThrow();
  });

  it('takes the parameters of sampling where legacy parameters are accepted, and no other effort', () => {
    const accepting = { takesLegacyParameters: true };
    expect(() => check('gpt-5', { temperature: 0.5, top_p: 0.5 }, accepting)).not.toThrow();
    expect(() => check('gpt-5', { reasoning: { effort: 'xhigh' } }, accepting)).toThrow();
  });

  it('leaves the models of others alone', () => {
    expect(() =>
      check('gpt-5', { temperature: 0.5, reasoning: { effort: 'max' } }, { ownedBy: 'somebody' }),
    ).not.toThrow();
  });
});
