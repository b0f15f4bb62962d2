import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './simulator.js';

/** A fenced block of code. */
export interface CodeBlock {
  readonly language: string;
  readonly code: string;
  /** Where the code begins, from 1. */
  readonly line: number;
  /** Why it is not run, if a comment before it says so: `<!-- not run: it wants a terminal -->`. */
  readonly notRun: string | undefined;
}

/** Every document of the repository: paths from its top. Those that changesets write are left out. */
export function listDocuments(): readonly string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
    cwd: root,
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .filter((path) => !/(?:^|\/)CHANGELOG\.md$|^\.changeset\//.test(path) && existsSync(join(root, path)));
}

/** The text of a document. */
export function readDocument(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The code blocks of a document. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  for (const match of markdown.matchAll(/^( *)```(\w*)[^\n]*\n([^]*?)^\1```$/gm)) {
    const [, indent = '', language = '', code = ''] = match;
    const before = markdown.slice(0, match.index);
    blocks.push({
      language,
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      line: before.split('\n').length + 1,
      notRun: /<!-- not run: ([^\n]+?) -->\s*$/.exec(before)?.[1],
    });
  }
  return blocks;
}

/** A document without its code. */
export function withoutCode(markdown: string): string {
  return markdown
    .replaceAll(/^( *)```[^]*?^\1```$/gm, '')
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ''));
}

/** The targets of the links and images in a document. */
export function links(markdown: string): readonly string[] {
  const text = withoutCode(markdown);
  return [
    ...[...text.matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)].map(([, target = '']) => target),
    ...[...text.matchAll(/^\[[^\]]+\]: (\S+)$/gm)].map(([, target = '']) => target),
    ...[...text.matchAll(/<(?:a|img)\b[^>]*?(?:href|src)="([^"]+)"/g)].map(([, target = '']) => target),
  ];
}

/** The anchors of a document, as GitHub makes them of its headings. */
export function anchors(markdown: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, heading = ''] of markdown
    .replaceAll(/^( *)```[^]*?^\1```$/gm, '')
    .matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}\- _]/gu, '')
      .replaceAll(' ', '-');
    let unique = slug;
    for (let count = 1; found.has(unique); count += 1) unique = `${slug}-${count}`;
    found.add(unique);
  }
  return found;
}
