import type { MiniRoad } from './mini-road';
import { ReconcilingRoad } from './reconciling-road';
import { command, referenceOf } from './ways-out/way-out';

jest.setTimeout(180_000);

let reconciling: ReconcilingRoad;
let road: MiniRoad;
beforeAll(async () => {
  reconciling = await ReconcilingRoad.open();
  ({ road } = reconciling);
});
afterAll(() => road.close());

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
    await reconciling.compareAll();
  });

  it('finds nothing where both sides are equal', async () => {
    expect(await reconciling.found()).toEqual([]);
    const { rows } = await road.own.query('select class, count(*)::int as count from comparison group by 1');
    expect(rows).toEqual([{ class: 'matching', count: 12 }]);
  });

  it('asks once for each record, and goes on where it was interrupted', async () => {
    await reconciling.askForAll();
    await road.far.faults([
      { id: 'f', method: 'TraThongTinDon', nth: 5, phase: 'before-accept', action: 'status', status: 500 },
    ]);
    await road.gateway.reconcile();
    const [half] = await reconciling.runs();
    expect(half).toMatchObject({ kind: 'full', compared: 4, finishedAt: null });
    await road.restart();
    await road.far.clearFaults();
    await road.gateway.reconcile();
    const [whole] = await reconciling.runs();
    expect(whole).toMatchObject({ kind: 'full', compared: 12, matching: 12, finishedAt: expect.any(String) });
    expect(whole?.requests).toBe(13);
    expect(await reconciling.found()).toEqual([]);
  });

  it('finds every difference that was made, and nothing else, and changes nothing', async () => {
    const before = await reconciling.sent();
    const person = (HoTen: string) => ({ NguoiKNTC: { DataNguoiKNTC: { 0: { HoTen } } } });
    const [moved] = await road.far.tamper([
      { do: 'duplicate', caseId: await reconciling.idOf('MOVED') },
      { do: 'edit', caseId: await reconciling.idOf('NAME'), set: person('Trần Văn Khác') },
      {
        do: 'edit',
        caseId: await reconciling.idOf('CONTENT'),
        set: { NoiDungDon: `Nội dung đã sửa.\n[Mã hồ sơ địa phương: ${await referenceOf(road, 'CONTENT')}]` },
      },
      { do: 'remove', caseId: await reconciling.idOf('GONE') },
      {
        do: 'replace',
        caseId: await reconciling.idOf('GIVEN'),
        set: { NoiDungDon: 'Vụ việc của người khác.', ...person('Lê Thị Lạ') },
      },
      { do: 'remove', caseId: await reconciling.idOf('MOVED') },
      { do: 'duplicate', caseId: await reconciling.idOf('TWICE') },
      { do: 'edit', caseId: await reconciling.idOf('SPELT'), set: person('  TRẦN   VĂN MẪU ') },
      { do: 'edit', caseId: await reconciling.idOf('HIDDEN'), set: person('***') },
      {
        do: 'edit',
        caseId: await reconciling.idOf('MARKER'),
        set: { NoiDungDon: 'Nội dung đơn số MARKER, đề nghị xem xét.' },
      },
    ]);
    await road.far.settings({ foreignUpdate: 'refuse' });
    await reconciling.compareAll();
    expect(await reconciling.found()).toEqual([
      { ma: 'CONTENT', code: 'FIELDS_DIFFER', class: 'different', fields: ['content'] },
      { ma: 'GIVEN', code: 'ID_REASSIGNED', class: 'different', fields: [] },
      { ma: 'GONE', code: 'ID_VANISHED', class: 'onlyLocal', fields: [] },
      { ma: 'MOVED', code: 'ID_MOVED', class: 'different', fields: [] },
      { ma: 'NAME', code: 'FIELDS_DIFFER', class: 'different', fields: ['petitioners[0].fullName'] },
      { ma: 'TWICE', code: 'DUPLICATE_THERE', class: 'onlyNational', fields: [] },
    ]);
    expect(moved).toBeDefined();
    expect(await reconciling.sent()).toBe(before);
  });

  it('shows at the command line what it found, and no value of it', async () => {
    const { lines } = await road.kntc('findings', 'list', '--code', 'FIELDS_DIFFER');
    expect(lines.join('\n')).toContain(await referenceOf(road, 'NAME'));
    expect(lines.join('\n')).not.toMatch(/Trần Văn|đã sửa/);
    const status = await road.kntc('reconcile');
    expect(status.lines.join('\n')).toMatch(/Khác nhau\s+4\n/);
    expect(status.lines.join('\n')).toContain(
      'Một vòng: 1 đêm, ít nhất (1200 lượt tra cứu mỗi phút, 22:00–05:00)',
    );
    expect((await road.kntc('status')).lines.join('\n')).toContain(
      'Đối soát: khớp 6 / 12 hồ sơ, 6 sai khác (npm run kntc -- findings list), chưa so sánh 0; một vòng ít nhất 1 đêm',
    );
    await road.gateway.showMetrics();
    const metrics = await road.gateway.parts.metrics.text();
    expect(metrics).toContain('kntc_compared{class="different"} 4\n');
    expect(metrics).toContain('kntc_findings{code="ID_VANISHED"} 1\n');
  });

  it.each(['GIVEN', 'GONE', 'MOVED'])(
    'stops delivery of %s, whatever happens to it meanwhile',
    async (ma) => {
      await road.change(ma, { ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
      const before = await reconciling.sent();
      await road.converge();
      expect(await road.standing(ma)).toMatchObject({ class: 'held', code: 'NATIONAL_DIFFERS' });
      expect(await reconciling.sent()).toBe(before);
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
        caseId: await reconciling.idOf('GIVEN'),
        set: {
          NoiDungDon: `Nội dung đơn số GIVEN, đề nghị xem xét.\n${marker}`,
          NguoiKNTC: { DataNguoiKNTC: { 0: { HoTen: 'Trần Văn Mẫu' } } },
        },
      },
    ]);
    await reconciling.compareAll();
    expect((await reconciling.found()).map(({ ma }) => ma)).toEqual(['GONE', 'MOVED', 'NAME', 'TWICE']);
    // Delivery goes on at once; that far side takes no update of what another account had entered meanwhile.
    expect(await road.standing('GIVEN')).not.toMatchObject({ code: 'NATIONAL_DIFFERS' });
  });

  it('takes the word of two people for what a look-up cannot decide, and both sides end equal', async () => {
    const { operations } = road.gateway.parts;
    const moved = await reconciling.enteredThere();
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
        caseId: await reconciling.idOf('NAME'),
        set: { NguoiKNTC: { DataNguoiKNTC: { 0: { HoTen: 'Trần Văn Mẫu' } } } },
      },
    ]);
    await road.converge();
    for (const ma of ['GONE', 'MOVED', ...SAME])
      expect(await road.standing(ma)).toMatchObject({ class: 'confirmed' });
    await reconciling.compareAll();
    expect(await reconciling.found()).toEqual([
      expect.objectContaining({ ma: 'TWICE', code: 'DUPLICATE_THERE' }),
    ]);
  });
});
