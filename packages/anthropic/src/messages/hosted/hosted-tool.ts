import type { Fields } from '@llmsim/wire';

/** A tool that the service runs itself, as a request declares it. */
export interface HostedTool {
  /** `web_search_20250305` for one. */
  readonly type: string;
  /** What it is called by: its name, or that of the MCP server whose tools it stands for. */
  readonly name: string;
  /** As the request has it. */
  readonly fields: Fields;
}

/** A call of a hosted tool, and what came of it, as blocks of a message. */
export interface HostedBlocks {
  /** The call, with its input. */
  readonly call: Fields;
  /** `undefined`: the call was cut by a limit, so it was not run. */
  readonly result: Fields | undefined;
}
