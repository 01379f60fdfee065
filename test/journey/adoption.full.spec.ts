import { MiniRoad } from './mini-road';
import { QUICK, expectDelivered } from './ways-out/way-out';

const ADOPTED = ['A-1', 'A-2', 'A-3'];

describe('a local system that holds national ids already', () => {
  let road: MiniRoad;
  const ids = new Map<string, string>();
  let before = 0;
  beforeAll(async () => {
    road = await MiniRoad.open({ edit: QUICK });
    for (const ma of ADOPTED) {
      await road.petition(ma);
      await expectDelivered(road, ma);
      const [created] = await road.delivered(ma);
      ids.set(ma, created?.id ?? '');
    }
    // Another software sent these, and wrote their ids down; this gateway begins with nothing.
    for (const ma of ADOPTED)
      await road.change(ma, { ma_qg: (ids.get(ma) ?? '').toUpperCase(), qg_xu_ly: true });
    before = (await road.far.ledger()).length;
    await road.loseDatabase();
  });
  afterAll(() => road.close());

  it('is linked by the first load: nothing is created, nothing that stands is sent again', async () => {
    await road.petition('B-1');
    const { converged, summary } = await road.converge();
    expect({ converged, summary }).toMatchObject({
      converged: true,
      summary: { read: 4, confirmed: 4, unaccounted: 0, steps: { CapNhatVuViec: 4, CapNhatKQXuLy: 4 } },
    });
    const added = (await road.far.ledger()).slice(before);
    expect(added.map((entry) => entry.reference)).toEqual([
      (await road.standing('B-1')).reference,
      (await road.standing('B-1')).reference,
    ]);
    const { rows } = await road.own.query<{ national_id: string; step: string; reason: string }>(
      `select n.national_id, a.step, a.reason from attempt a join national_record n on n.id = a.national_record_id
       where a.reason like 'adopted%' order by n.national_id, a.step`,
    );
    expect(rows).toEqual(
      [...ids.values()]
        .toSorted()
        .flatMap((id) =>
          ['case', 'handling'].map((step) => ({ national_id: id, step, reason: 'adopted-from-source' })),
        ),
    );
  });

  it('gets its later steps under the adopted id', async () => {
    const sent = (await road.far.ledger()).length;
    await road.change('A-1', { ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
    await road.converge();
    const added = (await road.far.ledger()).slice(sent);
    expect(added.map(({ method, caseId }) => [method, caseId])).toEqual([
      ['CapNhatGiaiQuyet', ids.get('A-1')],
    ]);
  });

  it('has later changes of what was adopted held for a decision', async () => {
    const sent = (await road.far.ledger()).length;
    await road.change('A-2', { noi_dung: 'Nội dung khác hẳn.' });
    await road.converge();
    expect(await road.standing('A-2')).toMatchObject({ class: 'held', code: 'CORRECTION_NEEDS_DECISION' });
    expect((await road.far.ledger()).length).toBe(sent);
  });

  it('is never created: no create carries the reference of an adopted record twice', async () => {
    const creates = (await road.far.ledger()).filter((entry) => entry.decision === 'created');
    for (const ma of ADOPTED) {
      const { reference } = await road.standing(ma);
      expect(creates.filter((entry) => entry.reference === reference)).toHaveLength(1);
    }
    expect(creates.slice(ADOPTED.length)).toHaveLength(1);
  });
});
