import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dateInVietnam, toVietnameseDate } from '@kntc/domain';
import { MiniRoad } from '../mini-road';
import { QUICK } from '../ways-out/way-out';
import { cell, Clerk, fill } from './clerk';
import { openAsClerk, saveAsClerk, type ClerkSheet } from './clerk-workbook';

jest.setTimeout(240_000);

const BY = ['--actor', 'can-bo', '--reason', 'thử nghiệm'];
const TWO = [...BY, '--approver', 'lanh-dao'];
const AGENCY = ['--agency', 'ttt'];
const TODAY = toVietnameseDate(dateInVietnam(new Date()));

interface Told {
  readonly accepted: number;
  readonly unanswered: number;
  readonly missing: number;
  readonly repeated: number;
  readonly objections: readonly { readonly sheet: string; readonly line: number; readonly problem: string }[];
}

describe('an agency that may use no interface', () => {
  let road: MiniRoad;
  let clerk: Clerk;
  let sheets: readonly ClerkSheet[];
  const typedIds = new Map<string, string>();

  const file = (name: string): string => join(road.configDir, name);
  const creates = async (): Promise<readonly (string | null)[]> =>
    (await road.far.ledger())
      .filter(({ decision }) => decision === 'created')
      .map(({ reference }) => reference);
  const ledger = async (): Promise<unknown> => {
    const { lines } = await road.kntc('ledger', '--json');
    return (JSON.parse(lines.join('')) as { readonly total: unknown }).total;
  };
  const sheet = (name: string): ClerkSheet => {
    const found = sheets.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no sheet ${name}`);
    return found;
  };
  const rowOf = async (name: string, ma: string): Promise<string[]> => {
    const { reference } = await road.standing(ma);
    const found = sheet(name).rows.find((row) => row.includes(reference ?? '?'));
    if (found === undefined) throw new Error(`${ma} is not on ${name}`);
    return found;
  };
  const read = async (batch: string, path: string, more: readonly string[] = TWO): Promise<Told> => {
    const { lines, errors } = await road.kntc('batch', 'read', batch, '--file', path, '--json', ...more);
    if (lines.length === 0) throw new Error(errors.join('\n'));
    return JSON.parse(lines.join('')) as Told;
  };

  beforeAll(async () => {
    road = await MiniRoad.open({ edit: QUICK });
    clerk = new Clerk(road);
    for (const ma of ['RIGHT', 'MISTYPED', 'DOUBLE-1', 'DOUBLE-2', 'MISSING', 'REFUSED'])
      await road.petition(ma);
    await road.petition('TC', { loai: 'tc', linh_vuc: 'TN', ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
  });
  afterAll(() => road.close());

  it('sends nothing once one person says so; what is due waits for a batch in a ledger that adds up', async () => {
    expect(await road.kntc('batch', 'begin', ...AGENCY, ...BY)).toMatchObject({ code: 0 });
    expect(await road.converge()).toMatchObject({ converged: true, summary: { unaccounted: 0 } });
    expect(await creates()).toEqual([]);
    expect(await ledger()).toMatchObject({ unaccounted: 0, classes: { waiting: 7, shadow: 0, unknown: 0 } });
  });

  it('hands out each step once, in order, denunciations only where two people want them', async () => {
    const out = ['--out', file('dot-1.xlsx')];
    const made = await road.kntc('batch', 'export', ...AGENCY, ...BY, ...out);
    expect(made).toMatchObject({ code: 0 });
    sheets = await openAsClerk(file('dot-1.xlsx'));
    expect(sheets.map(({ name, rows }) => `${name}: ${rows.length}`).slice(1)).toEqual([
      '1 Vụ việc: 6',
      '2 Kết quả xử lý: 6',
    ]);
    expect(await ledger()).toMatchObject({ unaccounted: 0, classes: { waiting: 1, unknown: 6 } });
    expect(await road.kntc('batch', 'export', ...AGENCY, ...BY, '--out', file('x.xlsx'))).toMatchObject({
      code: 1,
    });
    const alone = await road.kntc(
      'batch',
      'export',
      ...AGENCY,
      ...BY,
      '--denunciations',
      '--out',
      file('y.xlsx'),
    );
    expect(alone).toMatchObject({ code: 1 });
    await road.change('RIGHT', { yeu_cau: 'Đề nghị thêm.' });
    await road.takeIn();
    await road.gateway.sweep();
    expect(await creates()).toEqual([]);
    expect(await ledger()).toMatchObject({ unaccounted: 0, classes: { unknown: 6 } });
  });

  it('takes back what a clerk typed row by row, and says of each other row why not', async () => {
    const cases = sheet('1 Vụ việc');
    const handling = sheet('2 Kết quả xử lý');
    const done = { day: TODAY, by: 'Nguyễn Thị Nhập', result: 'đã nhập' };
    for (const ma of ['RIGHT', 'MISTYPED', 'DOUBLE-1', 'DOUBLE-2', 'MISSING']) {
      const row = await rowOf('1 Vụ việc', ma);
      const id = await clerk.type(cases, row);
      typedIds.set(ma, id);
      await clerk.type(handling, await rowOf('2 Kết quả xử lý', ma), id);
      fill(cases, row, { ...done, id });
      fill(handling, await rowOf('2 Kết quả xử lý', ma), done);
    }
    fill(cases, await rowOf('1 Vụ việc', 'MISTYPED'), { ...done, id: `${typedIds.get('MISTYPED') ?? ''}0` });
    fill(cases, await rowOf('1 Vụ việc', 'DOUBLE-2'), { ...done, id: typedIds.get('DOUBLE-1') ?? '' });
    fill(cases, await rowOf('1 Vụ việc', 'REFUSED'), {
      result: 'bị từ chối',
      note: 'Trần Văn Mẫu: thiếu NgayVanBan',
    });
    fill(handling, await rowOf('2 Kết quả xử lý', 'REFUSED'), { result: 'chưa nhập' });
    const lost = await rowOf('1 Vụ việc', 'MISSING');
    const partial = sheets.map((one) => ({ ...one, rows: one.rows.filter((row) => row !== lost) }));
    await saveAsClerk(file('ket-qua-1.xlsx'), partial);

    expect(await read('1', file('ket-qua-1.xlsx'), [...TWO, '--preview'])).toMatchObject({ accepted: 4 });
    expect(await road.kntc('batch', 'read', '1', '--file', file('ket-qua-1.xlsx'), ...BY)).toMatchObject({
      code: 1,
    });
    expect(await ledger()).toMatchObject({ classes: { unknown: 6 } });
    const told = await read('1', file('ket-qua-1.xlsx'));
    expect(told).toMatchObject({ accepted: 4, missing: 1, unanswered: 0, repeated: 0 });
    expect(told.objections.map(({ problem }) => problem).toSorted()).toEqual([
      'earlier-step', // of the mistyped one
      'earlier-step', // of both doubles
      'earlier-step',
      'earlier-step', // of the missing one
      'id-doubled',
      'id-doubled',
      'id-form',
    ]);
    // A newer version came meanwhile: RIGHT stands, and what changed is due.
    expect(await ledger()).toMatchObject({ unaccounted: 0, classes: { unknown: 4, held: 1 } });
    expect(await road.standing('REFUSED')).toMatchObject({ class: 'held', code: 'REJECTED' });
    const { rows } = await road.own.query<{ hold_detail: string }>(
      "select hold_detail from outbox where hold_code = 'REJECTED'",
    );
    expect(rows[0]?.hold_detail).not.toContain('Trần Văn Mẫu');
    expect(await read('1', file('ket-qua-1.xlsx'))).toMatchObject({ accepted: 0, repeated: 4 });
  });

  it('takes the rest from a workbook that was put right, and ends with what the far side really holds', async () => {
    const cases = sheet('1 Vụ việc');
    for (const ma of ['MISTYPED', 'DOUBLE-1', 'DOUBLE-2', 'MISSING'])
      fill(cases, await rowOf('1 Vụ việc', ma), {
        day: TODAY,
        by: 'Lan',
        result: 'đã nhập',
        id: typedIds.get(ma) ?? '',
      });
    await saveAsClerk(file('ket-qua-2.xlsx'), sheets);
    expect(await read('1', file('ket-qua-2.xlsx'))).toMatchObject({
      accepted: 8,
      objections: [],
      missing: 0,
    });
    expect(await ledger()).toMatchObject({ unaccounted: 0, classes: { unknown: 0, confirmed: 4 } });
    const { rows } = await road.own.query<{ reference: string; national_id: string }>(
      'select reference, national_id from national_record where national_id is not null',
    );
    const far = new Map(
      (await road.far.ledger())
        .filter(({ decision }) => decision === 'created')
        .map((one) => [one.reference, one.id]),
    );
    expect(new Map(rows.map((row) => [row.reference, row.national_id]))).toEqual(far);
  });

  it('leaves a receipt of each step that names the workbook, and says who stood behind it', async () => {
    await road.gateway.parts.receipts.turn();
    const { reference } = await road.standing('DOUBLE-1');
    const sha256 = createHash('sha256')
      .update(readFileSync(file('ket-qua-2.xlsx')))
      .digest('hex');
    const { rows } = await road.own.query<{ acknowledged: string }>(
      'select body_sha256, acknowledged, acted_by, result_id from receipt where reference = $1 order by seq',
      [reference],
    );
    const receipt = { body_sha256: sha256, acknowledged: 'entered-by-hand', acted_by: 'two-persons' };
    const result_id = typedIds.get('DOUBLE-1');
    expect(rows).toEqual([
      { ...receipt, result_id },
      { ...receipt, result_id },
    ]);
    expect(await road.kntc('receipts', 'verify')).toMatchObject({ code: 0 });
    const { rows: audit } = await road.own.query<{ actor: string; approver: string }>(
      "select actor, approver from audit_entry where action = 'batch read' and target = $1",
      [reference],
    );
    expect(audit).toHaveLength(1);
    expect(JSON.stringify(audit)).toMatch(/can-bo.*lanh-dao/);
  });

  it('goes over the wire again after two people said so, and creates nothing a second time', async () => {
    const before = await creates();
    const cancelled = await road.kntc(
      'batch',
      'export',
      ...AGENCY,
      ...TWO,
      '--denunciations',
      '--out',
      file('dot-2.xlsx'),
    );
    expect(cancelled).toMatchObject({ code: 0 });
    const second = await openAsClerk(file('dot-2.xlsx'));
    expect(second.map(({ name }) => name)).toContain('TC 1 Vụ việc');
    expect(JSON.stringify(second)).toContain('giữ bí mật');
    const tc = second.find(({ name }) => name === 'TC 1 Vụ việc') as ClerkSheet;
    const typed = await clerk.type(tc, tc.rows[0] ?? []);
    expect(cell(tc, tc.rows[0] ?? [], 'Mã hồ sơ')).toBe((await road.standing('TC')).reference);
    expect(await road.kntc('batch', 'cancel', '2', ...TWO)).toMatchObject({ code: 0 });
    expect(await road.standing('TC')).toMatchObject({ class: 'held', code: 'UNKNOWN_OUTCOME' });
    expect(await road.kntc('batch', 'end', ...AGENCY, ...TWO)).toMatchObject({ code: 0 });
    await road.petition('LATER');
    await road.converge();
    const added = (await creates()).slice(before.length);
    expect(added).toEqual([(await road.standing('TC')).reference, (await road.standing('LATER')).reference]);
    const { reference } = await road.standing('TC');
    const resolved = await road.kntc('holds', 'resolve', reference ?? '', '--national-id', typed, ...TWO);
    expect(resolved).toMatchObject({ code: 0 });
    await road.converge();
    expect(await road.standing('TC')).toMatchObject({ class: 'confirmed' });
    expect(new Set(await creates()).size).toBe((await creates()).length);
    expect(await ledger()).toMatchObject({ unaccounted: 0, classes: { unknown: 0 } });
  });
});
