// Writes the JSON Schema of configuration files beside the code, for editors.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../bin/llmsim.js', import.meta.url));
const schema = execFileSync(process.execPath, [program, 'config', 'schema']);
writeFileSync(new URL('../dist/config.schema.json', import.meta.url), schema);
