// `npm start [-- ARGS]`: install, build what the program needs, serve.
import { buildProgram, runProgram } from './run-program.js';

buildProgram();
runProgram(['serve', ...process.argv.slice(2)]);
