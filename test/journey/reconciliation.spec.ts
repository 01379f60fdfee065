import { MiniRoad, until } from './mini-road';
import { command, QUICK, referenceOf } from './ways-out/way-out';

jest.setTimeout(180_000);

const WEB = 'trang-web-csdlqg';

let road: MiniRoad;
beforeAll(async () => {
  road = await MiniRoad.open({ edit: QUICK });
});
afterAll(() => road.close());

interface Found {
  readonly ma: string;
  readonly code: string;
  readonly class: string;
  readonly fields: readonly string[];
}

/** What stands open, by the key of the local system. */
async function found(): Promise<readonly Found[]> {
  const { rows } = await road.own.query<{
    ma: string;
    code: string;
    class: string;
    fields: { field: string }[];
  }>(
    `select coalesce(c.local_key, '-') as ma, f.code, f.class, f.fields from finding f
     left join national_record n on n.id = f.national_record_id left join case_file c on c.id = n.case_id
     where f.settled_at is null order by 1, 2`,
  );
  return rows.map(({ fields, ...row }) => ({ ...row, fields: fields.map(({ field }) => field) }));
}

/** Everything confirmed lies longer back than the settle time; then all of it is compared once. */
async function compareAll(): Promise<void> {
  await until(async () => {
    const { rows } = await road.own.query<{ is_settled: boolean }>(
      "select coalesce(max(confirmed_at) < clock_timestamp() - interval '1 second', true) as is_settled from step",
    );
    return rows[0]?.is_settled === true;
  });
  await road.own.query(
    "insert into reconciliation_run (agency_id, kind, key, per_minute, expected) values ('x', 'full', '', 60, 0)",
  );
  await until(async () => {
    await road.gateway.reconcile();
    const open = await road.own.query(
      "select from reconciliation_run where kind = 'full' and finished_at is null",
    );
    return open.rowCount === 0;
  });
}

async function idOf(ma: string): Promise<string> {
  const [first] = await road.delivered(ma);
  return first?.caseId ?? '';
}

const sent = async (): Promise<number> =>
  (await road.far.ledger()).filter(({ account }) => account !== WEB).length;

