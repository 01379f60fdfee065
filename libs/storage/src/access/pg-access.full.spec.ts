import { competentAgency, maySeeCase, referenceOf } from '@kntc/domain';
import { aBatch, aDenunciation, anAccepted } from '../../../../test/builders';
import { anAccess, anAudit, pgStores, testSeals, usePool } from '../../../../test/contract/stores-under-test';
import type { PgStores } from '../../../../test/contract/stores-under-test';
import { FakeWitness } from '../../../../test/fakes';
import { PgCaseViews } from '../cases/pg-case-views';
import { PgLists } from '../lists/pg-lists';
import { PgReports } from '../reports/pg-reports';
import { readCase } from './decider-rows';
import type { NamedAccount, PgAccess, TwoPeople } from './pg-access';
import { visibleCase } from './visible-case';

const ABOVE = new Map([
  ['thon', 'xa-a'],
  ['xa-a', 'tinh'],
  ['xa-b', 'tinh'],
]);
const AGENCIES = ['thon', 'xa-a', 'xa-b', 'tinh'];
const BY: TwoPeople = {
  recordedBy: 'cán bộ Lan',
  secondPerson: 'cán bộ Minh',
  reason: 'theo văn bản 12/UBND',
};
const account = (number: number): NamedAccount => ({
  accountId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  login: `account-${number}`,
});
const referenceFor = (key: string, agencyId: string): string =>
  referenceOf({ prefix: 'BDI', province: 'H507', sourceId: 'mini', localKey: key, agencyId });

/** A denunciation that an agency manages. */
const denunciation = (key: string, agencyId: string, denounced: readonly string[] = []) =>
  anAccepted(key, {
    case: aDenunciation({ registerNo: key }),
    accepted: { agencyId, reference: referenceFor(key, agencyId), denounced },
  });

const WAITING = { filter: { class: 'waiting' }, limit: 100, after: undefined } as const;

