import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kntc } from './kntc';

const REFERENCE = 'MINI-0123456789ABC';
const WHO = ['--actor', 'Lan', '--reason', 'Đã xem'];
const POLICY = ['--policy', 'withheld', '--document-no', '1/QĐ', '--signatory', 'Chánh Thanh tra'];

describe('a command line that is written wrongly', () => {
  it.each([
    ['holds', 'lst'],
    ['holds', 'list', '--limt', '3'],
    ['holds', 'list', '--limit', '0'],
    ['holds', 'list', '--limit', '1e3'],
    ['holds', 'list', '--cursor', "1'; drop table outbox"],
    ['holds', 'list', '--code', 'MISSING_MANDATORY'],
    ['holds', 'show', 'abc'],
    ['holds', 'release', REFERENCE],
    ['holds', 'release', REFERENCE, '--actor', ' ', '--reason', 'x'],
    ['holds', 'release', ...WHO],
    ['holds', 'release', ...WHO, '--code', 'REJECTED'],
    ['holds', 'release', ...WHO, '--code', 'EXACT_DUPLICATE', '--all'],
    ['holds', 'release', REFERENCE, ...WHO, '--code', 'REJECTED', '--all'],
    ['holds', 'release', REFERENCE, ...WHO, '--approver', ' LAN '],
    ['holds', 'resolve', REFERENCE, ...WHO],
    ['holds', 'resolve', REFERENCE, ...WHO, '--national-id', '123'],
    [
      'holds',
      'resolve',
      REFERENCE,
      ...WHO,
      '--not-there',
      '--national-id',
      '3f2b8c1e-0d4a-4c57-9a63-5b1e7f0c2d94',
    ],
    ['quarantine', 'decide', 'mini', 'A-1', ...WHO],
    ['quarantine', 'decide', 'mini', ...WHO, '--exclude'],
    ['quarantine', 'decide', 'mini', 'A-1', ...WHO, '--exclude', '--cause', 'MISSING_MANDATORY'],
    ['quarantine', 'decide', 'mini', 'A-1', ...WHO, '--include', '--exclude'],
    ['policy', 'record', '--policy', 'withhold'],
    ['policy', 'record', ...POLICY, '--document-date', '2026-02-30', '--recorded-by', 'A'],
    ['policy', 'confirm', '--by', 'B'],
    ['crosswalk', 'list', '--list', '15'],
    ['sources', 'preview'],
    ['nothing'],
  ])('ends with 2 and three lines before anything is opened: %s %s', async (...argv) => {
    const said = await kntc({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, ...argv);
    expect(said.code).toBe(2);
    expect(said.err.split('\n')).toHaveLength(3);
    expect(said.out).toBe('');
  });

  it('proposes the nearest command, option and value', async () => {
    expect((await kntc({}, 'holds', 'lst')).err).toContain('Có phải list?');
    expect((await kntc({}, 'holds', 'list', '--limt', '3')).err).toContain('Có phải --limit?');
    expect((await kntc({}, 'holds', 'list', '--code', 'rejectd')).err).toContain('Có phải «REJECTED»?');
  });

  it('and names the command whose help to read', async () => {
    const help = (words: string): string => `Xem cách dùng: npm run kntc -- ${words}--help`;
    expect((await kntc({}, 'xyz')).err).toContain(help(''));
    expect((await kntc({}, 'holds', 'xyz')).err).toContain(help('holds '));
    expect((await kntc({}, 'holds', 'release', '--xyz')).err).toContain(help('holds release '));
    expect((await kntc({}, 'policy', 'record')).err).toContain(help('policy record '));
  });
});

it('shows help in Vietnamese, even in a broken environment', async () => {
  const said = await kntc({ PORT: 'x' }, 'holds', 'release', '--help');
  expect(said.code).toBe(0);
  expect(said.out).toMatch(/Cách dùng: kntc holds release/);
  expect(said.out).not.toMatch(/Usage|Options|Arguments|default|display help/);
});

it('shows help and ends with 2 when no command is given', async () => {
  expect(await kntc({})).toMatchObject({ code: 2, out: expect.stringContaining('doctor') });
  expect(await kntc({}, 'sources')).toMatchObject({ code: 2, err: expect.stringContaining('preview') });
});

it('lists every wrong variable without its secret', async () => {
  const said = await kntc({ PORT: 'x', DATABASE_URL: 'mysql://a:s3cret@b/c' }, 'status');
  expect(said.code).toBe(1);
  expect(said.err).toContain('PORT = "x"');
  expect(said.err).toContain('DATABASE_URL');
  expect(said.err).not.toContain('s3cret');
});

it('says in three lines that the database cannot be reached', async () => {
  const said = await kntc({ DATABASE_URL: 'postgres://nobody:s3cret@127.0.0.1:1/none' }, 'status');
  expect(said.code).toBe(1);
  expect(said.err.split('\n')).toEqual([
    expect.stringContaining('GW_T301'),
    expect.stringContaining('không có gì thay đổi'),
    expect.stringContaining('PostgreSQL'),
  ]);
  expect(said.err).not.toContain('s3cret');
});

describe('with neither DATABASE_URL nor a run', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'kntc-cli-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('explains where a database would come from and creates nothing', async () => {
    const said = await kntc({ KNTC_DATA_DIR: join(dataDir, 'empty') }, 'status');
    expect(said).toMatchObject({ code: 1, err: expect.stringContaining('npm start') });
  });

  it('uses the address a running npm start left', async () => {
    const run = join(dataDir, 'running', 'run');
    mkdirSync(run, { recursive: true });
    const note = {
      databaseUrl: 'postgres://x@127.0.0.1:1/kntc_a',
      // Another port: the gateway's own database is no far side.
      nationalBaseUrl: 'http://127.0.0.1:2/KNTC',
    };
    writeFileSync(join(run, 'gateway.json'), JSON.stringify({ ...note, pid: process.pid }));
    const said = await kntc(
      { KNTC_DATA_DIR: join(dataDir, 'running'), DATABASE_URL: note.databaseUrl },
      'doctor',
    );
    expect(said.out).toContain(`npm start đang chạy (pid ${process.pid})`);
    expect(said.out).toMatch(/✗ CSDLQG: GW_N202/);
  });
});
