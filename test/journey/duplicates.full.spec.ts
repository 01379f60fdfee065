import type { Principal } from '@kntc/domain';
import { AccessWorld } from '../access/access-world';
import { checkingDuplicates, letters } from './duplicate-letters';
import { TravellingClock } from './travelling-clock';

jest.setTimeout(300_000);

const ROLES = ['operator', 'inspector', 'approver'];
const REASON = 'đã so hai đơn';

interface Pair {
  readonly id: string;
  readonly reference: string;
  readonly state: string;
  readonly situation: string;
  readonly isHeld: boolean;
  readonly escalatedAt: string | null;
}

/** What must stand nowhere of whoever wrote the letters; the code of the province is nobody's. */
const secrets = (index: number): readonly string[] =>
  Object.values(letters(index).person).filter((one) => one !== 'BD');

/** A Thursday morning; offices close at five. */
const clock = new TravellingClock('2026-11-26T09:00:00+07:00');

describe('a petition that may be a duplicate', () => {
  let world: AccessWorld;
  let clerk: Principal;
  let head: Principal;
  beforeAll(async () => {
    world = await AccessWorld.open({ clock, prepare: checkingDuplicates });
    const person = (name: string): Promise<Principal> =>
      world.account({ name, roles: ROLES, scope: 'province', as: 'person' });
    [clerk, head] = [await person('clerk'), await person('head')];
    await world.recordAccounts();
    await world.road.own.query(
      `insert into account_person (account_id, agency_id, position, digests, recorded_by, second_person, reason)
       values ($1, 'ttt', 'head', '{}', 'Lan', 'Minh', 'quyết định bổ nhiệm')`,
      [head.accountId],
    );
  });
  afterAll(() => world.close());

  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const { status, text } = await world.ask(clerk, method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return JSON.parse(text) as T;
  };
  const pairOf = async (ma: string): Promise<Pair> => {
    const { reference } = await world.road.standing(ma);
    const { items } = await ask<{ items: readonly Pair[] }>(
      'GET',
      `/api/v1/duplicates?reference=${reference ?? ''}`,
    );
    const [pair] = items;
    if (pair === undefined) throw new Error(`no pair of ${ma}`);
    return pair;
  };
  const decide = (id: string, body: object, preview = ''): ReturnType<AccessWorld['ask']> =>
    world.ask(clerk, 'POST', `/api/v1/duplicates/${id}/decision${preview}`, { reason: REASON, ...body });
  /** The first letter stands at the far side before the second one comes. */
  const bothCame = async (index: number, second: Readonly<Record<string, string>> = {}): Promise<void> => {
    const { person, first, second: again } = letters(index);
    await world.road.petition(`H${index}`, {
      ...person,
      noi_dung: first,
      ngay_nhan: '2026-11-02',
      ngay_xu_ly: '2026-11-04',
    });
    await world.road.converge();
    await world.road.petition(`D${index}`, {
      ...person,
      noi_dung: again,
      ngay_nhan: '2026-11-20',
      ngay_xu_ly: '2026-11-23',
      ...second,
    });
    await world.road.converge();
  };

  it('is caught before its first push, and shown with the reason and without a name', async () => {
    await bothCame(0);
    expect(await world.road.standing('H0')).toMatchObject({ class: 'confirmed' });
    expect(await world.road.standing('D0')).toMatchObject({ class: 'held', code: 'PROBABLE_DUPLICATE' });
    expect(await world.road.delivered('D0')).toEqual([]);
    const pair = await pairOf('D0');
    expect(pair).toMatchObject({ state: 'open', situation: 'resent', isHeld: true });
    const shown = await world.ask(clerk, 'GET', `/api/v1/duplicates/${pair.id}`);
    const { reference } = await world.road.standing('H0');
    expect(JSON.parse(shown.text)).toMatchObject({
      later: { agency: 'ttt', state: 'held' },
      earlier: { reference, state: 'confirmed' },
      explanation: {
        isAsFound: true,
        lines: expect.arrayContaining([expect.stringContaining('Số CMND/CCCD: trùng')]) as string[],
      },
    });
    for (const secret of secrets(0)) expect(shown.text).not.toContain(secret);
  });

  it('is attached nationally where an inspector and the head of the agency decide, once and for good', async () => {
    const { id } = await pairOf('D0');
    const preview = await decide(id, { decision: 'attach' }, '?preview=true');
    const [created] = await world.road.delivered('H0');
    expect(JSON.parse(preview.text)).toMatchObject({
      result: 'preview',
      needsApprover: true,
      national: { act: 'attach', head: created?.caseId, isIrreversible: true },
    });
    expect((await decide(id, { decision: 'attach' })).status).toBe(403);
    const attach = { decision: 'attach', approver: head.login };
    expect((await decide(id, attach)).status).toBe(200);
    expect((await world.ask(clerk, 'POST', `/api/v1/duplicates/${id}/undo`, { reason: REASON })).status).toBe(
      200,
    );
    expect(await world.road.standing('D0')).toMatchObject({ class: 'held', code: 'PROBABLE_DUPLICATE' });
    expect((await decide(id, attach)).status).toBe(200);
    await world.road.converge();
    expect(await world.road.standing('D0')).toMatchObject({ class: 'confirmed', code: null });
    const entries = await world.road.delivered('D0');
    expect(entries.map(({ method, decision, caseId }) => [method, decision, caseId])).toEqual([
      ['CapNhatVuViec', 'attached', created?.caseId],
    ]);
    expect(entries[0]?.body).toMatchObject({ VuViec: { Id: created?.caseId, GanVuViec: 1 } });
    const undone = await world.ask(clerk, 'POST', `/api/v1/duplicates/${id}/undo`, { reason: REASON });
    expect([undone.status, JSON.parse(undone.text)]).toMatchObject([409, { code: 'attached-already' }]);
    expect(await pairOf('D0')).toMatchObject({ state: 'attached' });
  });

  it('is never attached twice, whatever its source says later', async () => {
    await world.road.change('D0', { noi_dung: `${letters(0).second} Tôi xin bổ sung số điện thoại.` });
    await world.road.converge();
    expect(await world.road.standing('D0')).toMatchObject({ class: 'confirmed', code: null });
    expect(await world.road.delivered('D0')).toHaveLength(1);
  });

  it('is attached once where the answer was lost', async () => {
    await bothCame(5);
    const { id } = await pairOf('D5');
    await world.road.far.faults([
      { id: 'lost', method: 'CapNhatVuViec', nth: 1, phase: 'after-commit', action: 'drop' },
    ]);
    expect((await decide(id, { decision: 'attach', approver: head.login })).status).toBe(200);
    await world.road.converge();
    await world.road.far.clearFaults();
    expect(await world.road.standing('D5')).toMatchObject({ class: 'confirmed', code: null });
    expect((await world.road.delivered('D5')).map(({ decision }) => decision)).toEqual(['attached']);
    const { rows } = await world.road.own.query(
      "select 1 from attempt a join national_record n on n.id = a.national_record_id where n.attach_to is not null and a.reason = 'adopted-by-lookup'",
    );
    expect(rows).toHaveLength(1);
  });

  it('waits for its head: none is attached to what does not stand there', async () => {
    const { person, first, second } = letters(6);
    const days = { ngay_nhan: '2026-11-02', ngay_xu_ly: '2026-11-04' };
    await world.road.far.faults([
      { id: 'away', method: 'CapNhatVuViec', rate: 1, seed: 1, phase: 'before-accept', action: 'drop' },
    ]);
    await world.road.petition('H6', { ...person, ...days, noi_dung: first });
    await world.road.petition('D6', {
      ...person,
      noi_dung: second,
      ngay_nhan: '2026-11-20',
      ngay_xu_ly: '2026-11-23',
    });
    await world.road.takeIn();
    await world.road.gateway.checkDuplicates();
    const { id } = await pairOf('D6');
    const refused = await decide(id, { decision: 'attach', approver: head.login });
    expect([refused.status, JSON.parse(refused.text)]).toMatchObject([409, { code: 'head-not-there' }]);
    await world.road.far.clearFaults();
    expect((await decide(id, { decision: 'link', isLaterHead: true })).status).toBe(200);
    await world.road.converge();
    expect((await world.road.delivered('D6')).map(({ decision }) => decision)).toEqual([
      'created',
      'recorded',
    ]);
    expect((await ask<{ group: object }>('GET', `/api/v1/duplicates/${id}`)).group).toEqual({
      size: 2,
      head: (await world.road.standing('D6')).reference,
    });
  });

  it('is pushed as its own case where it is rejected, and not asked about again', async () => {
    await bothCame(1);
    const { id } = await pairOf('D1');
    expect((await decide(id, { decision: 'reject' })).status).toBe(200);
    await world.road.converge();
    expect((await world.road.delivered('D1')).map(({ decision }) => decision)).toEqual([
      'created',
      'recorded',
    ]);
    await world.road.change('D1', { noi_dung: `${letters(1).second} ` });
    await world.road.converge();
    expect(await pairOf('D1')).toMatchObject({ state: 'rejected', isHeld: false });
  });

  it('is sent as its own case where nobody answers, first escalated, on record', async () => {
    await bothCame(2, { loai: 'knpa', linh_vuc: 'KN' });
    expect(await pairOf('D2')).toMatchObject({ isHeld: true, escalatedAt: null });
    clock.travelTo('2026-11-26T17:05:00+07:00');
    await world.road.converge();
    expect((await pairOf('D2')).escalatedAt).not.toBeNull();
    expect(await world.road.delivered('D2')).toEqual([]);
    clock.travelTo('2026-11-27T17:05:00+07:00');
    await world.road.converge();
    await world.road.converge();
    expect((await world.road.delivered('D2')).map(({ decision }) => decision)).toContain('created');
    expect(await pairOf('D2')).toMatchObject({ state: 'sent-alone', isHeld: false });
    const { rows } = await world.road.own.query<{ actor: string; target: string }>(
      "select actor, target from audit_entry where action = 'duplicates silent'",
    );
    expect(rows).toEqual([{ actor: 'kntc', target: (await world.road.standing('D2')).reference }]);
  });

  it('is none where an agency decided on the first one: a second complaint goes its own way', async () => {
    const { person, first, second } = letters(3);
    const accepted = { ngay_thu_ly: '2026-10-09', han: '2026-11-09' };
    await world.road.petition('H3', {
      ...person,
      ...accepted,
      noi_dung: first,
      ngay_nhan: '2026-10-01',
      ngay_xu_ly: '2026-10-05',
    });
    await world.road.local.query("insert into quyet_dinh (ma, ngay) values ('H3', '2026-11-05')");
    await world.road.converge();
    await world.road.petition('D3', {
      ...person,
      noi_dung: second,
      ngay_nhan: '2026-11-20',
      ngay_xu_ly: '2026-11-23',
    });
    await world.road.converge();
    expect(await world.road.standing('D3')).toMatchObject({ class: 'confirmed' });
    expect((await world.road.delivered('D3')).map(({ decision }) => decision)).toEqual([
      'created',
      'recorded',
    ]);
    expect(await pairOf('D3')).toMatchObject({ situation: 'after-decision', isHeld: false });
    const { id } = await pairOf('D3');
    expect((await decide(id, { decision: 'attach', approver: head.login })).status).toBe(409);
  });

  it('of a denunciation says whom to ask, and nothing of whom it is about', async () => {
    const { person, first, second } = letters(4);
    const both = { ...person, loai: 'tc', linh_vuc: 'TN' };
    const days = {
      ngay_nhan: '2026-11-20',
      ngay_xu_ly: '2026-11-23',
      ngay_thu_ly: '2026-11-24',
      han: '2026-12-24',
    };
    await world.road.petition('H4', {
      ...both,
      noi_dung: first,
      ngay_nhan: '2026-11-02',
      ngay_xu_ly: '2026-11-04',
      ngay_thu_ly: '2026-11-06',
      han: '2026-12-06',
    });
    await world.road.converge();
    await world.road.petition('D4', { ...both, ...days, noi_dung: second });
    await world.road.converge();
    const pair = await pairOf('D4');
    const shown = await world.ask(clerk, 'GET', `/api/v1/duplicates/${pair.id}`);
    expect(JSON.parse(shown.text)).toMatchObject({
      score: null,
      explanation: null,
      earlier: { agency: 'ttt', reference: null },
      text: expect.arrayContaining(['Có thể trùng – liên hệ đầu mối.']) as string[],
    });
    expect((await decide(pair.id, { decision: 'reject' })).status).toBe(403);
    const { rows } = await world.road.own.query(
      "select prepared from prepared_case where kind = 'TC' and prepared is not null",
    );
    expect(rows).toEqual([]);
  });

  it('leaves nothing personal in what is stored of it, or logged', async () => {
    const { rows } = await world.road.own.query<{ text: string }>(
      `select p::text as text from duplicate_pair p union all select p::text from prepared_case p
       union all select k::text from blocking_key k`,
    );
    const stored = JSON.stringify(rows);
    for (const secret of [0, 1, 2, 3, 4].flatMap(secrets)) {
      expect(stored).not.toContain(secret);
      expect(world.road.logLines.join('\n')).not.toContain(secret);
    }
  });
});
