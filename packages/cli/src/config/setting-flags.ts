import { Option, type Command } from 'commander';
import { settingOf, settingPaths, type SettingPath } from './settings-table.js';
import { showDefault } from './show-setting.js';

/** Gives a command a flag for each setting that has one, and `--config`. */
export function addSettingFlags(command: Command): Command {
  command.addOption(
    new Option('-c, --config <file>', 'YAML or TOML file with settings (env: LLMSIM_CONFIG)'),
  );
  for (const [path, option] of settingOptions()) {
    const { description, default: value } = settingOf(path);
    const fallback = showDefault(path, value);
    option.description = `${description}${fallback === undefined ? '' : ` (${fallback})`}`;
    command.addOption(option);
    // What a preset or a file switches on can be switched off.
    if (option.isBoolean())
      command.addOption(new Option(`--no-${option.name()}`, `Switches ${option.long ?? ''} off.`));
  }
  return command;
}

/** The texts of the flags that were given. */
export function readSettingFlags(command: Command): Partial<Record<SettingPath, string>> {
  const flags: Partial<Record<SettingPath, string>> = {};
  const given = command.opts<Record<string, string | boolean | undefined>>();
  for (const [path, option] of settingOptions()) {
    const value = given[option.attributeName()];
    if (value !== undefined) flags[path] = String(value);
  }
  return flags;
}

function settingOptions(): [SettingPath, Option][] {
  return settingPaths.flatMap((path): [SettingPath, Option][] => {
    const { flag, repeatable } = settingOf(path);
    if (flag === undefined) return [];
    const option = new Option(flag);
    if (repeatable)
      option.argParser((value: string, before: string | undefined) =>
        before === undefined ? value : `${before},${value}`,
      );
    return [[path, option]];
  });
}
