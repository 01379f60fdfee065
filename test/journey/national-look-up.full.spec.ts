import type { Principal } from '@kntc/domain';
import { AccessWorld } from '../access/access-world';
import { RecordingProxy } from '../canary/recording-proxy';
import { checkingDuplicates, letters } from './duplicate-letters';
import { fromElsewhere } from './from-elsewhere';
import { TravellingClock } from './travelling-clock';

jest.setTimeout(300_000);

const ROLES = ['operator', 'inspector', 'approver'];
const REASON = 'đã mở vụ việc trên CSDLQG và so';
/** Only in the row of the other province: whoever keeps it kept what belongs to somebody else. */
const THEIRS = { address: 'số 77 hẻm Canh Giữ', witness: 'Ngô Thục Hiền Lương' };
const NEW = { ngay_nhan: '2026-11-20', ngay_xu_ly: '2026-11-23' };

interface Pair {
  readonly id: string;
  readonly state: string;
  readonly earlierAgency: string;
  readonly foundThere: string | null;
  readonly isHeld: boolean;
}

describe('a petition whose matter may stand at the far side already', () => {
  const clock = new TravellingClock('2026-11-26T09:00:00+07:00');
  const wire = new RecordingProxy();
  let world: AccessWorld;
  let clerk: Principal;
  let head: Principal;
  beforeAll(async () => {
    world = await AccessWorld.open({
      clock,
      prepare: (configDir) => checkingDuplicates(configDir, 'lookUpWithin: 20s\n'),
      wire: (farSide) => wire.open(farSide),
    });
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
  afterAll(async () => {
    await world.close();
    await wire.close();
  });

  const elsewhere = (index: number): Promise<string> => {
    const { person, first } = letters(index);
    return fromElsewhere(world.road, wire, {
      fullName: person['ho_ten'] ?? '',
      idNumber: person['cccd'] ?? '',
      address: THEIRS.address,
      content: `${first} Người làm chứng: ông ${THEIRS.witness}.`,
    });
  };
  const came = async (
    ma: string,
    index: number,
    columns: Readonly<Record<string, string>> = {},
  ): Promise<void> => {
    const { person, second } = letters(index);
    await world.road.petition(ma, { ...person, noi_dung: second, ...NEW, ...columns });
    await world.road.converge();
  };
  const pairOf = async (ma: string): Promise<Pair | undefined> => {
    const { reference } = await world.road.standing(ma);
    const path = `/api/v1/duplicates?reference=${reference ?? ''}`;
    const { text } = await world.ask(clerk, 'GET', path);
    return (JSON.parse(text) as { items: readonly Pair[] }).items[0];
  };
  const decide = (id: string, body: object): ReturnType<AccessWorld['ask']> =>
    world.ask(clerk, 'POST', `/api/v1/duplicates/${id}/decision`, { reason: REASON, ...body });
  const decisions = async (ma: string): Promise<readonly string[]> =>
    (await world.road.delivered(ma)).map(({ decision }) => decision);
  /** Bodies of the questions about people. */
  const questions = (): readonly string[] =>
    wire
      .requests()
      .filter(({ method }) => method === 'TraThongTinDon')
      .map(({ bytes }) => bytes.toString('utf8'));

  it('is held before it is created, and shown with the id there and nothing of the other one', async () => {
    const there = await elsewhere(0);
    await came('T0', 0);
    expect(await world.road.standing('T0')).toMatchObject({ class: 'held', code: 'PROBABLE_DUPLICATE' });
    expect(await world.road.delivered('T0')).toEqual([]);
    const pair = await pairOf('T0');
    expect(pair).toMatchObject({
      state: 'open',
      isHeld: true,
      earlierAgency: 'CSDLQG',
      foundThere: there,
      text: expect.arrayContaining([
        expect.stringContaining('Có thể đã có trên CSDLQG'),
      ]) as readonly string[],
    });
    const shown = await world.ask(clerk, 'GET', `/api/v1/duplicates/${pair?.id ?? ''}`);
    expect(JSON.parse(shown.text)).toMatchObject({
      explanation: null,
      earlier: { agency: 'CSDLQG', reference: null, nationalId: there },
    });
    const said = await world.road.kntc('duplicates', 'show', pair?.id ?? '', '--actor', 'Lan');
    expect(said.lines.join('\n')).toContain(there);
  });

  it('is attached to what stands there where two people decide so, once', async () => {
    const pair = await pairOf('T0');
    expect((await decide(pair?.id ?? '', { decision: 'attach' })).status).toBe(403);
    expect((await decide(pair?.id ?? '', { decision: 'attach', approver: head.login })).status).toBe(200);
    await world.road.converge();
    expect(await world.road.standing('T0')).toMatchObject({ class: 'confirmed' });
    const entries = await world.road.delivered('T0');
    expect(entries.map(({ decision, caseId }) => [decision, caseId])).toEqual([
      ['attached', pair?.foundThere],
    ]);
    await world.road.change('T0', { noi_dung: `${letters(0).second} Tôi xin bổ sung số điện thoại.` });
    await world.road.converge();
    expect(await decisions('T0')).toEqual(['attached']);
  });

  it('is created as its own case where it is rejected, and not asked about again', async () => {
    await elsewhere(1);
    await came('T1', 1);
    const pair = await pairOf('T1');
    expect((await decide(pair?.id ?? '', { decision: 'reject' })).status).toBe(200);
    await world.road.converge();
    expect(await decisions('T1')).toEqual(['created', 'recorded']);
    expect(await pairOf('T1')).toMatchObject({ state: 'rejected', isHeld: false });
  });

  it('is created at once where another matter of the person stands there', async () => {
    const { person } = letters(2);
    await fromElsewhere(world.road, wire, {
      fullName: person['ho_ten'] ?? '',
      idNumber: person['cccd'] ?? '',
      address: THEIRS.address,
      content:
        'Kính đề nghị Phòng Giáo dục xem lại khoản thu quỹ phụ huynh 2.350.000 đồng của lớp 4B Trường tiểu học số 3.',
    });
    await came('T2', 2);
    expect(await decisions('T2')).toEqual(['created', 'recorded']);
    expect(await pairOf('T2')).toBeUndefined();
    expect(questions().some((body) => body.includes(person['cccd'] ?? ''))).toBe(true);
  });

  it('of a denunciation is never asked about', async () => {
    const { person } = letters(4);
    await elsewhere(4);
    await came('T4', 4, { loai: 'tc', linh_vuc: 'TN', ngay_thu_ly: '2026-11-24', han: '2026-12-24' });
    expect(await decisions('T4')).toContain('created');
    const asked = questions().join('\n');
    expect(asked).not.toContain(person['cccd'] ?? '');
    expect(asked).not.toContain(person['ho_ten'] ?? '');
    const { rows } = await world.road.own.query(
      "select 1 from national_look_up l join case_file f on f.id = l.case_id where f.kind = 'TC'",
    );
    expect(rows).toEqual([]);
  });

  it('goes out in time where the far side does not answer', async () => {
    await elsewhere(3);
    await world.road.far.faults([
      { id: 'mute', method: 'TraThongTinDon', nth: 1, phase: 'before-accept', action: 'drop' },
    ]);
    const startedMs = performance.now();
    await came('T3', 3);
    expect(await world.road.far.firedFaults()).toEqual(['mute']);
    await world.road.far.clearFaults();
    expect(await decisions('T3')).toEqual(['created', 'recorded']);
    expect(performance.now() - startedMs).toBeLessThan(60_000);
  });

  it('leaves nothing of the other province anywhere, stored or logged', async () => {
    const tables = await world.road.own.query<{ name: string }>(
      "select quote_ident(tablename) as name from pg_tables where schemaname = 'public'",
    );
    expect(tables.rows.map(({ name }) => name)).toContain('duplicate_pair');
    for (const { name } of tables.rows) {
      const { rows } = await world.road.own.query<{ text: string }>(`select t::text as text from ${name} t`);
      const stored = rows.map(({ text }) => text).join('\n');
      for (const secret of Object.values(THEIRS))
        expect([name, stored.includes(secret)]).toEqual([name, false]);
    }
    const logged = world.road.logLines.join('\n');
    const { tinh: _province, ...person } = letters(0).person;
    for (const secret of [...Object.values(THEIRS), ...Object.values(person)])
      expect(logged).not.toContain(secret);
  });
});
