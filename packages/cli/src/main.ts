import { run } from './run.js';
import { systemSurroundings } from './surroundings.js';

const surroundings = systemSurroundings();
process.exitCode = await run(process.argv.slice(2), surroundings);

// Without its terminal, Node cannot restore the terminal's state at the end, and aborts. So it ends as any other
// program does that loses its terminal.
if (surroundings.hasLostTerminal()) {
  process.removeAllListeners('SIGHUP');
  process.kill(process.pid, 'SIGHUP');
}
