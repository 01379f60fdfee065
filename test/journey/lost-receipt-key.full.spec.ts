import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReceiptKeyFile } from '@kntc/confidentiality';
import { unzipped } from '../fakes';
import { MiniRoad } from './mini-road';

jest.setTimeout(60_000);

describe('a gateway that lost the keys of its receipts', () => {
  let road: MiniRoad;
  let path: string;
  beforeAll(async () => {
    road = await MiniRoad.open();
    path = join(road.configDir, 'var', 'keys', 'receipt-keys.json');
    await road.petition('A-1');
    await road.converge();
    await road.stop();
    renameSync(path, `${path}.away`);
  });
  afterAll(() => road.close());

  const countOf = async (table: string): Promise<number> =>
    ((await road.own.query(`select count(*)::int as n from ${table}`)).rows[0] as { n: number }).n;
  const saidOf = async (): Promise<string> => {
    road.logLines.length = 0;
    await road.restart();
    await road.gateway.keepReceipts();
    return road.logLines.filter((line) => line.includes('GW_T311')).join('\n');
  };
  const doctor = async (): Promise<string> => (await road.kntc('doctor')).lines.join('\n');

  it('says at its start what is wrong and what to do, though there is nothing to sign', async () => {
    const said = await saidOf();
    expect(said).toContain('"level":"error"');
    expect(said).toContain('Khôi phục đúng tệp này từ bản sao lưu');
    expect(await doctor()).toMatch(/✗ Khoá ký biên nhận: GW_T311.*receipt-keys.json/);
  });

  it('sends on and chains on, unsigned, and makes no other key', async () => {
    const [chained, signed] = [await countOf('receipt'), await countOf('receipt_checkpoint')];
    await road.petition('A-2');
    expect(await road.converge()).toMatchObject({ converged: true });
    expect(await countOf('receipt')).toBeGreaterThan(chained);
    expect(await countOf('receipt_checkpoint')).toBe(signed);
    expect(existsSync(path)).toBe(false);
  });

  it('takes neither a damaged file nor the keys of somebody else', async () => {
    const signed = await countOf('receipt_checkpoint');
    writeFileSync(path, '{"format":1', { mode: 0o600 });
    expect(await saidOf()).toContain('GW_T311');
    rmSync(path);
    new ReceiptKeyFile(path).createFirst(new Date('2026-01-01T00:00:00Z'));
    expect(await saidOf()).toContain('GW_T311');
    expect(await doctor()).toContain('which signed before, is not among them');
    expect(await countOf('receipt_checkpoint')).toBe(signed);
  });

  it('signs on when the right file is back, and all that was chained meanwhile', async () => {
    await road.stop();
    renameSync(`${path}.away`, path);
    expect(await saidOf()).toBe('');
    expect(await road.kntc('receipts', 'verify')).toMatchObject({ code: 0 });
    expect(await doctor()).toContain('✓ Khoá ký biên nhận');
  });

  describe('without any copy', () => {
    const TWO = ['--actor', 'Lan', '--approver', 'Minh', '--reason', 'hỏng ổ đĩa, không còn bản sao'];
    const anew = (...more: readonly string[]) =>
      road.kntc('receipts', 'rotate-key', '--without-old', ...more);
    const month = (): string => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 7);

    it('makes no other key while the old one is there, nor by one person', async () => {
      expect((await anew(...TWO)).errors.join('\n')).toContain('không mất');
      rmSync(path);
      const alone = await anew('--actor', 'Lan', '--approver', ' lan', '--reason', 'x');
      expect([alone.code, alone.errors.join('\n')]).toEqual([
        2,
        expect.stringContaining('hai người khác nhau'),
      ]);
      expect(existsSync(path)).toBe(false);
    });

    it('signs on with another key by two people, on record', async () => {
      const done = await anew(...TWO);
      expect([done.code, done.lines.join('\n')]).toEqual([
        0,
        expect.stringContaining('không được khoá cũ xác nhận'),
      ]);
      const { rows } = await road.own.query(
        "select actor, approver, result from audit_entry where action = 'receipts rotate-key --without-old'",
      );
      expect(rows).toEqual([
        {
          actor: expect.stringContaining('Lan'),
          approver: expect.stringContaining('Minh'),
          result: 'done',
        },
      ]);
      await road.petition('A-3');
      expect(await saidOf()).toBe('');
      expect(await road.converge()).toMatchObject({ converged: true });
      await road.gateway.keepReceipts();
      expect(await countOf('receipt_key_break')).toBe(1);
      expect(await doctor()).toContain('✓ Khoá ký biên nhận');
    });

    it('shows the break to whoever verifies: neither whole nor forged', async () => {
      const said = await road.kntc('receipts', 'verify');
      expect(said.code).toBe(1);
      expect(said.lines.join('\n')).toMatch(
        /GIÁN ĐOẠN[^]*khoá mới [0-9a-f]{16} không được khoá cũ [0-9a-f]{16} xác nhận, hai người ghi nhận ngày \d\d\/\d\d\/\d{4}; \d+ mốc ký/,
      );
      expect(said.lines.join('\n')).not.toContain('khoá ký bị sửa');
      const out = join(road.configDir, 'goi.zip');
      expect(await road.kntc('evidence', '--agency', 'ttt', '--period', month(), '--out', out)).toMatchObject(
        {
          code: 0,
        },
      );
      const files = await unzipped(readFileSync(out));
      const folder = join(road.configDir, 'goi');
      mkdirSync(folder);
      for (const [name, text] of files) writeFileSync(join(folder, name), text);
      const verdict = spawnSync(process.execPath, [join(folder, 'verify.mjs')], {
        encoding: 'utf8',
        env: {},
      });
      expect(verdict.status).toBe(3);
      expect(verdict.stdout).toMatch(/^GIÁN ĐOẠN KHOÁ[^]*hai người ghi nhận ngày/);
      expect(verdict.stdout).not.toMatch(/SAI|^OK/m);
      expect(files.get('HUONG-DAN.md')).toContain('gián đoạn khoá');
    });
  });
});
