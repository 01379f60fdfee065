import type { ShadowStanding } from '@kntc/storage';
import { aCase } from '../../apps/national-simulator/test/sample-bodies';
import { MiniRoad } from './mini-road';
import { QUICK, expectDelivered } from './ways-out/way-out';

jest.setTimeout(180_000);

const BY = ['--actor', 'can-bo', '--reason', 'thử nghiệm'];
const TWO = [...BY, '--approver', 'lanh-dao'];
const DEMO_LOGIN = `Basic ${Buffer.from('kntc_demo:kntc_demo').toString('base64')}`;

describe('an agency beside manual entry', () => {
  let road: MiniRoad;
  const ids = new Map<string, string>();
  let typed: string;
  let before: number;

  const sent = async (): Promise<number> => (await road.far.ledger()).length;
  const standing = async (): Promise<ShadowStanding> => {
    const { lines } = await road.kntc('shadow', '--json');
    const { agencies } = JSON.parse(lines.join('')) as { readonly agencies: readonly ShadowStanding[] };
    if (agencies[0] === undefined) throw new Error('nothing is in shadow');
    return agencies[0];
  };
  const ledger = async (): Promise<unknown> => {
    const { lines } = await road.kntc('ledger', '--json');
    const { total } = JSON.parse(lines.join('')) as { readonly total: object };
    return total;
  };

  beforeAll(async () => {
    road = await MiniRoad.open({ edit: QUICK });
    // Another hand entered these two; this gateway begins with nothing, and the local software knows their ids.
    for (const ma of ['SAME', 'OTHER']) {
      await road.petition(ma, { ngay_nhan: '2026-03-02' });
      await expectDelivered(road, ma);
      const [created] = await road.delivered(ma);
      ids.set(ma, created?.id ?? '');
      await road.change(ma, { ma_qg: created?.id ?? '', qg_xu_ly: true });
    }
    await road.far.tamper([
      { do: 'edit', caseId: ids.get('OTHER'), set: { NoiDungDon: 'Cán bộ nhập tay một nội dung khác.' } },
    ]);
    // Entered by hand, and nobody wrote down under which id.
    const answer = await fetch(`${road.nationalUrl.replace(/\/KNTC$/, '')}/KNTC/CapNhatVuViec`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: DEMO_LOGIN },
      body: JSON.stringify(aCase()),
    });
    typed = /[0-9a-f-]{36}/i.exec(await answer.text())?.[0] ?? '';
    await road.petition('BY-HAND', { ngay_nhan: '2026-03-03' });
    await road.petition('LATER', { ngay_nhan: '2026-04-01', ngay_xu_ly: '2026-04-05' });
    before = await sent();
    await road.loseDatabase();
  });
  afterAll(() => road.close());

  it('sends nothing, and stands in a class of its own in a ledger that adds up', async () => {
    expect(await road.kntc('shadow', 'begin', '--agency', 'ttt', ...BY)).toMatchObject({ code: 0 });
    expect(await road.converge()).toMatchObject({ converged: true, summary: { read: 4, unaccounted: 0 } });
    expect(await sent()).toBe(before);
    expect(await ledger()).toMatchObject({ records: 4, unaccounted: 0, classes: { shadow: 4, waiting: 0 } });
    expect(await road.kntc('shadow', 'begin', '--agency', 'ttt', ...BY)).toMatchObject({ code: 1 });
  });

  it('says field by field how it agrees with what was entered by hand', async () => {
    await road.gateway.reconcile();
    const { classes, fields, records } = await standing();
    expect({ records, classes }).toEqual({ records: 4, classes: { agrees: 1, differs: 1, notFound: 2 } });
    expect(fields.find(({ field }) => field === 'content')).toEqual({
      field: 'content',
      same: 1,
      differs: 1,
    });
    expect(fields.find(({ field }) => field === 'petitioners[0].fullName')).toMatchObject({
      same: 2,
      differs: 0,
    });
    expect(await sent()).toBe(before);
    const { lines } = await road.kntc('shadow');
    expect(lines.join('\n')).toContain('content');
  });

  it('sends after two people said so: what stands there is linked, what may stand there waits, the rest is created', async () => {
    const end = ['shadow', 'end', '--agency', 'ttt', '--entered-until', '2026-03-31'];
    expect(await road.kntc(...end, ...BY, '--approver', 'can-bo')).toMatchObject({ code: 1 });
    expect(await sent()).toBe(before);
    expect(await road.kntc(...end, ...TWO)).toMatchObject({ code: 0 });
    await road.converge();
    const added = (await road.far.ledger()).slice(before);
    const { reference } = await road.standing('LATER');
    expect(added.filter(({ decision }) => decision === 'created').map((entry) => entry.reference)).toEqual([
      reference,
    ]);
    expect(await road.standing('BY-HAND')).toMatchObject({ class: 'held', code: 'UNKNOWN_OUTCOME' });
    const { rows } = await road.own.query<{ national_id: string }>(
      'select national_id from national_record where claimed_id is not null order by 1',
    );
    expect(rows.map(({ national_id }) => national_id)).toEqual([...ids.values()].toSorted());
    expect(await ledger()).toMatchObject({ unaccounted: 0, classes: { shadow: 0, held: 1 } });
  });

  it('keeps what may stand there waiting, whatever its source says later, until two people name its id', async () => {
    await road.change('BY-HAND', { yeu_cau: 'Đề nghị thêm.' });
    await road.converge();
    const { reference, code } = await road.standing('BY-HAND');
    expect(code).toBe('UNKNOWN_OUTCOME');
    expect((await road.kntc('holds', 'release', reference ?? '', ...TWO)).code).toBe(1);
    const resolved = await road.kntc('holds', 'resolve', reference ?? '', '--national-id', typed, ...TWO);
    expect(resolved).toMatchObject({ code: 0 });
    await road.converge();
    const creates = (await road.far.ledger()).filter(({ decision }) => decision === 'created');
    expect(creates.some((entry) => entry.reference === reference)).toBe(false);
    const { rows } = await road.own.query('select national_id from national_record where reference = $1', [
      reference,
    ]);
    expect(rows).toEqual([{ national_id: typed }]);
  });

  it('is back in shadow at once: what is under way is settled, nothing further leaves', async () => {
    await road.far.faults([
      { id: 'lost', method: 'CapNhatGiaiQuyet', nth: 1, phase: 'after-commit', action: 'drop' },
    ]);
    await road.change('LATER', { ngay_thu_ly: '2026-04-10', han: '2026-06-10' });
    await road.gateway.pollSources();
    expect(await road.kntc('shadow', 'begin', '--agency', 'ttt', ...BY)).toMatchObject({ code: 0 });
    const now = await sent();
    await road.petition('NEW', { ngay_nhan: '2026-05-01', ngay_xu_ly: '2026-05-05' });
    await road.converge();
    expect(await sent()).toBe(now);
    expect(await road.standing('NEW')).toMatchObject({ class: 'waiting' });
    expect(await ledger()).toMatchObject({ unaccounted: 0 });
  });
});
