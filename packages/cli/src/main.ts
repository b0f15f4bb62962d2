import { run } from './run.js';
import { systemRuntime } from './runtime.js';

const runtime = systemRuntime();
process.exitCode = await run(process.argv.slice(2), runtime);

// Without its terminal, Node cannot restore the terminal's state at the end, and aborts. So it ends as any other
// program does that loses its terminal.
if (runtime.hasLostTerminal()) {
  process.removeAllListeners('SIGHUP');
  process.kill(process.pid, 'SIGHUP');
}
