import { failureOf, parseChat } from '../../fixtures/exchanges.js';

const contentOf = (content: unknown) =>
  parseChat({ messages: [{ role: 'user', content }] }).request.messages[0]?.content;
const errorOf = (content: unknown) =>
  failureOf(() => parseChat({ messages: [{ role: 'user', content }] })).error;
/** The head of a PNG picture of 300 × 200 pixels. */
const png = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAASwAAADICAYAAABS39xV';

describe('readContent', () => {
  it.each([
    ['a text', 'hello', [{ type: 'text', text: 'hello' }]],
    ['an empty text', '', [{ type: 'text', text: '' }]],
    ['no parts', [], []],
    ['a text part', [{ type: 'text', text: 'hello' }], [{ type: 'text', text: 'hello' }]],
    [
      'a picture with its size',
      [{ type: 'image_url', image_url: { url: png, detail: 'high' } }],
      [{ type: 'image', detail: 'high', width: 300, height: 200 }],
    ],
    [
      'a picture elsewhere',
      [{ type: 'image_url', image_url: { url: 'https://example.com/a.png' } }],
      [{ type: 'image', detail: 'auto' }],
    ],
    [
      'a recording',
      [{ type: 'input_audio', input_audio: { data: 'A'.repeat(64_000), format: 'wav' } }],
      [{ type: 'audio', durationMs: 999 }],
    ],
    [
      'a file with its data',
      [{ type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AAAA' } }],
      [{ type: 'file', filename: 'a.pdf', bytes: 3 }],
    ],
    [
      'a file by its id',
      [{ type: 'file', file: { file_id: 'file-1' } }],
      [{ type: 'file', filename: undefined, bytes: 0 }],
    ],
  ])('reads %s', (_name, content, expected) => {
    expect(contentOf(content)).toEqual(expected);
  });

  it('reads what an assistant refused', () => {
    const messages = [
      { role: 'user', content: 'x' },
      { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] },
    ];
    expect(parseChat({ messages }).request.messages[1]?.content).toEqual([{ type: 'text', text: 'No.' }]);
  });

  const path = 'messages[0].content[0]';
  const faults: [string, unknown, string, string | null, string | null][] = [
    [
      'a part that is a text',
      ['x'],
      `Invalid type for '${path}': expected an object, but got a string instead.`,
      path,
      'invalid_type',
    ],
    [
      'a part without type',
      [{}],
      `Missing required parameter: '${path}.type'.`,
      `${path}.type`,
      'missing_required_parameter',
    ],
    [
      'an unknown part',
      [{ type: 'video' }],
      "Invalid value: 'video'. Supported values are: 'text', 'image_url', 'input_audio', 'refusal', 'audio', and 'file'.",
      `${path}.type`,
      'invalid_value',
    ],
    [
      'a text part without text',
      [{ type: 'text' }],
      `Missing required parameter: '${path}.text'.`,
      `${path}.text`,
      'missing_required_parameter',
    ],
    [
      'a picture without url',
      [{ type: 'image_url', image_url: {} }],
      `Missing required parameter: '${path}.image_url.url'.`,
      `${path}.image_url.url`,
      'missing_required_parameter',
    ],
    [
      'a picture that is a text',
      [{ type: 'image_url', image_url: 'https://example.com' }],
      `Invalid type for '${path}.image_url': expected an object, but got a string instead.`,
      `${path}.image_url`,
      'invalid_type',
    ],
    [
      'an unknown detail',
      [{ type: 'image_url', image_url: { url: png, detail: 'x' } }],
      "Invalid value: 'x'. Supported values are: 'auto', 'low', 'high', and 'original'.",
      `${path}.image_url.detail`,
      'invalid_value',
    ],
    [
      'a url that is none',
      [{ type: 'image_url', image_url: { url: 'cat.png' } }],
      `Invalid '${path}.image_url.url'. Expected a valid URL, but got a value with an invalid format.`,
      `${path}.image_url.url`,
      'invalid_value',
    ],
    [
      'a picture of another kind',
      [{ type: 'image_url', image_url: { url: 'data:image/tiff;base64,AAAA' } }],
      "You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', 'jpeg', 'gif', 'webp'].",
      null,
      'invalid_image_format',
    ],
    [
      'a picture whose bytes are none',
      [{ type: 'image_url', image_url: { url: 'data:image/png;base64,aGVsbG8gd29ybGQ=' } }],
      'You uploaded an unsupported image. Please make sure your image is valid.',
      null,
      'image_parse_error',
    ],
    [
      'file data that is a URL',
      [{ type: 'file', file: { filename: 'a.pdf', file_data: 'https://example.org/a.pdf' } }],
      `Invalid file data: '${path}.file.file_data'. Expected a base64-encoded data URL with a valid file MIME type (e.g. 'data:application/pdf;base64,JVBERi0xLjcK'), but got a value without the 'data:' prefix.`,
      `${path}.file.file_data`,
      'invalid_value',
    ],
    [
      'file data without a name',
      [{ type: 'file', file: { file_data: 'data:application/pdf;base64,AAAA' } }],
      `Missing required parameter: '${path}.file.filename'.`,
      `${path}.file.filename`,
      'missing_required_parameter',
    ],
    [
      'an unknown sound format',
      [{ type: 'input_audio', input_audio: { data: 'AAAA', format: 'ogg' } }],
      "Invalid value: 'ogg'. Supported values are: 'wav' and 'mp3'.",
      `${path}.input_audio.format`,
      'invalid_value',
    ],
    [
      'a sound without format',
      [{ type: 'input_audio', input_audio: { data: 'AAAA' } }],
      `Missing required parameter: '${path}.input_audio.format'.`,
      `${path}.input_audio.format`,
      'missing_required_parameter',
    ],
    [
      'a sound that is not Base64',
      [{ type: 'input_audio', input_audio: { data: 'ä', format: 'wav' } }],
      `Invalid '${path}.input_audio.data'. Expected base64-encoded audio, but got a value that is not valid base64.`,
      `${path}.input_audio.data`,
      'invalid_value',
    ],
    [
      'an empty file',
      [{ type: 'file', file: {} }],
      `Missing required parameter: '${path}.file.file_id' or '${path}.file.file_data'.`,
      `${path}.file.file_id`,
      'missing_required_parameter',
    ],
  ];
  it.each(faults)('refuses %s', (_name, content, message, param, code) => {
    expect(errorOf(content)).toEqual({ message, type: 'invalid_request_error', param, code });
  });

  it('refuses a text that is too long, as text and as part', () => {
    const long = 'a'.repeat(1_048_577);
    const words =
      'string too long. Expected a string with maximum length 1048576, but got a string with length 1048577 instead.';
    expect(errorOf(long)).toMatchObject({
      message: `Invalid 'messages[0].content': ${words}`,
      code: 'string_above_max_length',
    });
    expect(errorOf([{ type: 'text', text: long }]).message).toBe(`Invalid '${path}.text': ${words}`);
  });
});