describe('who sees which case', () => {
  const pool = usePool();
  let stores: PgStores;
  let access: PgAccess;
  let witness: FakeWitness;
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    witness = new FakeWitness();
    access = anAccess(pool.dataSource, anAudit(pool.dataSource, witness));
    await access.registerHierarchy(ABOVE);
  });
  const commit = (...records: readonly ReturnType<typeof anAccepted>[]) =>
    stores.intake.commit(aBatch(records));
  const listed = async (accountId: string, agencies: 'all' | readonly string[]): Promise<readonly string[]> =>
    (await new PgLists(pool.dataSource).records(WAITING, { accountId, agencies })).items
      .map(({ localKey }) => localKey)
      .toSorted();

  it('those of its agencies; whoever works for the province all of them', async () => {
    await commit(denunciation('A', 'xa-a'), denunciation('B', 'xa-b'));
    expect(await listed(account(1).accountId, ['xa-a'])).toEqual(['A']);
    expect(await listed(account(1).accountId, ['xa-a', 'xa-b'])).toEqual(['A', 'B']);
    expect(await listed(account(1).accountId, 'all')).toEqual(['A', 'B']);
    expect(await listed(account(1).accountId, [])).toEqual([]);
  });

  it('an officer who is denounced does not see the case; colleagues do', async () => {
    await commit(denunciation('A', 'xa-a', ['digest of Bình']));
    await access.link(
      { ...account(1), agencyId: 'xa-a', position: 'officer', digests: ['digest of Bình'] },
      BY,
    );
    expect(await listed(account(1).accountId, ['xa-a'])).toEqual([]);
    expect(await listed(account(2).accountId, ['xa-a'])).toEqual(['A']);
    expect(await listed(account(3).accountId, ['tinh'])).toEqual([]);
  });

  it.each(['head', 'deputy'] as const)(
    'with its %s denounced the case goes to the superior agency',
    async (position) => {
      await commit(denunciation('A', 'xa-a', ['digest of Bình']), denunciation('other', 'xa-a'));
      await access.link({ ...account(1), agencyId: 'xa-a', position, digests: ['digest of Bình'] }, BY);
      expect(await listed(account(2).accountId, ['xa-a'])).toEqual(['other']);
      expect(await listed(account(3).accountId, ['tinh'])).toEqual(['A']);
      const reference = referenceFor('A', 'xa-a');
      const asker = { ...account(2), agencies: ['xa-a'] };
      expect(await visibleCase(pool.dataSource, reference, asker)).toBeUndefined();
      expect(await readCase(pool.dataSource.manager, reference)).toMatchObject({
        agencyId: 'xa-a',
        isBarred: true,
        routedTo: 'tinh',
      });
    },
  );

  it('a case whose new version denounces somebody else is shut for that one instead', async () => {
    await commit(denunciation('A', 'xa-a', ['digest of Bình']));
    await access.link(
      { ...account(1), agencyId: 'xa-a', position: 'officer', digests: ['digest of Bình'] },
      BY,
    );
    const known = (await stores.intake.known('mini', ['A'])).get('A');
    const changed = denunciation('A', 'xa-a', ['digest of Chi']);
    await commit({ ...changed, known, accepted: { ...changed.accepted!, digest: 'changed' } });
    expect(await listed(account(1).accountId, ['xa-a'])).toEqual(['A']);
    await access.link(
      { ...account(1), agencyId: 'xa-a', position: 'officer', digests: ['digest of Chi'] },
      BY,
    );
    expect(await listed(account(1).accountId, ['xa-a'])).toEqual([]);
  });

  it('an excluded case is missing in every number as well', async () => {
    await commit(denunciation('A', 'xa-a'), denunciation('B', 'xa-a'));
    await access.exclude(referenceFor('A', 'xa-a'), { account: account(1) }, BY);
    const reports = new PgReports(pool.dataSource).seenBy({ ...account(1), agencies: 'all' });
    expect(Object.fromEntries(await reports.classes())).toEqual({ waiting: 1 });
    expect(await reports.queueDepth()).toMatchObject({ due: 1 });
    const views = new PgCaseViews(pool.dataSource, testSeals());
    const seen = async (key: string, agencies: 'all' | string[]) =>
      (await views.find(referenceFor(key, 'xa-a'), { ...account(1), agencies }))?.reference;
    expect(await seen('A', 'all')).toBeUndefined();
    expect(await seen('B', 'all')).toBe(referenceFor('B', 'xa-a'));
    expect(await seen('B', ['xa-b'])).toBeUndefined();
  });

  it('what was recorded is in the audit with both people and the reason', async () => {
    await commit(denunciation('A', 'xa-a'));
    const reference = referenceFor('A', 'xa-a');
    expect(await access.exclude(reference, { agencyId: 'xa-a' }, BY)).toBe('done');
    expect(await access.exclude('BDI-0000000000000', { agencyId: 'xa-a' }, BY)).toBe('not-found');
    const delegation = {
      agencyId: 'xa-a',
      documentNo: '5/UQ',
      validFrom: '2026-11-01',
      validUntil: '2026-12-31',
    };
    await access.delegate(account(1), delegation, BY);
    await access.link({ ...account(1), agencyId: 'xa-a', position: 'head', digests: [] }, BY);
    const said = (await anAudit(pool.dataSource).newest(10)).map(({ action, target, result }) => [
      action,
      target,
      result,
    ]);
    expect(said.toReversed()).toEqual([
      ['access exclude', `${reference} xa-a`, 'done'],
      ['access exclude', 'BDI-0000000000000 xa-a', 'not-found'],
      ['access delegate', 'account-1 5/UQ 2026-11-01..2026-12-31', 'done'],
      ['access link', 'account-1 head', 'done'],
    ]);
  });

  it('nothing is recorded while the witness is away', async () => {
    await commit(denunciation('A', 'xa-a'));
    witness.isAway = true;
    const excluding = access.exclude(referenceFor('A', 'xa-a'), { account: account(1) }, BY);
    await expect(excluding).rejects.toMatchObject({ code: 'GW_T304' });
    expect(await listed(account(1).accountId, ['xa-a'])).toEqual(['A']);
  });

  it('SQL and the pure rule say the same of every agency, position and barrier', async () => {
    const cases = AGENCIES.map((agency) => ({ key: `case-${agency}`, agency }));
    await commit(...cases.map(({ key, agency }) => denunciation(key, agency)));
    let asked = 0;
    // Every set of excluded agencies, each with every agency as the home of the one who asks.
    for (let set = 0; set < 2 ** AGENCIES.length; set += 1) {
      const barred = AGENCIES.filter((_agency, bit) => (set & (1 << bit)) !== 0);
      await pool.dataSource.query('truncate case_exclusion, account_person');
      for (const { key, agency } of cases)
        for (const one of barred) await access.exclude(referenceFor(key, agency), { agencyId: one }, BY);
      for (const [index, home] of AGENCIES.entries())
        await access.link({ ...account(index), agencyId: home, position: 'officer', digests: [] }, BY);
      for (const [index, home] of AGENCIES.entries()) {
        for (const agencies of ['all', ...AGENCIES.map((one) => [one])] as const) {
          const viewer = { account: account(index).accountId, agencies, worksAt: [home] };
          const barriers = { accounts: new Set<string>(), agencies: new Set(barred) };
          const expected = cases.filter(({ agency }) => maySeeCase(viewer, agency, barriers, ABOVE));
          expect(await listed(viewer.account, agencies)).toEqual(expected.map(({ key }) => key).toSorted());
          const found = await Promise.all(
            cases.map(({ key, agency }) =>
              visibleCase(pool.dataSource, referenceFor(key, agency), { ...account(index), agencies }),
            ),
          );
          expect(cases.filter((_case, at) => found[at] !== undefined)).toEqual(expected);
          asked += cases.length;
        }
      }
      const excluded = cases.filter(({ agency }) => barred.includes(agency));
      for (const { key, agency } of excluded) {
        const standing = await readCase(pool.dataSource.manager, referenceFor(key, agency));
        expect(standing?.routedTo ?? undefined).toBe(competentAgency(agency, new Set(barred), ABOVE));
      }
    }
    expect(asked).toBe(16 * 4 * 5 * 4);
  });
});