describe('reconciliation of a province with its far side', () => {
  const SAME = ['SAME-KN', 'SAME-TC', 'SAME-KNPA'];

  beforeAll(async () => {
    await road.petition('SAME-KN', { cccd: '037081000123' });
    await road.petition('SAME-TC', { loai: 'tc', ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
    await road.petition('SAME-KNPA', { loai: 'knpa' });
    for (const ma of ['NAME', 'CONTENT', 'GONE', 'GIVEN', 'MOVED', 'TWICE', 'SPELT', 'HIDDEN', 'MARKER'])
      await road.petition(ma, {
        cccd: '037081000123',
        ...(ma === 'HIDDEN' && { loai: 'tc', ngay_thu_ly: '2026-03-10', han: '2026-05-10' }),
      });
    await road.converge();
    await compareAll();
  });

  it('finds nothing where both sides are equal', async () => {
    expect(await found()).toEqual([]);
    const { rows } = await road.own.query('select class, count(*)::int as count from comparison group by 1');
    expect(rows).toEqual([{ class: 'matching', count: 12 }]);
  });

  it('finds every difference that was made, and nothing else, and changes nothing', async () => {
    const before = await sent();
    const person = (HoTen: string) => ({ NguoiKNTC: { DataNguoiKNTC: { 0: { HoTen } } } });
    const [moved] = await road.far.tamper([
      { do: 'duplicate', caseId: await idOf('MOVED') },
      { do: 'edit', caseId: await idOf('NAME'), set: person('Trần Văn Khác') },
      {
        do: 'edit',
        caseId: await idOf('CONTENT'),
        set: { NoiDungDon: `Nội dung đã sửa.\n[Mã hồ sơ địa phương: ${await referenceOf(road, 'CONTENT')}]` },
      },
      { do: 'remove', caseId: await idOf('GONE') },
      {
        do: 'replace',
        caseId: await idOf('GIVEN'),
        set: { NoiDungDon: 'Vụ việc của người khác.', ...person('Lê Thị Lạ') },
      },
      { do: 'remove', caseId: await idOf('MOVED') },
      { do: 'duplicate', caseId: await idOf('TWICE') },
      { do: 'edit', caseId: await idOf('SPELT'), set: person('  TRẦN   VĂN MẪU ') },
      { do: 'edit', caseId: await idOf('HIDDEN'), set: person('***') },
      {
        do: 'edit',
        caseId: await idOf('MARKER'),
        set: { NoiDungDon: 'Nội dung đơn số MARKER, đề nghị xem xét.' },
      },
    ]);
    await road.far.settings({ foreignUpdate: 'refuse' });
    await compareAll();
    expect(await found()).toEqual([
      { ma: 'CONTENT', code: 'FIELDS_DIFFER', class: 'different', fields: ['content'] },
      { ma: 'GIVEN', code: 'ID_REASSIGNED', class: 'different', fields: [] },
      { ma: 'GONE', code: 'ID_VANISHED', class: 'onlyLocal', fields: [] },
      { ma: 'MOVED', code: 'ID_MOVED', class: 'different', fields: [] },
      { ma: 'NAME', code: 'FIELDS_DIFFER', class: 'different', fields: ['petitioners[0].fullName'] },
      { ma: 'TWICE', code: 'DUPLICATE_THERE', class: 'onlyNational', fields: [] },
    ]);
    expect(moved).toBeDefined();
    expect(await sent()).toBe(before);
  });

  it.each(['GIVEN', 'GONE', 'MOVED'])(
    'stops delivery of %s, whatever happens to it meanwhile',
    async (ma) => {
      await road.change(ma, { ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
      const before = await sent();
      await road.converge();
      expect(await road.standing(ma)).toMatchObject({ class: 'held', code: 'NATIONAL_DIFFERS' });
      expect(await sent()).toBe(before);
    },
  );

  it('sends new steps of a record whose fields differ, and overwrites nothing before two people said so', async () => {
    await road.change('CONTENT', { ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
    await road.converge();
    expect((await road.delivered('CONTENT')).at(-1)?.method).toBe('CapNhatGiaiQuyet');
    await road.change('CONTENT', { noi_cap: 'Cục Cảnh sát', dia_chi: 'Thôn Mới' });
    await road.converge();
    expect(await road.standing('CONTENT')).toMatchObject({
      class: 'held',
      code: 'CORRECTION_NEEDS_DECISION',
    });
    const reference = await referenceOf(road, 'CONTENT');
    const { operations } = road.gateway.parts;
    await operations.release(reference, command('Bản của tỉnh đúng.', 'operator-two'));
    await road.converge();
    expect(await road.standing('CONTENT')).toMatchObject({ class: 'confirmed' });
  });

  it('lets a record go on by itself once the far side shows it again', async () => {
    const marker = `[Mã hồ sơ địa phương: ${await referenceOf(road, 'GIVEN')}]`;
    await road.far.tamper([
      {
        do: 'replace',
        caseId: await idOf('GIVEN'),
        set: {
          NoiDungDon: `Nội dung đơn số GIVEN, đề nghị xem xét.\n${marker}`,
          NguoiKNTC: { DataNguoiKNTC: { 0: { HoTen: 'Trần Văn Mẫu' } } },
        },
      },
    ]);
    await compareAll();
    expect((await found()).map(({ ma }) => ma)).toEqual(['GONE', 'MOVED', 'NAME', 'TWICE']);
    expect(await road.standing('GIVEN')).not.toMatchObject({ class: 'held' });
  });

  it('takes the word of two people for what a look-up cannot decide, and both sides end equal', async () => {
    const { operations } = road.gateway.parts;
    const ids = (await road.far.ledger()).filter(({ account }) => account === WEB);
    const moved = ids.find(({ decision }) => decision === 'created')?.id ?? '';
    const [gone, other] = [await referenceOf(road, 'GONE'), await referenceOf(road, 'MOVED')];
    expect(await operations.resolveNotThere(gone, command('Không còn.', 'operator-two'))).toMatchObject({
      kind: 'done',
    });
    expect(await operations.resolveWithId(other, moved, command('Mã mới.', 'operator-two'))).toMatchObject({
      kind: 'done',
    });
    await road.far.tamper([
      {
        do: 'edit',
        caseId: await idOf('NAME'),
        set: { NguoiKNTC: { DataNguoiKNTC: { 0: { HoTen: 'Trần Văn Mẫu' } } } },
      },
    ]);
    await road.converge();
    for (const ma of ['GONE', 'MOVED', ...SAME])
      expect(await road.standing(ma)).toMatchObject({ class: 'confirmed' });
    await compareAll();
    expect(await found()).toEqual([expect.objectContaining({ ma: 'TWICE', code: 'DUPLICATE_THERE' })]);
  });
});
