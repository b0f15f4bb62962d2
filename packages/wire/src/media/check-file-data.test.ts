import { refusalOf } from '@llmsim/core/testing';
import { checkFileData } from './check-file-data.js';

const place = { parent: undefined, key: 'file_data' };
const check = (data: string) => () => checkFileData(data, place);

describe('checkFileData', () => {
  it.each([
    'data:application/pdf;base64,JVBERi0xLjcK',
    'data:text/plain;charset=utf-8;base64,aGk=',
    `data:application/pdf;base64,${'A'.repeat(100_000)}`,
  ])('takes %.60s', (data) => {
    expect(check(data)).not.toThrow();
  });

  it.each([
    ['https://example.org/a.pdf', "a value without the 'data:' prefix"],
    ['JVBERi0xLjcK', "a value without the 'data:' prefix"],
    ['data:;base64,AAAA', 'a value without a MIME type'],
    ['data:base64', 'a value without a MIME type'],
    ['data:application/pdf,hello', 'a value that is not base64-encoded'],
    ['data:application/pdf;base64,', 'empty base64-encoded bytes'],
    ['data:application/pdf;base64,hello world', 'invalid base64-encoded bytes'],
  ])('refuses %s', (data, problem) => {
    expect(refusalOf(check(data))).toEqual({
      kind: 'invalid-request',
      message: `Invalid file data: 'file_data'. Expected a base64-encoded data URL with a valid file MIME type (e.g. 'data:application/pdf;base64,JVBERi0xLjcK'), but got ${problem}.`,
      param: 'file_data',
      code: 'invalid_value',
    });
  });
});
