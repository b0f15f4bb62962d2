import { refusalOf } from '@llmsim/core/testing';
import { checkBuiltInTool } from './check-built-in-tool.js';

const place = { parent: { parent: undefined, key: 'tools' }, key: 0 };
const check = (type: string, members: object) => checkBuiltInTool({ type, ...members }, type, place);

describe('checkBuiltInTool', () => {
  it.each<[string, object]>([
    ['code_interpreter', { container: 'cntr_1' }],
    ['code_interpreter', { container: { type: 'auto', file_ids: [] } }],
    ['computer_use_preview', { environment: 'browser', display_width: 1024, display_height: 768 }],
    ['file_search', { vector_store_ids: ['vs_1'], max_num_results: 50, filters: null }],
    ['image_generation', { quality: 'auto', partial_images: 3 }],
    ['mcp', { server_label: 'a', server_url: 'https://example.org', require_approval: { never: {} } }],
    ['mcp', { server_label: 'a', connector_id: 'connector_gmail', require_approval: null }],
    ['web_search', { search_context_size: 'low', user_location: { type: 'approximate', city: 'Rome' } }],
    ['shell', { anything: 1 }],
  ])('takes %s with %j', (type, members) => {
    expect(() => check(type, members)).not.toThrow();
  });

  it.each<[string, object, string, string]>([
    ['code_interpreter', {}, 'container', 'missing_required_parameter'],
    ['code_interpreter', { container: 5 }, 'container', 'invalid_type'],
    ['code_interpreter', { container: {} }, 'container.type', 'missing_required_parameter'],
    ['code_interpreter', { container: { type: 'mine' } }, 'container.type', 'invalid_value'],
    [
      'computer_use_preview',
      { environment: 'mac', display_width: 1 },
      'display_height',
      'missing_required_parameter',
    ],
    [
      'computer_use_preview',
      { environment: 'amiga', display_width: 1, display_height: 1 },
      'environment',
      'invalid_value',
    ],
    ['file_search', {}, 'vector_store_ids', 'missing_required_parameter'],
    ['file_search', { vector_store_ids: [] }, 'vector_store_ids', 'empty_array'],
    ['file_search', { vector_store_ids: 'a' }, 'vector_store_ids', 'invalid_type'],
    ['file_search', { vector_store_ids: ['a', 1] }, 'vector_store_ids[1]', 'invalid_type'],
    [
      'file_search',
      { vector_store_ids: ['a'], max_num_results: 51 },
      'max_num_results',
      'integer_above_max_value',
    ],
    ['image_generation', { output_format: 'bmp' }, 'output_format', 'invalid_value'],
    ['mcp', {}, 'server_label', 'missing_required_parameter'],
    [
      'mcp',
      { server_label: 'a', server_url: 'https://example.org', require_approval: 'x' },
      'require_approval',
      'invalid_value',
    ],
    ['web_search', { search_context_size: 'huge' }, 'search_context_size', 'invalid_value'],
    ['web_search_preview', { user_location: { type: 'exact' } }, 'user_location.type', 'invalid_value'],
  ])('refuses %s with %j', (type, members, member, code) => {
    expect(refusalOf(() => check(type, members))).toMatchObject({ param: `tools[0].${member}`, code });
  });

  it.each([{}, { server_url: null }])('refuses a server that cannot be reached: %j', (members) => {
    expect(refusalOf(() => check('mcp', { server_label: 'a', ...members }))).toMatchObject({
      param: 'tools[0]',
      code: 'missing_required_parameter',
    });
  });
});
