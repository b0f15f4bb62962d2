import { mappingTo, record, type FieldValues } from './compound-types.js';
import { wholeNumber } from './scalar-types.js';

/** A number of requests or tokens in a minute. */
export const perMinute = wholeNumber(1);

/** The keys of a limit: those below `limits`, and below each entry of `limits.models` and `limits.keys`. */
export const limitFields = {
  requests_per_minute: {
    type: perMinute,
    required: false,
    description: 'How many requests each API key may send in a minute, for each model.',
  },
  tokens_per_minute: {
    type: perMinute,
    required: false,
    description:
      'How many tokens, input and output together, each API key may use in a minute, for each model.',
  },
  input_tokens_per_minute: {
    type: perMinute,
    required: false,
    description:
      'How many input tokens each API key may use in a minute, for each model; those read from a prompt cache do not count.',
  },
  output_tokens_per_minute: {
    type: perMinute,
    required: false,
    description: 'How many output tokens each API key may use in a minute, for each model.',
  },
} as const;

/** A limit, as far as it was said. */
export type LimitSpec = FieldValues<typeof limitFields>;

const limit = record(limitFields);

/** Limits by names of models; each `*` stands for any text. */
export const limitsOfModels = mappingTo(limit, 'a mapping such as {"gpt-5*": {requests_per_minute: 500}}');

/** Limits by API keys. */
export const limitsOfKeys = mappingTo(limit, 'a mapping such as {sk-trial: {tokens_per_minute: 10000}}');
