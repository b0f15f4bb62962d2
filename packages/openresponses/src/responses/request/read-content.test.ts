import { refusalOf } from '@llmsim/core/testing';
import { maxTextLength, readContent } from './read-content.js';

const place = { parent: { parent: undefined, key: 'input' }, key: 0 };
const read = (content: unknown, speaker: 'model' | 'client' = 'client') =>
  readContent({ content }, 'content', place, speaker, false);
const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('readContent', () => {
  it.each([
    ['a text', 'Hi', [{ type: 'text', text: 'Hi' }]],
    ['no parts', [], []],
    ['a text part', [{ type: 'input_text', text: 'Hi' }], [{ type: 'text', text: 'Hi' }]],
    [
      'a picture by its address',
      [{ type: 'input_image', image_url: 'https://x/y.png' }],
      [{ type: 'image', detail: 'auto' }],
    ],
    [
      'a picture',
      [{ type: 'input_image', image_url: pixel, detail: 'low' }],
      [{ type: 'image', detail: 'low', width: 1, height: 1 }],
    ],
    [
      'a picture by its id',
      [{ type: 'input_image', file_id: 'file_1' }],
      [{ type: 'image', detail: 'auto' }],
    ],
    [
      'a file',
      [{ type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,AAAA' }],
      [{ type: 'file', filename: 'a.pdf', bytes: 3 }],
    ],
    [
      'a file by its address',
      [{ type: 'input_file', file_url: 'https://x/y.pdf' }],
      [{ type: 'file', filename: undefined, bytes: 0 }],
    ],
    [
      'a film',
      [{ type: 'input_video', video_url: 'data:video/mp4;base64,AAAA' }],
      [{ type: 'file', filename: undefined, bytes: 3 }],
    ],
  ])('reads %s', (_name, content, expected) => {
    expect(read(content)).toEqual(expected);
  });

  it.each([
    ['what was said', [{ type: 'output_text', text: 'Hi', annotations: [] }], [{ type: 'text', text: 'Hi' }]],
    ['what was refused', [{ type: 'refusal', refusal: 'No' }], [{ type: 'text', text: 'No' }]],
  ])('reads %s by the model', (_name, content, expected) => {
    expect(read(content, 'model')).toEqual(expected);
  });

  it.each([
    [
      'a part of Chat Completions',
      [{ type: 'text', text: 'Hi' }],
      'input[0].content[0]',
      "Invalid value: 'text'. Supported values are: 'input_text', 'input_image', 'output_text', 'refusal', 'input_file', 'computer_screenshot', 'summary_text', and 'input_video'.",
    ],
    [
      'a number',
      7,
      'input[0].content',
      "Invalid type for 'input[0].content': expected one of a string or array of objects, but got an integer instead.",
    ],
    ['null', null, 'input[0].content', 'but got null instead'],
    ['nothing', undefined, 'input[0].content', "Missing required parameter: 'input[0].content'."],
    [
      'a part that is no object',
      ['Hi'],
      'input[0].content[0]',
      'expected an object, but got a string instead',
    ],
    [
      'a part without text',
      [{ type: 'input_text' }],
      'input[0].content[0].text',
      'Missing required parameter',
    ],
    ['a text that is too long', 'x'.repeat(maxTextLength + 1), 'input[0].content', 'maximum length 10485760'],
    [
      'a picture of nothing',
      [{ type: 'input_image' }],
      'input[0].content[0].image_url',
      'Missing required parameter',
    ],
    [
      'a picture at no address',
      [{ type: 'input_image', image_url: 'x' }],
      'input[0].content[0].image_url',
      'Expected a valid URL',
    ],
    [
      'a picture of nobody',
      [{ type: 'input_image', image_url: 'https://' }],
      'input[0].content[0].image_url',
      'Expected a valid URL',
    ],
    [
      'a file at no address',
      [{ type: 'input_file', file_url: 'a.pdf' }],
      'input[0].content[0].file_url',
      'Expected a valid URL',
    ],
    [
      'a broken picture',
      [{ type: 'input_image', image_url: 'data:image/png;base64,AAAA' }],
      'input',
      'does not represent a valid image',
    ],
    [
      'a file of nothing',
      [{ type: 'input_file' }],
      'input[0].content[0].file_id',
      'Missing required parameter',
    ],
    [
      'an unknown detail',
      [{ type: 'input_image', image_url: pixel, detail: 'x' }],
      'input[0].content[0].detail',
      'Invalid value',
    ],
  ])('refuses %s', (_name, content, param, message) => {
    expect(refusalOf(() => read(content))).toMatchObject({
      param,
      message: expect.stringContaining(message) as unknown,
    });
  });

  it('takes from the model only what a model says', () => {
    expect(refusalOf(() => read([{ type: 'input_text', text: 'Hi' }], 'model')).message).toBe(
      "Invalid value: 'input_text'. Supported values are: 'output_text' and 'refusal'.",
    );
  });

  it('names the parts that OpenAI takes, where its rules hold', () => {
    const ask = (type: string) => readContent({ content: [{ type }] }, 'content', place, 'client', true);
    expect(refusalOf(() => ask('image_url')).message).toBe(
      "Invalid value: 'image_url'. Supported values are: 'input_text', 'input_image', 'output_text', 'refusal', 'input_file', 'computer_screenshot', 'summary_text', and 'encrypted_content'.",
    );
    expect(ask('encrypted_content')).toEqual([{ type: 'text', text: '' }]);
  });
});
