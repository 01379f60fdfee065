import { partialDate, Sealed, type NationalFacts, type PetitionKind } from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import { LANE, referenceOf } from '../../../../test/contract/lane-setup';
import { NOW, useReconciliation } from '../../../../test/contract/reconciliation-bench';
import { anAudit, testHouse, TYPED_NAMES } from '../../../../test/contract/stores-under-test';
import { fakeDigest } from '../../../../test/fakes';
import { PgCorrections } from '../corrections/pg-corrections';
import { PgProposals } from './pg-proposals';
import { PgStrangers } from './pg-strangers';

const ID = '3f2b8c1e-0d4a-4c57-9a63-5b1e7f0c2d94';
const BY = { actor: 'Lan', reason: 'đã xem', idempotencyKey: '' };
let keys = 0;
const by = (more: object = {}) => ({ ...BY, ...more, idempotencyKey: `khoa-${(keys += 1)}` });

describe('national-only cases in PostgreSQL', () => {
  const bench = useReconciliation();
  const { pool, sql, setup, outbox } = bench;
  const tools = () => ({ dataSource: pool.dataSource, ids: randomIds, house: testHouse, provinceId: 'H507' });
  const strangers = (): PgStrangers => new PgStrangers({ ...tools(), search: fakeDigest });
  const people = () => ({ ...tools(), audit: anAudit(pool.dataSource), approvals: TYPED_NAMES });
  const proposals = (): PgProposals => new PgProposals(people());
  const corrections = (): PgCorrections => new PgCorrections(people());
  const proposed = async (reference?: string, kind: PetitionKind = 'KN', gone: readonly string[] = []) => {
    const [place] = [await strangers().place('a')];
    const who = Sealed.of({ names: ['Nguyễn Văn Mẫu'], idNumbers: ['052190001234'], content: 'x' }, 'd');
    const facts: NationalFacts = { kind, receivedOn: partialDate('2026-03-02'), steps: ['case'], who };
    const found =
      gone.length > 0 ? [] : [{ nationalId: ID, agencyId: 'ttt', way: 'entered' as const, reference, facts }];
    const cursor = String(Number(place?.cursor ?? '0') + 1);
    await strangers().note({ account: 'a', from: place?.cursor, cursor, found, gone });
    await strangers().match();
    return (await sql<{ id: string }>('select id from proposal'))[0]?.id ?? '';
  };
  const state = async (): Promise<string | undefined> =>
    (await sql<{ state: string }>('select state from proposal'))[0]?.state;
  const fetched = () => bench.session.fetch([LANE], 10);

  it('asks nothing in an outage, and takes a page from one cursor once', async () => {
    const page = { account: 'a', from: undefined, cursor: '1', found: [], gone: [] };
    expect(await strangers().place('a')).toEqual({ cursor: undefined });
    expect([await strangers().note(page), await strangers().note(page)]).toEqual([true, false]);
    expect(await strangers().place('a')).toEqual({ cursor: '1' });
  });

  it('knows what is ours by id, and by a reference that was sent', async () => {
    await bench.confirmed('A');
    await setup.accept('B');
    const [confirmed] = await sql<{ id: string }>(
      'select national_id as id from national_record where national_id is not null',
    );
    const asked = [
      { id: confirmed?.id.toUpperCase() ?? '' },
      { id: 'other', reference: referenceOf('A') },
      { id: 'unsent', reference: referenceOf('B') },
      { id: 'new' },
    ];
    expect((await strangers().strangersAmong(asked)).toSorted()).toEqual(['new', 'unsent']);
  });

  it('has delivery hold a record that may be the same, until somebody decides', async () => {
    await setup.accept('B');
    const id = await proposed(referenceOf('B'));
    expect(await fetched()).toMatchObject([{ findings: ['STANDS_THERE'] }]);
    await sql(
      "update outbox set state = 'held', hold_code = 'NATIONAL_DIFFERS', hold_detail = 'STANDS_THERE'",
    );
    expect(await proposals().decide(id, { decision: 'awaited' }, by())).toMatchObject({ kind: 'done' });
    expect(await outbox('B')).toBe('held NATIONAL_DIFFERS STANDS_THERE');
    expect(await proposals().decide(id, { decision: 'ignored' }, by())).toMatchObject({ kind: 'done' });
    expect(await outbox('B')).toBe('due');
    expect(await fetched()).toMatchObject([{ findings: [] }]);
  });

  it('lets it go when the far side does not show the case any more', async () => {
    await setup.accept('B');
    await proposed(referenceOf('B'));
    await sql(
      "update outbox set state = 'held', hold_code = 'NATIONAL_DIFFERS', hold_detail = 'STANDS_THERE'",
    );
    await proposed(undefined, 'KN', [ID]);
    expect([await state(), await outbox('B')]).toEqual(['gone', 'due']);
  });

  it('is a link of two: the record claims the id, and takes it back as it stood', async () => {
    await setup.accept('B');
    const id = await proposed(referenceOf('B'));
    const link = { decision: 'link', reference: referenceOf('B') } as const;
    expect(await proposals().decide(id, link, by())).toMatchObject({ why: 'needs-approver' });
    expect(await proposals().decide(id, link, by({ approver: 'Hùng' }))).toMatchObject({ kind: 'done' });
    expect(await fetched()).toMatchObject([{ findings: [], claim: { caseId: ID, isByPerson: true } }]);
    expect(await proposals().decide(id, { decision: 'undecided' }, by())).toMatchObject({ kind: 'done' });
    expect(await fetched()).toMatchObject([{ findings: ['STANDS_THERE'], claim: undefined }]);
    await sql('update national_record set national_id = $1', [ID]);
    await strangers().match();
    expect(await state()).toBe('linked');
  });

  it('is not linked to another kind, to nothing, or where decisions stand there', async () => {
    await setup.accept('B');
    const id = await proposed(referenceOf('B'), 'KNPA');
    const link = { decision: 'link', reference: referenceOf('B') } as const;
    const two = { approver: 'Hùng' };
    expect(await proposals().decide(id, link, by(two))).toMatchObject({ why: 'other-kind' });
    const none = { decision: 'link', reference: 'H507-0000000000000' } as const;
    expect(await proposals().decide(id, none, by(two))).toMatchObject({ why: 'no-local-record' });
    await sql("update proposal set kind = 'KN', steps = '{case,resolution}'");
    expect(await proposals().decide(id, link, by(two))).toMatchObject({ why: 'further-there' });
  });

  describe('that only a list shows', () => {
    const listed = async (
      {
        kind,
        idNumbers = [],
        reference,
      }: { kind?: PetitionKind; idNumbers?: string[]; reference?: string } = {},
      more: object = {},
    ) => {
      const who = Sealed.of({ names: ['Nguyễn Văn Mẫu'], idNumbers, content: 'x' }, 'd');
      const facts: NationalFacts = { kind, receivedOn: partialDate('2026-03-02'), steps: ['case'], who };
      const found = [{ nationalId: ID, agencyId: 'ttt', way: 'entered' as const, reference, facts }];
      await strangers().noteListed({ agencyId: 'ttt', found, madeAgoMs: 0, ...more });
      await strangers().match();
    };
    const kept = () =>
      sql('select state, kind, agency_id as owner, cardinality(identity_hashes) as hashes from proposal');

    it("are the province's as long as nobody knows what they are, and are filled up by a fuller list", async () => {
      await listed();
      expect(await kept()).toEqual([{ state: 'open', kind: null, owner: 'H507', hashes: 0 }]);
      await listed({ kind: 'KN', idNumbers: ['052190001234'] });
      const [full] = await kept();
      expect(full).toMatchObject({ kind: 'KN', owner: 'ttt' });
      await listed();
      expect(await kept()).toEqual([full]);
    });

    it('hold a record that may be the same, by any way it is sent', async () => {
      await setup.accept('B');
      await listed({ kind: 'KN', reference: referenceOf('B') });
      expect(await fetched()).toMatchObject([{ findings: ['STANDS_THERE'] }]);
    });

    it('keep what was decided, and are gone when a newer list of everything does not show them', async () => {
      await listed({ kind: 'KN' });
      await sql("update proposal set state = 'awaited'");
      await listed({ kind: 'KN' });
      expect(await state()).toBe('awaited');
      await listed({ kind: 'KN' }, { found: [], standing: [], madeAgoMs: 3_600_000 });
      expect(await state()).toBe('awaited');
      await listed({ kind: 'KN' }, { found: [], standing: [], agencyId: 'another' });
      expect(await state()).toBe('awaited');
      await listed({ kind: 'KN' }, { found: [], standing: [] });
      expect(await state()).toBe('gone');
      await listed({ kind: 'KN' }, { madeAgoMs: 3_600_000 });
      expect(await state()).toBe('gone');
      await listed({ kind: 'KN' });
      expect(await state()).toBe('open');
    });
  });

  describe('and what is asked for in writing', () => {
    const drafted = async (findings: readonly string[], ofProposals: readonly string[] = []) =>
      corrections().draft({ kind: 'cases', findings, proposals: ofProposals }, by());
    const findingOf = async (): Promise<string> =>
      (await sql<{ id: string }>('select id::text as id from finding order by id'))[0]?.id ?? '';

    it('lists each double, and notes one after the other corrected', async () => {
      await bench.confirmed('A');
      const run = await bench.full();
      const record = await bench.loaded(run);
      await bench.noted(run, bench.resultOf(record, 'DUPLICATE_THERE'));
      await sql(`update finding set national_ids = '["x","y"]'`);
      const made = await drafted([await findingOf()]);
      const id = made.kind === 'done' ? (made.id ?? '') : '';
      expect(await drafted([await findingOf()])).toMatchObject({ why: 'in-request' });
      await sql(`update finding set national_ids = '["y"]'`);
      expect(await corrections().keep()).toBe(0);
      expect((await corrections().view(id, 'everything'))?.row).toMatchObject({ entries: 2, corrected: 1 });
      const { records } = await bench.store().page(run, 10, NOW);
      await bench.noted(run, ...records.map((one) => bench.resultOf(one)));
      expect(await corrections().keep()).toBe(1);
      expect(await corrections().withdraw(id, by())).toMatchObject({ why: 'correction-ended' });
    });

    it('takes only what stands open and can be corrected', async () => {
      const id = await proposed();
      expect(await drafted([], [id])).toMatchObject({ why: 'not-correctable' });
      await proposals().decide(id, { decision: 'not-ours' }, by());
      expect(await corrections().correctable()).toEqual({ findings: [], proposals: [id] });
      expect(await drafted(['999'], [id])).toMatchObject({ why: 'not-correctable' });
      expect(await drafted([], [id])).toMatchObject({ kind: 'done' });
      expect(await proposals().decide(id, { decision: 'undecided' }, by())).toMatchObject({ kind: 'done' });
      expect(await sql('select state from correction_request')).toEqual([{ state: 'withdrawn' }]);
    });
  });
});
