// `npm run llmsim -- ARGS`: the command line of this clone, as it was last built; built first if it never was.
import { buildProgram, isBuilt, runProgram } from './run-program.js';

if (!isBuilt()) buildProgram();
runProgram(process.argv.slice(2));
