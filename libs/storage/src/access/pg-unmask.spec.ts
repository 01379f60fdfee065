import { GatewayError, referenceOf } from '@kntc/domain';
import type { PetitionKind, Principal, RecordSeals, SealBox } from '@kntc/domain';
import { aBatch, aCase, aDenunciation, anAccepted, PETITIONER, sealed } from '../../../../test/builders';
import { anAccess, anAudit, pgStores, testSeals, usePool } from '../../../../test/contract/stores-under-test';
import { CountingIds, FakeClock, FakeWitness } from '../../../../test/fakes';
import type { PgAccess } from './pg-access';
import { PgUnmask, type WantedField } from './pg-unmask';

const MINUTE_MS = 60_000;
const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const referenceFor = (key: string): string =>
  referenceOf({ prefix: 'BDI', province: 'H507', sourceId: 'mini', localKey: key, agencyId: 'xa-a' });

const petition = (key: string, kind: PetitionKind) => {
  const words = { registerNo: key, petitioners: { identity: sealed({ people: [PETITIONER] }) } };
  return anAccepted(key, {
    case: kind === 'TC' ? aDenunciation(words) : aCase(words),
    accepted: { agencyId: 'xa-a', reference: referenceFor(key) },
  });
};

describe('an unmask', () => {
  const pool = usePool();
  let clock: FakeClock;
  let witness: FakeWitness;
  let access: PgAccess;
  let unmask: PgUnmask;
  let decryptions: string[];
  let anna: Principal;
  let binh: Principal;

  beforeEach(async () => {
    const stores = await pgStores(pool.dataSource, pool.url);
    clock = new FakeClock();
    witness = new FakeWitness();
    const audit = anAudit(pool.dataSource, witness);
    decryptions = [];
    access = anAccess(pool.dataSource, audit);
    unmask = new PgUnmask({
      dataSource: pool.dataSource,
      audit,
      seals: counted(testSeals()),
      ids: new CountingIds(),
      clock,
      provinceId: 'H507',
      dailyCap: 3,
    });
    await stores.intake.commit(aBatch([petition('TC-1', 'TC'), petition('KN-1', 'KN')]));
    await access.registerHierarchy(new Map([['xa-a', 'tinh']]));
    anna = person(1, 'anna', 'inspector');
    binh = person(2, 'binh', 'approver');
  });

  /** Counts what is opened of the halves that hold identities and texts. */
  const counting = (box: SealBox): SealBox => ({
    seal: box.seal.bind(box),
    open: (bytes, context) => {
      if (context.startsWith('case_version.secret')) decryptions.push(context);
      return box.open(bytes, context);
    },
  });
  const counted = (seals: RecordSeals): RecordSeals => ({
    fresh: seals.fresh.bind(seals),
    of: async (keys) =>
      (await seals.of(keys)).map((box) => (box instanceof GatewayError ? box : counting(box))),
  });
  const person = (number: number, login: string, role: Principal['roles'][number]): Principal => ({
    accountId: uuid(number),
    login,
    roles: [role],
    agencies: ['xa-a'],
    via: 'local',
    authenticatedAt: clock.now().toISOString(),
  });
  const wanted = (key: string, change: Partial<WantedField> = {}): WantedField => ({
    reference: referenceFor(key),
    field: 'petitioner.name',
    place: 1,
    reasonCode: 'contact-petitioner',
    reasonText: 'mời làm việc ngày 30/11',
    ...change,
  });
  const requested = async (key: string, by = anna): Promise<string> => {
    const answer = await unmask.request(by, wanted(key));
    if (answer.kind === 'refused') throw new Error(answer.why);
    return answer.value.id;
  };
  const audited = async (): Promise<readonly string[]> =>
    (await anAudit(pool.dataSource).newest(100))
      .filter(({ action }) => action.startsWith('unmask'))
      .map(
        ({ actor, action, approver, result }) =>
          `${actor}${approver ? `+${approver}` : ''} ${action} ${result}`,
      )
      .toReversed();
  const refused = (why: string) => ({ kind: 'refused', why });

  it('of a denunciation waits for a second person, then shows exactly the one field', async () => {
    const id = await requested('TC-1');
    expect(await unmask.reveal(anna, id)).toEqual(refused('not-approved'));
    expect(await unmask.waiting(binh, 10)).toMatchObject([
      { id, requestedBy: 'anna', field: 'petitioner.name' },
    ]);
    expect(await unmask.approve(binh, id)).toMatchObject({ kind: 'done' });
    expect(await unmask.waiting(binh, 10)).toEqual([]);
    expect(await unmask.reveal(anna, id)).toEqual({
      kind: 'done',
      value: {
        reference: referenceFor('TC-1'),
        field: 'petitioner.name',
        place: 1,
        value: PETITIONER.fullName,
        until: new Date(clock.now().getTime() + 5 * MINUTE_MS).toISOString(),
      },
    });
    expect(await audited()).toEqual([
      'anna unmask request done',
      'anna unmask reveal not-approved',
      'binh unmask approve done',
      'anna+binh unmask reveal done',
    ]);
  });

  it('of another petition opens for the one who asked', async () => {
    expect(await unmask.reveal(anna, await requested('KN-1'))).toMatchObject({
      value: { value: PETITIONER.fullName },
    });
  });

  it('is over five minutes after the approval', async () => {
    const id = await requested('TC-1');
    await unmask.approve(binh, id);
    await clock.advance(5 * MINUTE_MS + 1);
    anna = { ...anna, authenticatedAt: clock.now().toISOString() };
    expect(await unmask.reveal(anna, id)).toEqual(refused('window-over'));
    expect(await unmask.approve(binh, id)).toEqual(refused('already-decided'));
  });

  it('nobody approves the own request, nor without the role, nor for another agency', async () => {
    const id = await requested('TC-1');
    expect(await unmask.approve({ ...anna, roles: ['approver'] }, id)).toEqual(refused('same-person'));
    expect(await unmask.approve(person(3, 'chi', 'inspector'), id)).toEqual(refused('no-permission'));
    expect(await unmask.approve({ ...binh, agencies: ['xa-b'] }, id)).toEqual(refused('not-there'));
    expect(await unmask.reveal(anna, id)).toEqual(refused('not-approved'));
  });

  it('nobody opens what somebody else asked for', async () => {
    const id = await requested('KN-1');
    expect(await unmask.reveal(person(3, 'chi', 'inspector'), id)).toEqual(refused('not-there'));
  });

  it('to somebody excluded the case does not exist, at every step', async () => {
    const id = await requested('TC-1');
    const by = { recordedBy: 'Lan', secondPerson: 'Minh', reason: 'người thân' };
    await access.exclude(referenceFor('TC-1'), { account: anna }, by);
    expect(await unmask.request(anna, wanted('TC-1'))).toEqual(refused('not-there'));
    await unmask.approve(binh, id);
    expect(await unmask.reveal(anna, id)).toEqual(refused('not-there'));
    await access.exclude(referenceFor('TC-1'), { account: binh }, by);
    expect(await unmask.approve(binh, id)).toEqual(refused('not-there'));
    expect(await unmask.waiting(binh, 10)).toEqual([]);
    expect(await unmask.request(anna, wanted('nothing'))).toEqual(refused('not-there'));
  });

  it('asked for without saying why is not taken', async () => {
    expect(await unmask.request(anna, wanted('TC-1', { reasonText: 'xem thử' }))).toEqual(
      refused('reason-too-short'),
    );
  });

  it('stops at the daily cap, and goes on the next day', async () => {
    const look = async () => unmask.reveal(anna, await requested('KN-1'));
    for (let count = 0; count < 3; count += 1) expect(await look()).toMatchObject({ kind: 'done' });
    expect(await look()).toEqual(refused('cap-reached'));
    await clock.advance(24 * 60 * MINUTE_MS);
    anna = { ...anna, authenticatedAt: clock.now().toISOString() };
    expect(await look()).toMatchObject({ kind: 'done' });
  });

  it('is not asked for without end: five requests for each look of the day, whatever becomes of them', async () => {
    for (let count = 0; count < 15; count += 1) await requested('TC-1');
    expect(await unmask.request(anna, wanted('TC-1'))).toEqual(refused('cap-reached'));
    expect(await unmask.request(anna, wanted('nothing'))).toEqual(refused('cap-reached'));
    await clock.advance(24 * 60 * MINUTE_MS);
    expect(await unmask.request(anna, wanted('TC-1'))).toMatchObject({ kind: 'done' });
  });

  it('at the same moment, no more than the cap', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => requested('KN-1')));
    const answers = await Promise.all(ids.map((id) => unmask.reveal(anna, id)));
    expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(3);
  });

  it('nothing is shown, and nothing decrypted, when it cannot be put on record', async () => {
    const id = await requested('KN-1');
    witness.isAway = true;
    await expect(unmask.reveal(anna, id)).rejects.toMatchObject({ code: 'GW_T304' });
    expect(decryptions).toEqual([]);
  });

  it('is decrypted exactly as often as the audit says', async () => {
    const waiting = await requested('TC-1');
    const open = await requested('KN-1');
    await unmask.reveal(anna, waiting);
    await unmask.approve(binh, waiting);
    await unmask.reveal(binh, waiting);
    await unmask.reveal(anna, waiting);
    await unmask.reveal({ ...anna, authenticatedAt: '2020-01-01T00:00:00.000Z' }, open);
    await unmask.reveal(anna, open);
    await unmask.reveal(anna, open);
    await unmask.reveal(anna, open);
    expect((await audited()).filter((line) => line.endsWith('unmask reveal done'))).toHaveLength(3);
    expect(decryptions).toHaveLength(3);
  });
});
