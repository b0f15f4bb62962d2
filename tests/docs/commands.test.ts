import { codeBlocks, listDocuments, readDocument } from './markdown.js';

const pages = listDocuments().filter((path) => /^docs\/[^/]+\.md$/.test(path));

it.each(pages)('%s: says what llmsim stands for where it is typed', (path) => {
  const text = readDocument(path);
  const typed = codeBlocks(text).some(({ language, code }) => language === 'sh' && /^llmsim /m.test(code));
  const isExplained = text.replace(/\s+/g, ' ').includes('`llmsim` means `npm run llmsim --` in a clone');
  expect({ typed, isExplained }).not.toEqual({ typed: true, isExplained: false });
});
