// Writes the JSON Schema of scenario files beside the code, for editors.
import { writeFileSync } from 'node:fs';
import { scenarioSchema } from '../dist/index.js';

writeFileSync(
  new URL('../dist/scenarios.schema.json', import.meta.url),
  `${JSON.stringify(scenarioSchema, null, 2)}\n`,
);
