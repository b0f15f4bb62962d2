/** @type {import('jest').Config} */
export default {
  roots: ['<rootDir>/packages', '<rootDir>/tests', '<rootDir>/benchmarks'],
  testMatch: ['**/*.test.ts'],
  modulePathIgnorePatterns: ['/dist/'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  // Sources import each other as `./name.js`, as Node wants it; in tests the file is `./name.ts`.
  // Other packages are imported as their users get them, from `dist`.
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^#tiktoken$': '<rootDir>/packages/core/src/tokens/load-tiktoken.node.ts',
  },
  transform: {
    '^.+\\.ts$': ['ts-jest', { useESM: true, diagnostics: false, tsconfig: '<rootDir>/tsconfig.base.json' }],
  },
  cacheDirectory: '<rootDir>/.cache/jest',
  maxWorkers: 2,
  // Some tests start programs; machines differ.
  testTimeout: 30_000,
};
