import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReceiptKeyFile } from '@kntc/confidentiality';
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
});
