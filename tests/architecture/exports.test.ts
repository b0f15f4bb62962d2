import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const packages = join(import.meta.dirname, '../../packages');

/**
 * What each package exports as a value. These names are promises: taking one away is a major change, adding one is
 * a decision.
 */
const exported: Readonly<Record<string, readonly string[]>> = {
  schema: ['SchemaError', 'generateValue', 'singularOf', 'wordsOfName'],
  core: [
    'LlmsimError',
    'RequestError',
    'buildTimeline',
    'chooseFault',
    'chooseProfile',
    'collectionOf',
    'composeSentences',
    'countRequest',
    'countRequestStepwise',
    'countTokens',
    'createDistribution',
    'createFailureMode',
    'createGenerator',
    'createLatencyHistogram',
    'createMemoryStateStore',
    'createModelCatalog',
    'createPromptCache',
    'createSeededRandom',
    'createSimRequest',
    'createSimulator',
    'createSimulatorMemory',
    'createStatsRecorder',
    'createSystemClock',
    'createSystemSeed',
    'customLatencyProfile',
    'deriveSeed',
    'distributionNames',
    'distributions',
    'drawBase62',
    'encodingForModel',
    'english',
    'failureModes',
    'generators',
    'isLlmsimError',
    'isRequestError',
    'jsonResponse',
    'knownModelsAsOf',
    'latencyProfile',
    'latencyProfileNames',
    'latencyProfiles',
    'lorem',
    'matchesModel',
    'mergeStats',
    'noUsage',
    'pick',
    'plainFraming',
    'play',
    'profileForModel',
    'programOf',
    'randomInteger',
    'rankPatterns',
    'readLatency',
    'readOptions',
    'simulate',
    'summarizeStats',
    'textOfMessage',
    'tiktokenCounter',
    'timelineOf',
    'tokenCounterForModel',
  ],
  wire: [
    'asFields',
    'checkName',
    'checkRange',
    'createLogprobSource',
    'createPaddingPool',
    'decodedLength',
    'enumerate',
    'isBase64',
    'isFields',
    'limitItems',
    'measureAudio',
    'measureImage',
    'pageOf',
    'pathOf',
    'readBase64',
    'readBoolean',
    'readChoice',
    'readDecimal',
    'readFields',
    'readInteger',
    'readList',
    'readMetadata',
    'readRequiredText',
    'readText',
    'refuse',
    'refuseLength',
    'refuseMissing',
    'refuseType',
    'refuseValue',
    'requireItems',
    'retryHeaders',
    'typeOf',
  ],
  openresponses: [
    'createGptFraming',
    'createOpenResponsesProvider',
    'createResponsesEndpoints',
    'gptCacheRule',
  ],
  openai: ['createOpenAiProvider', 'replyHeaders'],
  server: [
    'createApp',
    'createRateLimiter',
    'joinWorkers',
    'shareRateLimiter',
    'shareStateStore',
    'shareTurnNumbers',
    'startServer',
    'startWorkers',
  ],
  tui: ['printSnapshot', 'runDashboard'],
  cli: ['ConfigError', 'loadSettings', 'run'],
};

describe.each(Object.keys(exported))('%s', (name) => {
  it('exports what it promises and nothing else', () => {
    const index = readFileSync(join(packages, name, 'src/index.ts'), 'utf8');
    const names = [...index.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list = '']) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    );
    expect(names.toSorted()).toEqual(exported[name]?.toSorted());
  });
});
