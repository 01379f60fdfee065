import { expectAgreement } from './agreement';
import { MiniRoad, until } from './mini-road';
import { expectDelivered, QUICK } from './ways-out/way-out';

jest.setTimeout(60_000);

/** What was in order when it was read and is not any more when its turn comes. */
describe('a petition that goes wrong while it waits to be sent', () => {
  let road: MiniRoad;
  const account = (password: string) => ({ accounts: [{ username: 'kntc_demo', password }] });
  beforeAll(async () => {
    road = await MiniRoad.open({ edit: QUICK });
    await road.converge(); // the code lists are there before the destination shuts
  });
  afterAll(() => road.close());

  /** The destination is shut while the petition is read, changed and read again. */
  async function whileShut(ma: string, change: Parameters<MiniRoad['change']>[1]): Promise<void> {
    await road.far.settings(account('another'));
    await road.petition(ma);
    const run = road.converge();
    await until(async () => (await road.standing(ma)).class === 'waiting');
    await road.change(ma, change);
    await until(async () => (await road.standing(ma)).class === 'quarantined');
    await road.far.settings(account('kntc_demo'));
    expect(await run).toMatchObject({ converged: true, summary: { unaccounted: 0 } });
  }

  it.each<[string, Parameters<MiniRoad['change']>[1], Parameters<MiniRoad['change']>[1]]>([
    ['SECRET_RECORD', { mat: 'm' }, { mat: 't' }],
    ['BAD_DATE', { ngay_nhan: '31/02/2026' }, { ngay_nhan: '2026-03-02' }],
  ])('does not leave as %s, and leaves once it is mended', async (code, wrong, right) => {
    await whileShut(code, wrong);
    expect(await road.standing(code)).toMatchObject({ class: 'quarantined', code });
    expect(await road.delivered(code)).toEqual([]);
    await road.change(code, right);
    await expectDelivered(road, code);
    await expectAgreement(road);
  });

  it('does not get its next step, and what was sent stays known', async () => {
    await road.petition('NEXT-1');
    await expectDelivered(road, 'NEXT-1');
    await road.change('NEXT-1', { ngay_thu_ly: '2026-03-10', han: '2026-05-10', mat: 'm' });
    await road.converge();
    expect(await road.standing('NEXT-1')).toMatchObject({ class: 'quarantined' });
    expect(await road.delivered('NEXT-1')).toHaveLength(2);
    await road.change('NEXT-1', { mat: 't' });
    await expectDelivered(road, 'NEXT-1', ['CapNhatVuViec', 'CapNhatKQXuLy', 'CapNhatGiaiQuyet']);
  });

  it('is resolved but not sent again when its create was cut off before it was marked', async () => {
    await road.far.faults([
      { id: 'f1', method: 'CapNhatVuViec', phase: 'before-commit', action: 'hang', nth: 1 },
    ]);
    await road.petition('CUT-1');
    const run = road.converge();
    await until(async () => (await road.far.firedFaults()).length === 1);
    await road.change('CUT-1', { mat: 'm' });
    expect(await run).toMatchObject({ converged: true, summary: { unknown: 0, unaccounted: 0 } });
    await road.far.clearFaults();
    expect(await road.standing('CUT-1')).toMatchObject({ class: 'quarantined', code: 'SECRET_RECORD' });
    expect(await road.delivered('CUT-1')).toEqual([]);
    await road.change('CUT-1', { mat: 't' });
    await expectDelivered(road, 'CUT-1');
  });
});
