import type { ReasoningEffort } from '../turn/sim-request.js';
import type { ModelInfo, ModelRefusal } from './model-info.js';

/** The day up to which the table follows its sources, as `YYYY-MM-DD`: what was released or changed later is not in it. */
export const knownModelsAsOf = '2026-10-07';

/**
 * One model. Where the figures come from: limits, dates, modalities, efforts and prices from models.dev (July 2026,
 * newer models October 2026), dated snapshots and default efforts from OpenAI's documentation of its models. What a
 * model refuses is in `ModelRefusal`, each with its source.
 */
type KnownModel = readonly [
  id: string,
  /** What follows the id in the dated name that replies carry; empty: they carry the id. */
  snapshot: string,
  released: string,
  /** The context window, the most output tokens and, where they have a limit of their own, the most input tokens. */
  limits: readonly [context: number, output: number, input?: number],
  /**
   * The efforts that can be asked for. Models that take a budget of tokens instead stand with low, medium and high,
   * as on the OpenAI-compatible interfaces of their makers.
   */
  efforts: string,
  defaultEffort: ReasoningEffort,
  /** What they take besides text. */
  inputs: string,
  /** US dollars for a million tokens. Where cached input has no price of its own, it costs what other input costs. */
  prices: readonly [input: number, cachedInput: number, output: number],
  /** What it refuses where others of its maker take it: names of `ModelRefusal`. */
  refuses?: string,
];

// What groups of models refuse.
const mediumOnly = 'verbosity';
const beforeSchemas = 'verbosity json-schema';
const oSeries = 'verbosity parallel-tool-calls-in-chat';
const responsesOnly = 'chat';
const responsesOnlyMedium = 'chat verbosity';

