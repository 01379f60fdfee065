import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { monthOf } from '@kntc/domain';
import { SaxesParser } from 'saxes';
import { unzipped } from '../../../test/fakes';
import { MiniRoad } from '../../../test/journey/mini-road';
import { kntc, parsed, variablesOf, type Said } from './kntc';

jest.setTimeout(120_000);

const WHO = ['--actor', 'Cán bộ Lan', '--reason', 'đổi khoá định kỳ'];

describe('receipts on the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-receipts-'));
  let road: MiniRoad;
  let reference: string;
  beforeAll(async () => {
    road = await MiniRoad.open();
    await road.petition('A-1');
    await road.petition('A-2');
    await road.converge();
    await road.stop();
    reference = (await road.standing('A-1')).reference ?? '';
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await road.close();
  });

  const run = (...argv: readonly string[]): Promise<Said> => kntc(variablesOf(road), ...argv);
  const tamper = async (sql: string, work: () => Promise<void>): Promise<void> => {
    const tables = ['receipt', 'receipt_checkpoint', 'receipt_stamp', 'step'];
    for (const table of tables) await road.own.query(`create table kept_${table} as table ${table}`);
    const setTriggers = async (how: string): Promise<void> => {
      for (const table of tables.slice(0, 3)) await road.own.query(`alter table ${table} ${how} trigger all`);
    };
    await setTriggers('disable');
    await road.own.query(sql);
    try {
      await work();
    } finally {
      for (const table of tables) {
        await road.own.query(`truncate ${table}`);
        await road.own.query(`insert into ${table} table kept_${table}`);
        await road.own.query(`drop table kept_${table}`);
      }
      await setTriggers('enable');
    }
  };

  it('stand for every confirmed step after a run, chained and signed', async () => {
    const { rows } = await road.own.query<{ count: number }>('select count(*)::int as count from step');
    const said = await run('receipts', 'verify', '--json');
    expect(parsed(said)).toMatchObject({
      receipts: rows[0]?.count,
      signed: rows[0]?.count,
      waiting: 0,
      isWhole: true,
      findings: [],
    });
    expect(said.code).toBe(0);
    expect((await run('receipts', 'verify')).out).toContain('Biên nhận nguyên vẹn');
  });

  it.each([
    ['an edited receipt', "update receipt set result_id = 'x' where seq = 1", 'biên nhận 1: nội dung'],
    ['a deleted one', 'delete from receipt where seq = 2', 'thiếu biên nhận giữa 1 và 3'],
    ['a cut tail', 'delete from receipt where seq > 1', 'phần cuối bị cắt'],
    ['an emptied chain with its signatures', 'truncate receipt, receipt_checkpoint', 'không có biên nhận'],
    [
      'a cut tail with its steps and signatures',
      'delete from receipt where seq > 1; delete from receipt_checkpoint; delete from step where (select count(*) from receipt r join national_record n using (reference) where n.id = step.national_record_id and r.kind = step.kind) = 0',
      'phần cuối bị cắt, hoặc cơ sở dữ liệu là bản cũ',
    ],
    ['a forged signature', "update receipt_checkpoint set signature = 'AAAA'", 'chữ ký không đúng'],
    ['a step changed since', "update step set body_sha256 = 'x'", 'khác với biên nhận mới nhất'],
  ])('shows %s', async (_what, sql, text) => {
    await tamper(sql, async () => {
      const said = await run('receipts', 'verify');
      expect(said.code).toBe(1);
      expect(said.out).toContain(text);
    });
    expect((await run('receipts', 'verify')).code).toBe(0);
  });

  it('go on from an older database only when two people accept it', async () => {
    const older = 'truncate receipt, receipt_checkpoint, step';
    await tamper(older, async () => {
      expect((await run('receipts', 'verify')).code).toBe(1);
      const two = ['--actor', 'Cán bộ Lan', '--approver', 'Trưởng phòng Hùng', '--reason', 'khôi phục'];
      expect((await run('audit', 'accept-restore', ...two)).code).toBe(0);
      expect((await run('receipts', 'verify')).code).toBe(0);
    });
    // Back again: what was remembered before no longer counts, and nothing contradicts it.
    expect((await run('receipts', 'verify')).code).toBe(0);
  });

  it('are shown for one record, and said to be none for another', async () => {
    const { out } = await run('receipts', 'show', reference);
    expect(out).toMatch(/Biên nhận số \d+: vụ việc/);
    expect(out).toContain('Cách xác nhận: CSDLQG trả lời');
    const { items } = parsed(await run('receipts', 'show', reference, '--json')) as { items: object[] };
    expect(items.length).toBeGreaterThan(0);
    expect((await run('receipts', 'show', 'HT-0000000000000')).err).toContain('chưa có biên nhận nào');
  });

  it('are exported as a form whose parts are well-formed, and no file is written over', async () => {
    const out = join(folder, 'phieu.docx');
    expect((await run('receipts', 'export', reference, '--out', out)).code).toBe(0);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const parts = await unzipped(readFileSync(out));
    for (const text of parts.values()) new SaxesParser({ xmlns: true }).write(text).close();
    const document = parts.get('word/document.xml') ?? '';
    for (const text of ['PHIẾU XÁC NHẬN LIÊN THÔNG', reference, 'vụ việc', 'Dấu vân tay khoá ký'])
      expect(document).toContain(text);
    expect((await run('receipts', 'export', reference, '--out', out)).code).toBe(1);
  });

  it('keep their keys exchangeable, on the audit, with everything signed before still good', async () => {
    const before = parsed(await run('receipts', 'keys', '--json')) as { items: object[] };
    expect((await run('receipts', 'rotate-key', ...WHO)).out).toContain('Đang ký biên nhận bằng khoá mới');
    const after = parsed(await run('receipts', 'keys', '--json')) as { items: { fingerprint: string }[] };
    expect(after.items).toHaveLength(before.items.length + 1);
    expect((await run('audit', 'list')).out).toContain(
      `receipts rotate-key ${after.items.at(-1)?.fingerprint}`,
    );
    expect((await run('receipts', 'verify')).code).toBe(0);
  });

  it('leave the house as a package that a stranger verifies', async () => {
    const { rows } = await road.own.query<{ agency: string; count: number }>(
      'select agency_id as agency, count(*)::int as count from receipt group by 1',
    );
    const agency = rows[0]?.agency ?? '';
    const out = join(folder, 'chung-cu.zip');
    const period = monthOf(new Date().toISOString());
    const said = await run('evidence', '--agency', agency, '--period', period, '--out', out, '--json');
    expect(parsed(said)).toMatchObject({ file: out, receipts: rows[0]?.count });
    const into = join(folder, 'goi');
    mkdirSync(into);
    for (const [name, text] of await unzipped(readFileSync(out))) writeFileSync(join(into, name), text);
    const { stdout } = await promisify(execFile)(process.execPath, ['verify.mjs'], { cwd: into, env: {} });
    expect(stdout).toMatch(new RegExp(`^OK: ${rows[0]?.count} biên nhận`));
    expect(stdout).toContain('Chưa có dấu thời gian của bên ngoài tỉnh');
    writeFileSync(join(into, 'bien-nhan.jsonl'), '');
    const failed = promisify(execFile)(process.execPath, ['verify.mjs'], { cwd: into, env: {} });
    await expect(failed).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('SAI') });
  });

  it.each([
    ['an agency that is none', ['--agency', 'khong-co', '--period', '2026-10']],
    ['a month that is none', ['--agency', 'khong-co', '--period', '10/2026']],
  ])('make no package for %s', async (_what, words) => {
    expect((await run('evidence', ...words, '--out', join(folder, 'none.zip'))).code).toBe(2);
  });
});
