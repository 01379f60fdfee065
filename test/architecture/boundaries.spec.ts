import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { PLANTS } from './planted-violations';

const ROOT = resolve(__dirname, '../..');
const CONFIG = '.dependency-cruiser.cjs';
const FOLDERS = ['apps', 'libs', 'test', 'tools', 'bench'];
const LIBS = [
  'access',
  'delivery',
  'domain',
  'intake',
  'national',
  'platform',
  'queue',
  'sources',
  'storage',
];
const APPS = ['cli', 'gateway', 'national-simulator'];

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

interface Verdict {
  readonly failed: boolean;
  readonly violations: readonly Violation[];
}

/** What dependency-cruiser says about a tree, with our rules. */
function cruise(root: string): Verdict {
  const folders = FOLDERS.filter(
    (folder) => existsSync(join(root, folder)) && readdirSync(join(root, folder)).length > 0,
  );
  const run = spawnSync(
    join(ROOT, 'node_modules/.bin/depcruise'),
    ['--config', CONFIG, '--output-type', 'json', ...folders],
    { cwd: root, encoding: 'utf8', maxBuffer: 200_000_000 },
  );
  const { summary } = JSON.parse(run.stdout) as { summary: { violations: Violation[]; error: number } };
  // With JSON output the exit code is not the verdict; the number of errors is what the plain run exits with.
  return { failed: summary.error > 0, violations: summary.violations };
}

/** A small legal tree with our configuration and the packages of this one. */
function legalTree(): string {
  const tree = mkdtempSync(join(tmpdir(), 'kntc-planted-'));
  for (const file of [CONFIG, 'tsconfig.json', 'package.json'])
    copyFileSync(join(ROOT, file), join(tree, file));
  mkdirSync(join(tree, 'node_modules'));
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    symlinkSync(join(ROOT, 'node_modules', name), join(tree, 'node_modules', name));
  }
  for (const lib of LIBS) write(tree, `libs/${lib}/src/index.ts`, 'export {};');
  for (const app of APPS) write(tree, `apps/${app}/src/main.ts`, 'export {};');
  return tree;
}

function write(tree: string, file: string, text: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), `${text}\n`);
}

describe('the boundary rules', () => {
  let tree: string;
  let legal: Verdict;
  let planted: Verdict;

  beforeAll(() => {
    tree = legalTree();
    legal = cruise(tree);
    for (const { file, text, beside = {} } of PLANTS) {
      write(tree, file, text);
      for (const [other, content] of Object.entries(beside)) write(tree, other, content);
    }
    planted = cruise(tree);
  }, 120_000);

  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it('accept a legal tree and fail on an illegal one', () => {
    expect(legal).toEqual({ failed: false, violations: [] });
    expect(planted.failed).toBe(true);
  });

  it.each(PLANTS.map(({ rule, file }) => [rule, file]))('%s catches %s', (rule, file) => {
    expect(
      planted.violations.filter(({ from }) => from === file).map((violation) => violation.rule.name),
    ).toContain(rule);
  });

  it('each have a planted violation', () => {
    // oxlint-disable-next-line typescript/no-require-imports -- the configuration is CommonJS by its tool's choice
    const { forbidden } = require(join(ROOT, CONFIG)) as { forbidden: { name: string }[] };
    expect(new Set(PLANTS.map(({ rule }) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
  });
});

it('this tree keeps the boundary rules', () => {
  const { violations } = cruise(ROOT);
  expect(violations.map(({ rule, from }) => `${rule.name}: ${from}`)).toEqual([]);
}, 120_000);
