import { existsSync } from 'node:fs';

/** Where a clone has its list of packages; an installed package has none above it. */
const workspaceFile = new URL('../../../pnpm-workspace.yaml', import.meta.url);

/**
 * How a user runs this program where it is read: `npm run llmsim --` in a clone, where nothing is installed as
 * `llmsim`, else `npx @llmsim/cli`, which also finds an installed one.
 *
 * @param isClone - by default, whether the workspace of the repository is there
 */
export function commandName(isClone: boolean = existsSync(workspaceFile)): string {
  return isClone ? 'npm run llmsim --' : 'npx @llmsim/cli';
}
