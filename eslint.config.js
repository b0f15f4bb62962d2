import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

// The packages that decide what is said, when and on which wire. They may not look at the world: time and
// randomness are parameters, input and output belong to the server and the command line.
const pure = ['schema', 'core', 'calibrate', 'scenarios', 'wire', 'openresponses', 'openai', 'anthropic'];
const ambient = [
  ...[
    'console',
    'process',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'queueMicrotask',
    'performance',
    'Buffer',
  ],
  ...['fetch', 'crypto'],
].map((name) => ({ name, message: 'A pure package takes it as a parameter.' }));
const nondeterministic = [
  ['Date', 'now'],
  ['Math', 'random'],
].map(([object, property]) => ({ object, property, message: 'Time and randomness are parameters.' }));

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/node_modules/',
      '.cache/',
      '**/.turbo/',
      'coverage/',
      'benchmarks/k6/',
      'benchmarks/results/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        performance: 'readonly',
        AbortController: 'readonly',
        TextDecoder: 'readonly',
      },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
    },
  },
  {
    files: pure.map((name) => `packages/${name}/src/**/*.ts`),
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['node:*', 'fs', 'path', 'http'], message: 'A pure package runs in a browser too.' },
          ],
        },
      ],
      'no-restricted-globals': ['error', ...ambient],
      'no-restricted-properties': ['error', ...nondeterministic],
    },
  },
  {
    // What is loaded when the server starts; see packages/server/src/node-http.ts.
    files: ['packages/server/src/**/*.ts', 'packages/cli/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'node:http',
              allowTypeImports: true,
              message: "It takes long to load as a module: take it from 'node-http.js'.",
            },
          ],
        },
      ],
    },
  },
  {
    // The files that own the world outside: the clock, the source of unforeseeable seeds, the loader of token tables.
    files: [
      'packages/core/src/stream/system-clock.ts',
      'packages/core/src/random/system-seed.ts',
      'packages/core/src/tokens/load-tiktoken.*.ts',
    ],
    rules: { 'no-restricted-globals': 'off', 'no-restricted-properties': 'off' },
  },
  {
    files: ['**/*.test.ts', 'tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
  {
    // AGENTS.md: files stay below 250 lines. Tests are exempt: what belongs together is tested together.
    files: ['packages/*/src/**/*.ts', 'packages/*/fixtures/**/*.ts', 'scripts/**/*.js'],
    ignores: ['**/*.test.ts'],
    rules: { 'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }] },
  },
  prettier,
);
