import type { MiniRoad } from './mini-road';
import { ReconcilingRoad } from './reconciling-road';
import { command, referenceOf } from './ways-out/way-out';

jest.setTimeout(180_000);

let reconciling: ReconcilingRoad;
let road: MiniRoad;
beforeAll(async () => {
  reconciling = await ReconcilingRoad.open();
  ({ road } = reconciling);
  await road.petition('SAME-KN', { cccd: '037081000123' });
  await road.petition('SAME-KNPA', { loai: 'knpa' });
  await road.converge();
  await reconciling.compareAll();
});
afterAll(() => road.close());

/** When the far side confirmed the steps of a petition, from now on. */
async function aged(ma: string, by: string): Promise<void> {
  await road.own.query(
    `update step s set confirmed_at = clock_timestamp() + $2::interval from national_record n join case_file c on c.id = n.case_id
     where s.national_record_id = n.id and c.local_key = $1`,
    [ma, by],
  );
}

describe('reconciliation where little is as it should be', () => {
  it('finds what stands there of a petition that was never sent, and never creates it a second time', async () => {
    // The same people with the same words as another: it waits for a person, and nothing of it was sent.
    await road.petition('UNSENT', {
      cccd: '037081000123',
      noi_dung: 'Nội dung đơn số SAME-KN, đề nghị xem xét.',
    });
    await road.converge();
    expect(await road.standing('UNSENT')).toMatchObject({ class: 'held', code: 'EXACT_DUPLICATE' });
    const reference = await referenceOf(road, 'UNSENT');
    const NoiDungDon = `Nội dung đơn số SAME-KN, đề nghị xem xét.\n[Mã hồ sơ địa phương: ${reference}]`;
    await road.far.tamper([
      { do: 'duplicate', caseId: await reconciling.idOf('SAME-KN'), set: { NoiDungDon } },
    ]);
    await reconciling.compareAll();
    expect(await reconciling.found()).toContainEqual({
      ma: 'UNSENT',
      code: 'FOUND_UNSENT',
      class: 'onlyNational',
      fields: [],
    });
    const before = await reconciling.sent();
    await road.gateway.parts.operations.release(reference, command('Vụ việc khác.'));
    await road.converge();
    expect(await road.standing('UNSENT')).toMatchObject({ class: 'held', code: 'NATIONAL_DIFFERS' });
    expect(await reconciling.sent()).toBe(before);
  });

  it('tells an update that was lost there from a change somebody made', async () => {
    const ma = 'SAME-KNPA';
    const marker = `[Mã hồ sơ địa phương: ${await referenceOf(road, ma)}]`;
    const old = `Nội dung đơn số ${ma}, đề nghị xem xét.\n${marker}`;
    await road.change(ma, { noi_dung: 'Nội dung mới của người dân.' });
    await road.converge();
    const { operations } = road.gateway.parts;
    await operations.release(await referenceOf(road, ma), command('Đã sửa theo đơn giấy.', 'operator-two'));
    await road.converge();
    await road.far.tamper([{ do: 'edit', caseId: await reconciling.idOf(ma), set: { NoiDungDon: old } }]);
    await reconciling.compareAll();
    expect(await reconciling.found()).toContainEqual({
      ma,
      code: 'UPDATE_LOST',
      class: 'different',
      fields: ['content'],
    });
  });

  it('says nothing of what was confirmed a moment ago, however the far side shows it', async () => {
    await road.petition('YOUNG');
    await road.converge();
    await road.far.settings({ lookup: { indexLagMs: 60_000 } });
    await aged('YOUNG', '1 hour');
    await reconciling.askForAll();
    await road.gateway.reconcile();
    expect((await reconciling.found()).filter(({ ma }) => ma === 'YOUNG')).toEqual([]);
    await aged('YOUNG', '-1 hour');
    await reconciling.askForAll();
    await road.gateway.reconcile();
    expect(await reconciling.found()).toContainEqual(
      expect.objectContaining({ ma: 'YOUNG', code: 'ID_VANISHED' }),
    );
    await road.far.settings({ lookup: { indexLagMs: 0 } });
    await reconciling.compareAll();
    expect((await reconciling.found()).filter(({ ma }) => ma === 'YOUNG')).toEqual([]);
  });

  it('names a far side that shows cases nobody asked for, once, and judges by its own rows alone', async () => {
    await reconciling.compareAll();
    const before = await reconciling.found();
    await road.far.settings({ lookup: { contentMatching: 'ignored' } });
    await reconciling.compareAll();
    expect(await reconciling.found()).toEqual([
      { ma: '-', code: 'FOREIGN_ROWS', class: 'onlyNational', fields: [] },
      ...before,
    ]);
    await road.far.settings({ lookup: { contentMatching: 'contains' } });
    await reconciling.compareAll();
    expect(await reconciling.found()).toEqual(before);
  });
});
