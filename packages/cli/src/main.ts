import { run } from './run.js';
import { systemSurroundings } from './surroundings.js';

process.exitCode = await run(process.argv.slice(2), systemSurroundings());
