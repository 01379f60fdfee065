import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fill } from '../journey/by-hand/clerk';
import { openAsClerk, saveAsClerk } from '../journey/by-hand/clerk-workbook';
import { rowOf, type Planted } from './canaries';
import { POLICY } from './flows';
import { World } from './world';

jest.setTimeout(240_000);

const DENUNCIATION = { loai: 'tc', linh_vuc: 'TN', ngay_thu_ly: '2026-03-10', han: '2026-05-10' };
const TWO = ['--actor', 'can-bo', '--approver', 'lanh-dao', '--reason', 'thử'];
const AGENCY = ['--agency', 'ttt'];

/** Clerks who type denunciations have the paper file before them, and write what they read there into any cell. */
describe('whoever denounces is seen by nobody in what a clerk notes', () => {
  let world: World;
  let planted: Planted;
  // Not a place of the gateway: what a clerk writes into a file of their own is theirs to keep.
  const folder = mkdtempSync(join(tmpdir(), 'kntc-clerk-'));
  const kntc = async (...words: readonly string[]): Promise<string> => {
    const { lines, errors } = await world.road.kntc(...words);
    const said = [...lines, ...errors].join('\n');
    world.said.push({ where: words.slice(0, 2).join(' '), bytes: Buffer.from(said, 'utf8') });
    return said;
  };

  beforeAll(async () => {
    world = await World.open();
    await world.road.converge();
    await world.learnCommonWords();
    const { road, aviary } = world;
    await road.gateway.parts.policies.record(POLICY);
    planted = aviary.petition('TC-NOTE', 'denouncer');
    await road.petition('TC-NOTE', rowOf(planted, DENUNCIATION, true));
    const second = aviary.petition('TC-TYPED', 'denouncer');
    await road.petition('TC-TYPED', rowOf(second, DENUNCIATION, true));
    await kntc('batch', 'begin', ...AGENCY, '--actor', 'can-bo', '--reason', 'thử');
    await road.converge();
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });

  it('neither in the hold, nor in lists, answers, tables and logs', async () => {
    const { road } = world;
    const [out, done] = [join(folder, 'dot.xlsx'), join(folder, 'xong.xlsx')];
    await kntc('batch', 'export', ...AGENCY, '--denunciations', '--out', out, ...TWO);
    const sheets = await openAsClerk(out);
    const name = planted.name('họ tên trong ghi chú');
    const refused = (await road.standing('TC-NOTE')).reference ?? '';
    const typed = (await road.standing('TC-TYPED')).reference ?? '';
    const cases = sheets.find((sheet) => sheet.name === 'TC 1 Vụ việc');
    const rowFor = (reference: string) => cases?.rows.find((row) => row.includes(reference));
    const [one, other] = [rowFor(refused), rowFor(typed)];
    if (cases === undefined || one === undefined || other === undefined) throw new Error('not handed out');
    const { address, phone } = {
      address: planted.address('địa chỉ trong ghi chú'),
      phone: planted.phone('điện thoại trong ghi chú'),
    };
    const note = `Bà ${name}, ${address}, ${phone} đứng đơn; thiếu NgayVanBan`;
    for (const sheet of sheets.slice(1))
      for (const row of sheet.rows) fill(sheet, row, { result: 'chưa nhập', note });
    fill(cases, one, { result: 'bị từ chối', note });
    const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    const id = '0a000000-0000-4000-8000-000000000001';
    fill(cases, other, {
      result: 'đã nhập',
      id,
      day,
      by: `thay bà ${planted.name('họ tên ở cột người nhập')}`,
      note,
    });
    await saveAsClerk(done, sheets);
    expect(await kntc('batch', 'read', '1', '--file', done, '--preview', ...TWO)).toContain(
      ' 0 dòng chưa điền',
    );
    expect(await kntc('batch', 'read', '1', '--file', done, ...TWO)).toContain(' 0 dòng chưa điền');
    expect(await road.standing('TC-TYPED')).not.toMatchObject({ code: 'IN_BATCH' });
    expect(await road.standing('TC-NOTE')).toMatchObject({ class: 'held', code: 'REJECTED' });
    expect(await kntc('holds', 'show', refused)).toContain('cổng không lưu lời ghi chú');
    await kntc('holds', 'list', '--json');
    await kntc('batch', 'list', '--json');
    await world.look('notes of a clerk');
    expect(world.scan()).toEqual([]);
  });

  it('though what is looked through would show it', async () => {
    const { own } = world.road;
    const value = planted.name('họ tên để lộ');
    await own.query("update outbox set hold_detail = $1 where hold_code = 'REJECTED'", [value]);
    await world.look('a careless clerk');
    const reference = (await world.road.standing('TC-NOTE')).reference ?? '';
    await kntc('holds', 'show', reference);
    const found = new Set(world.scan().map(({ sink }) => sink));
    expect([...found]).toEqual(expect.arrayContaining(['output of processes']));
  });
});
