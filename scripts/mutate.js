// `npm run mutate [-- PATH … --sample 50 --seed 1]`: changes the sources one small thing at a time and lists the changes
// that no unit test notices. PATHs are files or folders (default: core and the server). It works on a copy in .cache, so
// nothing is lost if it is stopped. Not part of `npm test`: a mutant costs seconds.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { root } from './pnpm.js';

const usage = `npm run mutate -- [PATH …] [options]

  --sample N   how many mutants to try, drawn at random (default: 50; 0: all)
  --seed N     which ones (default: 1)
  --list       print the mutants and try none
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const sample = Number(values.sample);
const seed = Number(values.seed);
if (!Number.isSafeInteger(sample) || sample < 0 || !Number.isSafeInteger(seed)) {
  console.error(`--sample and --seed are whole numbers.\n\n${usage}`);
  process.exit(2);
}

const kinds = ts.SyntaxKind;
/** What an operator becomes. Each is a mistake that somebody could make. */
const operators = new Map([
  [kinds.LessThanToken, '<='],
  [kinds.LessThanEqualsToken, '<'],
  [kinds.GreaterThanToken, '>='],
  [kinds.GreaterThanEqualsToken, '>'],
  [kinds.EqualsEqualsEqualsToken, '!=='],
  [kinds.ExclamationEqualsEqualsToken, '==='],
  [kinds.AmpersandAmpersandToken, '||'],
  [kinds.BarBarToken, '&&'],
  [kinds.PlusToken, '-'],
  [kinds.MinusToken, '+'],
  [kinds.AsteriskToken, '/'],
  [kinds.SlashToken, '*'],
]);

/** Sources of these paths, without tests and declarations. */
function sourcesOf(paths) {
  const tracked = execFileSync('git', ['ls-files', '--', ...paths], { cwd: root, encoding: 'utf8' });
  return tracked
    .split('\n')
    .filter((file) => /^packages\/[^/]+\/src\/.*\.ts$/.test(file) && !/\.(test|d)\.ts$/.test(file));
}

/** Every change of one file: where, and what stands there instead. */
function mutantsOf(file) {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const mutants = [];
  const add = (node, replacement) => {
    const start = node.getStart(source);
    mutants.push({
      file,
      start,
      end: node.getEnd(),
      replacement,
      line: source.getLineAndCharacterOfPosition(start).line + 1,
      was: node.getText(source).replace(/\s+/g, ' ').slice(0, 60),
    });
  };
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const replacement = operators.get(node.operatorToken.kind);
      if (replacement !== undefined) add(node.operatorToken, replacement);
    }
    if (ts.isIfStatement(node)) {
      add(node.expression, 'true');
      add(node.expression, 'false');
    }
    if (ts.isConditionalExpression(node)) add(node.condition, 'false');
    if (node.kind === kinds.TrueKeyword) add(node, 'false');
    if (node.kind === kinds.FalseKeyword) add(node, 'true');
    if (ts.isNumericLiteral(node)) add(node, `${node.getText(source)} + 1`);
    if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) add(node, ';');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

/** Draws without replacement; the same ones for the same seed. */
function draw(items, count) {
  const rest = [...items];
  const drawn = [];
  let state = seed >>> 0;
  while (rest.length > 0 && (count === 0 || drawn.length < count)) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    drawn.push(...rest.splice(state % rest.length, 1));
  }
  return drawn;
}

/** A copy of the tracked files that uses the installed packages and the built ones of this tree. */
function makeCopy() {
  const copy = join(root, '.cache/mutate');
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
  for (const file of files) if (file !== '') cpSync(join(root, file), join(copy, file));
  const folders = ['.', ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)];
  for (const folder of folders) {
    for (const linked of ['node_modules', 'dist']) {
      const target = join(root, folder, linked);
      if (existsSync(target) && existsSync(join(copy, folder)))
        symlinkSync(target, join(copy, folder, linked));
    }
  }
  return copy;
}

const jest = join(root, 'node_modules/jest/bin/jest.js');
const flags = ['--experimental-vm-modules', '--no-warnings'];
const options = ['--bail', '--silent', '--passWithNoTests', '--maxWorkers=1'];

/** Whether jest fails on this selection of tests. A mutant that never ends is noticed, too. */
function fails(copy, selection) {
  const { status } = spawnSync(process.execPath, [...flags, jest, ...selection, ...options], {
    cwd: copy,
    stdio: 'ignore',
    timeout: 180_000,
  });
  return status !== 0;
}

/** Asks the tests of the same folder first, then those of the whole package; other packages use what is built. */
function isNoticed(copy, { file }) {
  const [, name] = file.split('/');
  return (
    fails(copy, ['--testPathPatterns', `${dirname(file)}/[^/]*$`]) ||
    fails(copy, ['--findRelatedTests', file, '--roots', `<rootDir>/packages/${name}`])
  );
}

const paths = positionals.length > 0 ? positionals : ['packages/core/src', 'packages/server/src'];
const files = sourcesOf(paths);
if (files.length === 0) {
  console.error(`No sources in ${paths.join(', ')}. Name files or folders below packages/NAME/src.`);
  process.exit(2);
}
const all = files.flatMap(mutantsOf);
const mutants = draw(all, sample);
console.log(`${mutants.length} of ${all.length} mutants in ${files.length} files, seed ${seed}.`);
const describe = ({ file, line, was, replacement }) => `${file}:${line}  ${was}  →  ${replacement}`;
if (values.list) {
  for (const mutant of mutants) console.log(describe(mutant));
  process.exit(0);
}

const copy = makeCopy();
let survived = 0;
for (const mutant of mutants) {
  const path = join(copy, mutant.file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, source.slice(0, mutant.start) + mutant.replacement + source.slice(mutant.end));
  if (!isNoticed(copy, mutant)) {
    survived += 1;
    console.log(`survived: ${describe(mutant)}`);
  }
  writeFileSync(path, source);
}
console.log(`${mutants.length - survived} noticed, ${survived} survived.`);
rmSync(copy, { recursive: true, force: true });