// prettier-ignore
const modelsByMaker: Readonly<Record<string, readonly KnownModel[]>> = {
  openai: [
    // It comes first because it answers at once: load tools take the first model of the list by default.
    ['gpt-4.1',               '2025-04-14', '2025-04-14', [1_047_576, 32_768],           '',                           'none',   'image pdf', [2, 0.5, 8], mediumOnly],
    ['gpt-6-sol',             '',           '2026-09-22', [1_050_000, 128_000, 922_000], 'none low medium high xhigh max', 'medium', 'image pdf', [2, 0.2, 10], 'chat-tools-while-reasoning sampling'],
    ['gpt-6-luna',            '',           '2026-09-22', [1_050_000, 128_000, 922_000], 'none low medium high xhigh max', 'medium', 'image pdf', [0.1, 0.01, 0.5], 'chat-tools-while-reasoning sampling'],
    ['gpt-6-astra',           '',           '2026-09-04', [1_050_000, 128_000, 922_000], 'low medium high xhigh max',  'medium', 'image pdf', [10, 1, 50], 'chat-tools-while-reasoning sampling'],
    ['gpt-5.6',               'sol',        '2026-07-09', [1_050_000, 128_000, 922_000], 'none low medium high xhigh max', 'medium', 'image pdf', [4, 0.4, 20], 'chat-tools-while-reasoning'],
    ['gpt-5.6-terra',         '',           '2026-07-09', [1_050_000, 128_000, 922_000], 'none low medium high xhigh max', 'medium', 'image pdf', [2.5, 0.25, 15], 'chat-tools-while-reasoning'],
    ['gpt-5.6-luna',          '',           '2026-07-09', [1_050_000, 128_000, 922_000], 'none low medium high xhigh max', 'medium', 'image pdf', [0.2, 0.02, 1.2], 'chat-tools-while-reasoning'],
    ['gpt-5.5',               '2026-04-23', '2026-04-23', [1_050_000, 128_000, 922_000], 'none low medium high xhigh', 'medium', 'image pdf', [5, 0.5, 30], 'chat-tools-while-reasoning'],
    ['gpt-5.5-pro',           '2026-04-23', '2026-04-23', [1_050_000, 128_000, 922_000], 'medium high xhigh',          'medium', 'image pdf', [30, 30, 180], responsesOnly],
    ['gpt-5.4',               '2026-03-05', '2026-03-05', [1_050_000, 128_000, 922_000], 'none low medium high xhigh', 'none',   'image pdf', [2.5, 0.25, 15], 'chat-tools-while-reasoning'],
    ['gpt-5.4-mini',          '2026-03-17', '2026-03-17', [400_000, 128_000, 272_000],   'none low medium high xhigh', 'none',   'image',     [0.75, 0.075, 4.5], 'chat-tools-while-reasoning'],
    ['gpt-5.4-nano',          '2026-03-17', '2026-03-17', [400_000, 128_000, 272_000],   'none low medium high xhigh', 'none',   'image',     [0.2, 0.02, 1.25], 'chat-tools-while-reasoning'],
    ['gpt-5.4-pro',           '2026-03-05', '2026-03-05', [1_050_000, 128_000, 922_000], 'medium high xhigh',          'medium', 'image',     [30, 30, 180], responsesOnly],
    ['gpt-5.3-chat-latest',   '',           '2026-03-03', [128_000, 16_384],             '',                           'none',   'image',     [1.75, 0.175, 14], mediumOnly],
    ['gpt-5.3-codex',         '',           '2026-02-05', [400_000, 128_000, 272_000],   'none low medium high xhigh', 'medium', 'image pdf', [1.75, 0.175, 14], responsesOnly],
    ['gpt-5.3-codex-spark',   '',           '2026-02-05', [128_000, 32_000, 100_000],    'none low medium high xhigh', 'medium', 'image pdf', [1.75, 0.175, 14], responsesOnly],
    ['gpt-5.2',               '2025-12-11', '2025-12-11', [400_000, 128_000, 272_000],   'none low medium high xhigh', 'none',   'image',     [1.75, 0.175, 14], 'chat-tools-while-reasoning'],
    ['gpt-5.2-chat-latest',   '',           '2025-12-11', [128_000, 16_384],             'medium',                     'medium', 'image',     [1.75, 0.175, 14], mediumOnly],
    ['gpt-5.2-codex',         '',           '2025-12-11', [400_000, 128_000, 272_000],   'low medium high xhigh',      'medium', 'image pdf', [1.75, 0.175, 14], responsesOnlyMedium],
    ['gpt-5.2-pro',           '2025-12-11', '2025-12-11', [400_000, 128_000, 272_000],   'medium high xhigh',          'medium', 'image',     [21, 21, 168], responsesOnly],
    ['gpt-5.1',               '2025-11-13', '2025-11-13', [400_000, 128_000, 272_000],   'none low medium high',       'none',   'image',     [1.25, 0.125, 10]],
    ['gpt-5.1-chat-latest',   '',           '2025-11-13', [128_000, 16_384],             'medium',                     'medium', 'image',     [1.25, 0.125, 10], mediumOnly],
    ['gpt-5.1-codex',         '',           '2025-11-13', [400_000, 128_000, 272_000],   'low medium high',            'medium', 'image',     [1.25, 0.125, 10], responsesOnlyMedium],
    ['gpt-5.1-codex-max',     '',           '2025-11-13', [400_000, 128_000, 272_000],   'low medium high xhigh',      'medium', 'image',     [1.25, 0.125, 10], responsesOnlyMedium],
    ['gpt-5.1-codex-mini',    '',           '2025-11-13', [400_000, 128_000, 272_000],   'low medium high',            'medium', 'image',     [0.25, 0.025, 2], responsesOnlyMedium],
    ['gpt-5',                 '2025-08-07', '2025-08-07', [400_000, 128_000, 272_000],   'minimal low medium high',    'medium', 'image',     [1.25, 0.125, 10]],
    ['gpt-5-mini',            '2025-08-07', '2025-08-07', [400_000, 128_000, 272_000],   'minimal low medium high',    'medium', 'image',     [0.25, 0.025, 2]],
    ['gpt-5-nano',            '2025-08-07', '2025-08-07', [400_000, 128_000, 272_000],   'minimal low medium high',    'medium', 'image',     [0.05, 0.005, 0.4]],
    ['gpt-5-chat-latest',     '',           '2025-08-07', [400_000, 128_000, 272_000],   '',                           'none',   'image',     [1.25, 0.125, 10], mediumOnly],
    ['gpt-5-codex',           '',           '2025-09-15', [400_000, 128_000, 272_000],   'low medium high',            'medium', 'image',     [1.25, 0.125, 10], responsesOnlyMedium],
    ['gpt-5-pro',             '2025-10-06', '2025-10-06', [400_000, 272_000, 272_000],   'high',                       'high',   'image',     [15, 15, 120], responsesOnly],
    ['o4-mini',               '2025-04-16', '2025-04-16', [200_000, 100_000],            'low medium high',            'medium', 'image',     [1.1, 0.275, 4.4], oSeries],
    ['o4-mini-deep-research', '2025-06-26', '2025-06-26', [200_000, 100_000],            'medium',                     'medium', 'image',     [2, 0.5, 8], responsesOnlyMedium],
    ['o3',                    '2025-04-16', '2025-04-16', [200_000, 100_000],            'low medium high',            'medium', 'image pdf', [2, 0.5, 8], oSeries],
    ['o3-mini',               '2025-01-31', '2024-12-20', [200_000, 100_000],            'low medium high',            'medium', '',          [1.1, 0.55, 4.4], oSeries],
    ['o3-pro',                '2025-06-10', '2025-06-10', [200_000, 100_000],            'low medium high',            'medium', 'image',     [20, 20, 80], responsesOnlyMedium],
    ['o3-deep-research',      '2025-06-26', '2025-06-26', [200_000, 100_000],            'medium',                     'medium', 'image',     [10, 2.5, 40], responsesOnlyMedium],
    ['o1',                    '2024-12-17', '2024-12-05', [200_000, 100_000],            'low medium high',            'medium', 'image pdf', [15, 7.5, 60], oSeries],
    ['o1-pro',                '2025-03-19', '2025-03-19', [200_000, 100_000],            'low medium high',            'medium', 'image',     [150, 150, 600], responsesOnlyMedium],
    ['gpt-4.1-mini',          '2025-04-14', '2025-04-14', [1_047_576, 32_768],           '',                           'none',   'image pdf', [0.4, 0.1, 1.6], mediumOnly],
    ['gpt-4.1-nano',          '2025-04-14', '2025-04-14', [1_047_576, 32_768],           '',                           'none',   'image',     [0.1, 0.025, 0.4], mediumOnly],
    ['gpt-4o',                '2024-08-06', '2024-05-13', [128_000, 16_384],             '',                           'none',   'image pdf', [2.5, 1.25, 10], mediumOnly],
    ['gpt-4o-mini',           '2024-07-18', '2024-07-18', [128_000, 16_384],             '',                           'none',   'image pdf', [0.15, 0.075, 0.6], mediumOnly],
    ['gpt-4o-2024-11-20',     '',           '2024-11-20', [128_000, 16_384],             '',                           'none',   'image',     [2.5, 1.25, 10], mediumOnly],
    ['gpt-4o-2024-05-13',     '',           '2024-05-13', [128_000, 4_096],              '',                           'none',   'image',     [5, 5, 15], beforeSchemas],
    ['gpt-4-turbo',           '2024-04-09', '2023-11-06', [128_000, 4_096],              '',                           'none',   'image',     [10, 10, 30], beforeSchemas],
    ['gpt-4',                 '0613',       '2023-03-14', [8_192, 8_192],                '',                           'none',   '',          [30, 30, 60], 'verbosity json-schema json-object'],
    ['gpt-3.5-turbo',         '0125',       '2023-03-01', [16_385, 4_096],               '',                           'none',   '',          [0.5, 0.5, 1.5], beforeSchemas],
  ],
  anthropic: [
    ['claude-haiku-5.5',  '', '2026-10-07', [1_000_000, 128_000], 'low medium high xhigh max',      'high', 'image pdf', [0.1, 0.01, 0.5]],
    // The day of its release is in none of the sources; it is listed from this day on.
    ['claude-sonnet-5.5', '', '2026-09-28', [1_000_000, 128_000], 'low medium high xhigh max',      'high', 'image pdf', [2, 0.1, 10]],
    ['claude-opus-5.5',   '', '2026-09-22', [1_000_000, 128_000], 'low medium high xhigh max',      'high', 'image pdf', [4, 0.2, 20]],
    ['claude-opus-5',     '', '2026-07-24', [1_000_000, 128_000], 'low medium high xhigh max',      'high', 'image pdf', [5, 0.5, 25]],
    ['claude-fable-5',    '', '2026-06-09', [1_000_000, 128_000], 'none low medium high xhigh max', 'none', 'image pdf', [10, 1, 50]],
    ['claude-sonnet-5',   '', '2026-06-30', [1_000_000, 128_000], 'none low medium high xhigh max', 'none', 'image pdf', [2, 0.2, 10]],
    ['claude-opus-4.8',   '', '2026-05-28', [1_000_000, 128_000], 'none low medium high xhigh max', 'none', 'image pdf', [5, 0.5, 25]],
    ['claude-opus-4.7',   '', '2026-04-16', [1_000_000, 128_000], 'none low medium high xhigh max', 'none', 'image pdf', [5, 0.5, 25]],
    ['claude-opus-4.6',   '', '2026-02-05', [1_000_000, 128_000], 'none low medium high max',       'none', 'image pdf', [5, 0.5, 25]],
    ['claude-sonnet-4.6', '', '2026-02-17', [1_000_000, 64_000],  'none low medium high max',       'none', 'image pdf', [3, 0.3, 15]],
    ['claude-opus-4.5',   '', '2025-11-24', [200_000, 64_000],    'none low medium high',           'none', 'image pdf', [5, 0.5, 25]],
    ['claude-haiku-4.5',  '', '2025-10-15', [200_000, 64_000],    'none low medium high',           'none', 'image pdf', [1, 0.1, 5]],
    ['claude-sonnet-4.5', '', '2025-09-29', [200_000, 64_000],    'none low medium high',           'none', 'image pdf', [3, 0.3, 15]],
    ['claude-opus-4.1',   '', '2025-08-05', [200_000, 32_000],    'none low medium high',           'none', 'image pdf', [15, 1.5, 75]],
    ['claude-opus-4',     '', '2025-05-22', [200_000, 32_000],    'none low medium high',           'none', 'image pdf', [15, 1.5, 75]],
    ['claude-sonnet-4',   '', '2025-05-22', [200_000, 64_000],    'none low medium high',           'none', 'image pdf', [3, 0.3, 15]],
    ['claude-3.7-sonnet', '', '2025-02-19', [200_000, 64_000],    'none low medium high',           'none', 'image pdf', [3, 0.3, 15]],
    ['claude-3.5-sonnet', '', '2024-10-22', [200_000, 8_192],     '',                               'none', 'image pdf', [3, 0.3, 15]],
    ['claude-3-haiku',    '', '2024-03-13', [200_000, 4_096],     '',                               'none', 'image pdf', [0.25, 0.03, 1.25]],
    ['claude-3-opus',     '', '2024-02-29', [200_000, 4_096],     '',                               'none', 'image pdf', [15, 1.5, 75]],
  ],
  google: [
    ['gemini-3.5-flash',       '', '2026-05-19', [1_048_576, 65_536], 'minimal low medium high', 'medium', 'image video audio pdf', [1.5, 0.15, 9]],
    ['gemini-3.1-pro-preview', '', '2026-02-19', [1_048_576, 65_536], 'low medium high',         'medium', 'image video audio pdf', [2, 0.2, 12]],
    ['gemini-3.1-flash-lite',  '', '2026-05-07', [1_048_576, 65_536], 'minimal low medium high', 'medium', 'image video audio pdf', [0.25, 0.025, 1.5]],
    ['gemini-3-pro-preview',   '', '2025-11-18', [1_048_576, 65_536], 'low high',                'high',   'image video audio pdf', [2, 0.2, 12]],
    ['gemini-3-flash-preview', '', '2025-12-17', [1_048_576, 65_536], 'minimal low medium high', 'medium', 'image video audio pdf', [0.5, 0.05, 3]],
    ['gemini-2.5-pro',         '', '2025-06-17', [1_048_576, 65_536], 'low medium high',         'medium', 'image audio video pdf', [1.25, 0.125, 10]],
    ['gemini-2.5-flash',       '', '2025-06-17', [1_048_576, 65_536], 'none low medium high',    'medium', 'image audio video pdf', [0.3, 0.03, 2.5]],
    ['gemini-2.5-flash-lite',  '', '2025-06-17', [1_048_576, 65_536], 'none low medium high',    'none',   'image audio video pdf', [0.1, 0.01, 0.4]],
    ['gemini-2.0-flash',       '', '2024-12-11', [1_048_576, 8_192],  '',                        'none',   'image audio video pdf', [0.1, 0.025, 0.4]],
    ['gemini-2.0-flash-lite',  '', '2024-12-11', [1_048_576, 8_192],  '',                        'none',   'image audio video pdf', [0.075, 0.075, 0.3]],
  ],
  deepseek: [
    ['deepseek-v4-pro',   '', '2026-04-24', [1_000_000, 384_000], 'none high max',   'high',   '', [0.435, 0.003625, 0.87]],
    ['deepseek-v4-flash', '', '2026-04-24', [1_000_000, 384_000], 'none high max',   'high',   '', [0.14, 0.0028, 0.28]],
    ['deepseek-reasoner', '', '2025-12-01', [1_000_000, 384_000], 'low medium high', 'medium', '', [0.14, 0.0028, 0.28]],
    ['deepseek-chat',     '', '2025-12-01', [1_000_000, 384_000], '',                'none',   '', [0.14, 0.0028, 0.28]],
  ],
};

