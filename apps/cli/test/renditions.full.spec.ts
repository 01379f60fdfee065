import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MiniRoad } from '../../../test/journey/mini-road';
import { kntc, parsed, variablesOf } from './kntc';
import type { Said } from './kntc';

const NAME = 'Trịnh Thị Bưởi';
const DENUNCIATION = {
  loai: 'tc',
  linh_vuc: 'TN',
  ngay_thu_ly: '2026-03-10',
  han: '2026-05-10',
  ho_ten: NAME,
  cccd: '052181000123',
  dien_thoai: '0912345678',
  dia_chi: 'Thôn Tân Lập',
  noi_dung: `Tôi là ${NAME}, tố cáo cán bộ nhận tiền.`,
  tom_tat_xu_ly: `Bà Bưởi đã bổ sung chứng cứ.`,
};
const REDACTED = 'Người tố cáo trình bày: cán bộ nhận tiền khi giao đất.';

jest.setTimeout(180_000);

describe('redacted renditions, judged by what the far side holds', () => {
  let road: MiniRoad;
  const folder = mkdtempSync(join(tmpdir(), 'kntc-renditions-'));
  beforeAll(async () => {
    road = await MiniRoad.open();
    await road.petition('TC-1', DENUNCIATION);
    await road.converge();
  });
  afterAll(async () => {
    await road.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (...argv: readonly string[]): Promise<Said> => kntc(variablesOf(road), 'renditions', ...argv);
  const file = (text: string | Uint8Array): string => {
    const path = join(folder, 'ban-da-che.txt');
    writeFileSync(path, text);
    return path;
  };
  const referenceOf = async (ma: string): Promise<string> => (await road.standing(ma)).reference ?? '';
  const propose = async (
    ma: string,
    field: string,
    text: string | Uint8Array,
    actor = 'Lan',
  ): Promise<Said> =>
    run('propose', await referenceOf(ma), '--field', field, '--file', file(text), '--actor', actor, '--json');
  const agreed = async (ma: string, field: string, text: string | Uint8Array): Promise<string> => {
    const { id } = parsed(await propose(ma, field, text)) as { readonly id: string };
    expect(await run('approve', id, '--actor', 'Hùng')).toMatchObject({ code: 0 });
    return id;
  };
  const stateOf = async (id: string): Promise<string | undefined> => {
    const { items } = parsed(await run('list', '--json')) as {
      readonly items: readonly { readonly id: string; readonly state: string }[];
    };
    return items.find((one) => one.id === id)?.state;
  };
  const bodies = async (ma: string) =>
    (await road.delivered(ma)).map(({ decision, body }): Readonly<Record<string, unknown>> => ({
      decision,
      ...body,
    }));
  const contents = async (ma: string) =>
    (await bodies(ma)).flatMap(({ NoiDungDon }) => (typeof NoiDungDon === 'string' ? [NoiDungDon] : []));

  it('are refused while they show who the denouncer is, with the line and no more', async () => {
    const shown = file('Người tố cáo trình bày.\nbà Bưởi, 0912.345.678, thôn tân lập');
    const target = ['propose', await referenceOf('TC-1'), '--field', 'content'];
    const said = await run(...target, '--actor', 'Lan', '--file', shown);
    expect(said.code).toBe(1);
    expect(said.err).toContain('dòng 2: tên');
    expect(said.err).toContain('dòng 2: số điện thoại');
    expect(said.err).toContain('dòng 2: một phần địa chỉ');
    expect(said.err).not.toMatch(/Bưởi|0912|Tân Lập/i);
    expect(parsed(await run('list', '--json'))).toEqual({ items: [] });
  });

  it('change nothing until another person approved them', async () => {
    const { id } = parsed(await propose('TC-1', 'content', REDACTED)) as { readonly id: string };
    expect(await propose('TC-1', 'content', REDACTED)).toMatchObject({
      code: 1,
      err: expect.stringContaining('đang chờ duyệt'),
    });
    expect(await run('approve', id, '--actor', 'LAN')).toMatchObject({ code: 1 });
    expect((await run('show', id, '--actor', 'Hùng')).out).toBe(REDACTED);
    const { rows } = await road.own.query<{ content: Buffer }>('select content from rendition');
    expect(rows[0]?.content.toString('latin1')).not.toContain('trình bày');
    await road.converge();
    expect(await contents('TC-1')).toEqual([expect.stringContaining('Loại đơn: ')]);
    expect(await run('approve', id, '--actor', 'Hùng')).toMatchObject({ code: 0 });
  });

  it('do not overwrite what stands at the far side until two people decided that too', async () => {
    await road.converge();
    expect(await road.standing('TC-1')).toMatchObject({ class: 'held', code: 'CORRECTION_NEEDS_DECISION' });
    const reference = await referenceOf('TC-1');
    const decision = { actor: 'Lan', approver: 'Hùng', reason: 'bản đã che', idempotencyKey: 'r-1' };
    await road.gateway.parts.operations.release(reference, decision);
    await road.converge();
    expect((await contents('TC-1')).at(-1)).toContain(REDACTED);
    expect(JSON.stringify(await bodies('TC-1'))).not.toMatch(/Bưởi|052181000123|0912345678|Tân Lập/);
  });

  it('leave by themselves where nothing protected stands: texts of later steps, and files', async () => {
    await road.petition('TC-3', { ...DENUNCIATION, noi_dung: 'Đơn thứ ba.', ho_ten: 'Phạm Văn Khác' });
    await road.converge();
    await agreed('TC-3', 'handling', 'Đã bổ sung chứng cứ.');
    await road.converge();
    const handling = (await bodies('TC-3')).flatMap(({ NoiDungXuLy: wire }) =>
      wire === undefined ? [] : [(wire as { TomTatNoiDungXuLy: string }).TomTatNoiDungXuLy],
    );
    expect(handling).toEqual(['', 'Đã bổ sung chứng cứ.']);
    await agreed('TC-3', 'file:1', '%PDF-1.7 bản đã che');
    await road.converge();
    expect(await road.standing('TC-3')).toMatchObject({ class: 'confirmed' });
    expect((await bodies('TC-3')).at(-1)).toMatchObject({
      Attachment: [{ TenFileDinhKem: 'ban-da-che-1.pdf', TenHoSo: 'Bản đã che thông tin người tố cáo' }],
    });
  });

  it('end when the original changes: nobody approved the new one', async () => {
    const id = await agreed('TC-3', 'content', 'Tố cáo cán bộ địa chính.');
    expect(await stateOf(id)).toBe('approved');
    await road.change('TC-3', { noi_dung: 'Đơn thứ ba, viết lại.' });
    await road.converge();
    await road.converge();
    expect(await stateOf(id)).toBe('void');
    expect(road.logLines.join('')).toContain('originals changed');
    // The summary stands there and is planned again: nothing to correct.
    expect(await road.standing('TC-3')).toMatchObject({ class: 'confirmed' });
    expect((await contents('TC-3')).at(-1)).toContain('Loại đơn: ');
  });

  it('are taken back, and both acts of every one are on the audit', async () => {
    const id = await agreed('TC-3', 'handling', 'Đã bổ sung.');
    expect(await run('withdraw', id, '--actor', 'Hùng', '--reason', 'nhầm')).toMatchObject({ code: 0 });
    expect(await stateOf(id)).toBe('withdrawn');
    const { rows } = await road.own.query<{ action: string; n: string }>(
      "select action || ' ' || result as action, count(*) as n from audit_entry where action like 'renditions%' group by 1 order by 1",
    );
    expect(rows.map(({ action, n }) => `${n} ${action}`)).toEqual([
      '5 renditions approve done',
      '1 renditions approve refused',
      '5 renditions propose done',
      '1 renditions propose refused',
      '1 renditions show done',
      expect.stringMatching(/^\d renditions void done$/),
      '1 renditions withdraw done',
    ]);
    expect(await run('withdraw', id, '--actor', 'Hùng', '--reason', 'nhầm')).toMatchObject({ code: 1 });
  });

  it('are for denunciations only, and for parts a case has', async () => {
    await road.petition('KN-1', { ho_ten: NAME });
    await road.converge();
    expect((await propose('KN-1', 'content', REDACTED)).err).toContain('không phải đơn tố cáo');
    expect((await propose('TC-3', 'resolution:1', REDACTED)).err).toContain('chưa có phần này');
    expect(await propose('TC-3', 'contnt', REDACTED)).toMatchObject({ code: 2 });
    expect(await propose('TC-3', 'content', 'PK\u0003\u0004')).toMatchObject({ code: 2 });
  });
});
