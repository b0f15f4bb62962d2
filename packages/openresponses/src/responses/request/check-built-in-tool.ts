import {
  isFields,
  pathOf,
  readChoice,
  readInteger,
  readList,
  readRequiredText,
  refuse,
  refuseMissing,
  refuseType,
  requireItems,
} from '@llmsim/wire';
import type { Fields, Place } from '@llmsim/wire';

type Check = (tool: Fields, place: Place) => void;

const sizes = ['low', 'medium', 'high'] as const;

function requireMembers(tool: Fields, place: Place, ...names: readonly string[]): void {
  for (const name of names) {
    if (tool[name] === undefined || tool[name] === null) refuseMissing(pathOf(place, name));
  }
}

const checkWebSearch: Check = (tool, place) => {
  readChoice(tool, 'search_context_size', sizes, place);
  const location = tool['user_location'];
  if (location === undefined || location === null) return;
  if (!isFields(location)) refuseType(location, pathOf(place, 'user_location'), 'an object');
  readChoice(location, 'type', ['approximate'], { parent: place, key: 'user_location' });
};

/** By the type of the tool: what its members must be, as OpenAI's document says (2026-08-21). */
const checks: Readonly<Record<string, Check>> = {
  code_interpreter(tool, place) {
    requireMembers(tool, place, 'container');
    const { container } = tool;
    if (typeof container === 'string') return;
    if (!isFields(container)) refuseType(container, pathOf(place, 'container'), 'one of a string or object');
    const inner: Place = { parent: place, key: 'container' };
    readRequiredText(container, 'type', inner);
    readChoice(container, 'type', ['auto'], inner);
  },
  computer_use_preview(tool, place) {
    requireMembers(tool, place, 'environment', 'display_width', 'display_height');
    readChoice(tool, 'environment', ['windows', 'mac', 'linux', 'ubuntu', 'browser'], place);
    readInteger(tool, 'display_width', 1, Number.MAX_SAFE_INTEGER, place);
    readInteger(tool, 'display_height', 1, Number.MAX_SAFE_INTEGER, place);
  },
  file_search(tool, place) {
    requireMembers(tool, place, 'vector_store_ids');
    const path = pathOf(place, 'vector_store_ids');
    const ids = readList(tool, 'vector_store_ids', place, 'an array of strings') ?? [];
    requireItems(ids, path);
    for (const [index, id] of ids.entries()) {
      if (typeof id !== 'string') refuseType(id, `${path}[${index}]`, 'a string');
    }
    readInteger(tool, 'max_num_results', 1, 50, place);
  },
  image_generation(tool, place) {
    readChoice(tool, 'quality', ['low', 'medium', 'high', 'auto'], place);
    readChoice(tool, 'output_format', ['png', 'webp', 'jpeg'], place);
    readChoice(tool, 'background', ['transparent', 'opaque', 'auto'], place);
    readChoice(tool, 'moderation', ['auto', 'low'], place);
    readInteger(tool, 'output_compression', 0, 100, place);
    readInteger(tool, 'partial_images', 0, 3, place);
  },
  mcp(tool, place) {
    requireMembers(tool, place, 'server_label');
    readRequiredText(tool, 'server_label', place);
    if (['server_url', 'connector_id', 'tunnel_id'].every((name) => (tool[name] ?? null) === null)) {
      refuse(
        `Missing required parameter: '${pathOf(place)}' must have one of 'server_url', 'connector_id' or 'tunnel_id'.`,
        pathOf(place),
        'missing_required_parameter',
      );
    }
    if (!isFields(tool['require_approval'])) readChoice(tool, 'require_approval', ['always', 'never'], place);
  },
  web_search: checkWebSearch,
  web_search_2025_08_26: checkWebSearch,
  web_search_preview: checkWebSearch,
  web_search_preview_2025_03_11: checkWebSearch,
};

/**
 * Checks the members of a tool that is neither a function nor custom.
 * @throws RequestError
 */
export function checkBuiltInTool(tool: Fields, type: string, place: Place): void {
  if (Object.hasOwn(checks, type)) checks[type]?.(tool, place);
}