/**
 * The models of text that are known, each followed by its dated snapshot: first one that answers without reasoning,
 * then newest first within each maker.
 */
export const knownModels: readonly ModelInfo[] = Object.entries(modelsByMaker).flatMap(([maker, models]) =>
  models.flatMap((model) => {
    const info = describe(maker, model);
    if (info.snapshot === info.id) return [info];
    const snapshotSeconds = Date.parse(model[1]) / 1000;
    // Snapshots of 2023 are named after a day without a year.
    const createdSeconds = snapshotSeconds >= info.createdSeconds ? snapshotSeconds : info.createdSeconds;
    return [info, { ...info, id: info.snapshot, createdSeconds }];
  }),
);

/**
 * Models that stand for those that the table does not name: what an unknown model's name begins with, and whose
 * figures it gets.
 */
export const modelOfFamily: Readonly<Record<string, string>> = {
  gpt: 'gpt-6-sol',
  'chatgpt-4o': 'gpt-4o',
  claude: 'claude-sonnet-5.5',
  'claude-opus': 'claude-opus-5.5',
  'claude-haiku': 'claude-haiku-5.5',
  gemini: 'gemini-3.5-flash',
  deepseek: 'deepseek-v4-pro',
};

function describe(maker: string, model: KnownModel): ModelInfo {
  const [id, snapshot, released, [context, output, input], efforts, defaultEffort, inputs, prices, refuses] =
    model;
  return {
    id,
    ownedBy: maker,
    snapshot: snapshot === '' ? id : `${id}-${snapshot}`,
    createdSeconds: Date.parse(released) / 1000,
    contextWindow: context,
    maxInputTokens: input,
    maxOutputTokens: output,
    reasoningEfforts: words(efforts) as ReasoningEffort[],
    defaultReasoningEffort: defaultEffort,
    inputModalities: ['text', ...words(inputs)],
    refuses: words(refuses ?? '') as ModelRefusal[],
    prices: { input: prices[0], cachedInput: prices[1], output: prices[2] },
  };
}

function words(list: string): string[] {
  return list === '' ? [] : list.split(' ');
}
