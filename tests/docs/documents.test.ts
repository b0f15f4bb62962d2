import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { load } from 'js-yaml';
import {
  anchors,
  codeBlocks,
  links,
  listDocuments,
  readDocument,
  withoutCode,
  type CodeBlock,
} from './markdown.js';
import { bin, newestNode, root, run, startSimulator, type Run, type Simulator } from './simulator.js';

const documents = listDocuments();

/** Programs start slowly on a busy machine. Milliseconds. */
const patience = 60_000;

describe('links', () => {
  it.each(documents)('%s: lead to what is there', (path) => {
    const broken = links(readDocument(path)).filter((target) => {
      if (/^[a-z]+:/.test(target)) return false;
      const [file = '', anchor] = target.split('#');
      const aim = file === '' ? path : normalize(join(dirname(path), file));
      if (!existsSync(join(root, aim))) return true;
      return anchor !== undefined && aim.endsWith('.md') && !anchors(readDocument(aim)).has(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('are used where a document names another', () => {
    const unlinked = documents.flatMap((path) =>
      [...withoutCode(readDocument(path)).matchAll(/(?<![\w/[(`.-])docs\/[\w-]+\.md/g)].map(
        ([name]) => `${path}: ${name}`,
      ),
    );
    expect(unlinked).toEqual([]);
  });
});

describe('tables', () => {
  it('docs/README.md names every page', () => {
    const pages = documents.filter((path) => /^docs\/[^/]+\.md$/.test(path) && path !== 'docs/README.md');
    const named = links(readDocument('docs/README.md')).map((target) => `docs/${target}`);
    expect(pages.filter((page) => !named.includes(page))).toEqual([]);
  });

  it('docs/decisions/README.md names every record', () => {
    const records = documents.filter((path) => /^docs\/decisions\/\d/.test(path));
    const named = links(readDocument('docs/decisions/README.md'))
      .filter((target) => /^\d/.test(target))
      .map((target) => `docs/decisions/${target}`);
    expect(named.toSorted()).toEqual(records.toSorted());
  });

  it(
    'README.md: the flags are those of --help, with their defaults',
    async () => {
      const { output } = await run(process.execPath, [bin, 'serve', '--help'], { cwd: root });
      const help = output.replaceAll(/\s+/g, ' ');
      const rows = [...readDocument('README.md').matchAll(/^\| (`-[^|]*?`) +\| (.*?) +\|/gm)];
      expect(rows.length).toBeGreaterThan(5);
      for (const [, flags = '', defaults = ''] of rows) {
        const names = [...flags.matchAll(/--[a-z-]+/g)].map(([name]) => name);
        for (const name of names) expect(help).toMatch(new RegExp(`(?: |, )${name} `));
        const values = [...defaults.matchAll(/`([^`]+)`/g)].map(([, value = '']) => value);
        for (const value of values) expect(help).toMatch(new RegExp(`\\(default: "?${value}"?\\)`));
      }
    },
    patience,
  );

  it(
    'README.md: the endpoints are there',
    async () => {
      const server = await startSimulator(['--latency', 'instant']);
      try {
        const [, table = ''] = /^## Endpoints\n([^]*?)^## /m.exec(readDocument('README.md')) ?? [];
        const endpoints = [...table.matchAll(/`(GET |POST |)(\/[\w/.-]+)`/g)];
        expect(endpoints.length).toBeGreaterThan(8);
        while (!(await fetch(`${server.url}/ready`)).ok);
        for (const [, method = '', path = ''] of endpoints) {
          const { status } = await fetch(`${server.url}${path}`, { method: method.trim() || 'GET' });
          // A method or a body that is refused is one of a path that is there.
          expect({ path, isThere: status < 500 && status !== 404 }).toEqual({ path, isThere: true });
        }
      } finally {
        await server.stop();
      }
    },
    patience,
  );
});

describe('code blocks', () => {
  // Those of the packages' READMEs are run against the published packages.
  const checked = documents.filter((path) => !/^(packages|benchmarks)\//.test(path));
  const defaultUrl = 'http://127.0.0.1:8080';
  const configSchema = join(root, 'packages/cli/dist/config.schema.json');
  const isConfig = new Ajv2020({ strict: false }).compile(
    JSON.parse(readFileSync(configSchema, 'utf8')) as object,
  );

  let simulator: Simulator;
  let folder = '';
  const scripts = join(root, 'examples/node_modules/.documents');

  beforeAll(async () => {
    simulator = await startSimulator(['--latency', 'fast', '--seed', '1']);
    folder = mkdtempSync(join(tmpdir(), 'llmsim-documents-'));
    // Where the packages that the examples depend on are found.
    mkdirSync(scripts, { recursive: true });
    const programs = join(folder, 'bin');
    mkdirSync(programs);
    writeFileSync(join(programs, 'llmsim'), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
    chmodSync(join(programs, 'llmsim'), 0o755);
  }, patience);
  afterAll(async () => {
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
    rmSync(scripts, { recursive: true, force: true });
  });

  /** Runs a script in the folder of its document, against the running simulator. */
  const shell = (document: string, code: string): Promise<Run> =>
    run('sh', ['-euc', code.replaceAll(defaultUrl, simulator.url)], {
      cwd: folderOf(document),
      environment: {
        PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
        LLMSIM_PORT: new URL(simulator.url).port,
        OPENAI_BASE_URL: `${simulator.url}/openai/v1`,
      },
    });

  /** A folder with the files that the document shows: YAML and TOML whose first line is `# name.yaml`. */
  function folderOf(document: string): string {
    const path = join(folder, document.replaceAll('/', '-'));
    mkdirSync(path, { recursive: true });
    for (const { language, code } of codeBlocks(readDocument(document))) {
      const [, name] = /^# ([\w-]+\.(?:ya?ml|toml))\n/.exec(code) ?? [];
      if (['yaml', 'toml'].includes(language) && name !== undefined) writeFileSync(join(path, name), code);
    }
    return path;
  }

  /** Commands that serve until they are ended: each is started, and ended as soon as it listens. */
  async function startServers(document: string, code: string): Promise<void> {
    for (const line of code.split('\n')) {
      const [, rest] = /^llmsim serve\b(.*?)(?:\s+#.*)?$/.exec(line) ?? [];
      if (rest === undefined) {
        const { code: status, output } = await shell(document, line);
        expect({ line, status, output }).toMatchObject({ status: 0 });
        continue;
      }
      const words = [...rest.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
      const server = await startSimulator([...words, '--port', '0'], { cwd: folderOf(document) });
      await server.stop();
    }
  }

  async function checkConfig(document: string, code: string, name: string): Promise<void> {
    const file = join(folderOf(document), name);
    writeFileSync(file, code);
    const { code: status, output } = await run(process.execPath, [bin, 'config', 'check', file], {
      cwd: folder,
    });
    expect({ status, output }).toMatchObject({ status: 0 });
  }

  const checks: Readonly<Record<string, (document: string, block: CodeBlock) => Promise<void>>> = {
    async sh(document, { code }) {
      if (/^llmsim serve\b/m.test(code)) {
        await startServers(document, code);
        return;
      }
      // A refusal is something that curl would pass over.
      const { code: status, output } = await shell(
        document,
        code.replaceAll(/^curl /gm, 'curl --fail-with-body '),
      );
      expect({ status, output }).toMatchObject({ status: 0 });
    },
    async js(_document, { code }) {
      const script = join(scripts, 'block.mjs');
      writeFileSync(script, code.replaceAll(defaultUrl, simulator.url));
      const { code: status, output } = await run(newestNode, [script], { cwd: scripts });
      expect({ status, output }).toMatchObject({ status: 0 });
      // What a comment promises of a line is printed.
      for (const [, promised = ''] of code.matchAll(/console\.log\(.*\); \/\/ (.+)$/gm))
        expect(output).toContain(promised);
    },
    async yaml(document, { code }) {
      const [, name = 'llmsim.yaml'] = /^# (\S+\.ya?ml)\n/.exec(code) ?? [];
      if (name !== 'llmsim.yaml') {
        expect(load(code)).toBeInstanceOf(Object);
        return;
      }
      expect([isConfig(load(code)), isConfig.errors]).toEqual([true, null]);
      await checkConfig(document, code, 'block.yaml');
    },
    async python(document, { code }) {
      const { code: isThere } = await run('python3', ['-m', 'pytest', '--version'], { cwd: root });
      if (isThere !== 0) {
        console.warn('pytest is not installed: its recipe is not run.');
        return;
      }
      const [, name = ''] = /^# (test_\w+\.py)\n/.exec(code) ?? [];
      writeFileSync(join(folderOf(document), name), code);
      const { code: status, output } = await shell(
        document,
        `python3 -m pytest -q -p no:cacheprovider ${name}`,
      );
      expect({ status, output }).toMatchObject({ status: 0 });
    },
    toml: (document, { code }) => checkConfig(document, code, 'block.toml'),
  };

  const blocks = checked.flatMap((document) =>
    codeBlocks(readDocument(document)).map((block) => ({
      document,
      block,
      place: `${document}:${block.line}`,
    })),
  );
  const isInstallation = ({ code }: CodeBlock) =>
    code
      .trim()
      .split('\n')
      .every((line) => /^(npm (install|start|test)|npx @llmsim\/cli serve|git clone)\b|^cd /.test(line));

  it('are of languages that are checked or plain', () => {
    const languages = new Set(blocks.map(({ block }) => block.language));
    expect(
      [...languages].filter(
        (language) => !['', 'text', 'js', 'python', 'sh', 'yaml', 'toml', 'json'].includes(language),
      ),
    ).toEqual([]);
  });

  it.each(
    blocks.filter(
      ({ block }) => block.language in checks && block.notRun === undefined && !isInstallation(block),
    ),
  )(
    '$place: works',
    async ({ document, block }) => {
      await checks[block.language]?.(document, block);
    },
    patience,
  );

  it.each(blocks.filter(({ block }) => block.language === 'js' && block.notRun !== undefined))(
    '$place: is JavaScript, at least',
    async ({ block }) => {
      const script = join(scripts, 'unrun.mjs');
      writeFileSync(script, block.code);
      expect(await run(newestNode, ['--check', script], { cwd: scripts })).toEqual({ code: 0, output: '' });
    },
    patience,
  );

  it.each(blocks.filter(({ block }) => block.notRun !== undefined))(
    '$place: is not run, for a reason that can hold',
    ({ block }) => {
      expect(block.notRun).toMatch(
        /^(it wants a (terminal|Docker engine)|k6 runs it, not Node|it (is|ends) .+)$/,
      );
    },
  );
});
