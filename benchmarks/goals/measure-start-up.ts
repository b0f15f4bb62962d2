import { expressFloorCommand } from '../instruments/floors/start-floor.ts';
import { llmsimCommand } from '../instruments/llmsim.ts';
import { startServer, type ServerCommand } from '../instruments/server-process.ts';
import { alternate, type FloorAndSubject } from '../measure/alternate.ts';

/** From the start of a process to its first 200 on `/health`, in milliseconds: an empty Express app and llmsim in turn. */
export function measureStartUp(rounds: number): Promise<FloorAndSubject<number>> {
  const time = async (command: ServerCommand): Promise<number> => {
    const server = await startServer(command);
    await server.stop();
    return server.startMs;
  };
  return alternate(rounds, {
    floor: () => time(expressFloorCommand),
    subject: () => time(llmsimCommand([])),
  });
}
