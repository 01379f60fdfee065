import { partialDate, Sealed, type PetitionKind, type SoughtSubject } from '@kntc/domain';
import { aBatch, aVisit } from '../../../../test/builders';
import {
  anAudit,
  pgStores,
  testHouse,
  testSeals,
  TYPED_NAMES,
  usePool,
} from '../../../../test/contract/stores-under-test';
import { CountingIds, fakeDigest } from '../../../../test/fakes';
import { PgStrangers } from '../proposals/pg-strangers';
import { PgSubjectBeside } from './pg-subject-beside';

/** Who came to every visit of the builders. */
const BUOI: SoughtSubject = { fullName: 'nguyễn thị bưởi', idNumbers: ['037081000123'], phones: [] };
const SISTER: SoughtSubject = { ...BUOI, fullName: 'Nguyễn Thị Na' };
const BY = { actor: 'Lan', documentNo: '12/ĐN', onRecord: { actor: 'Lan', approver: undefined } };
const TWO = { ...BY, approver: 'Hùng', onRecord: { actor: 'Lan', approver: 'Hùng' } };
const IDS = ['1', '2', '3'].map((one) => `${one}f2b8c1e-0d4a-4c57-9a63-5b1e7f0c2d94`);

describe('what is held of a person beside cases, on PostgreSQL', () => {
  const pool = usePool();
  let beside: PgSubjectBeside;
  beforeEach(async () => {
    const { dataSource } = pool;
    const stores = await pgStores(dataSource, pool.url);
    const tools = { dataSource, house: testHouse, search: fakeDigest };
    beside = new PgSubjectBeside({
      ...tools,
      seals: testSeals(),
      audit: anAudit(dataSource),
      approvals: TYPED_NAMES,
    });
    await stores.intake.commit(
      aBatch([
        aVisit('V', { petitionKind: 'KN' }),
        aVisit('S', { petitionKind: 'TC', reception: { kind: 'TC' } }),
        aVisit('U', { reception: { kind: undefined } }),
      ]),
    );
    const strangers = new PgStrangers({ ...tools, ids: new CountingIds(), provinceId: 'H507' });
    const found = (['KN', 'TC', undefined] as const).map((kind: PetitionKind | undefined, index) => ({
      nationalId: IDS[index] ?? '',
      agencyId: 'ttt',
      way: 'entered' as const,
      facts: {
        kind,
        receivedOn: partialDate('2026-03-02'),
        steps: ['case'] as const,
        who: Sealed.of(
          {
            names: ['Lê Văn Ba', 'Nguyễn Thị Bưởi'],
            idNumbers: ['052081000999', '037 081 000 123'],
            content: 'x',
          },
          'd',
        ),
      },
    }));
    await strangers.noteListed({ agencyId: 'ttt', found, madeAgoMs: 0 });
  });
  const found = async (sought: SoughtSubject, by: Parameters<PgSubjectBeside['of']>[1]) => {
    const { receptions, strangers, doubtful } = await beside.of(sought, by);
    return {
      visits: receptions.map(({ localKey }) => localKey).toSorted(),
      there: strangers.map(({ nationalId }) => nationalId).toSorted(),
      doubtful,
    };
  };

  it('is visits and national-only cases; what is or may be a denunciation on the word of two alone', async () => {
    expect(await found(BUOI, BY)).toEqual({ visits: ['V'], there: [IDS[0]], doubtful: 0 });
    expect(await found(BUOI, TWO)).toEqual({ visits: ['S', 'U', 'V'], there: IDS, doubtful: 0 });
  });

  it('says of a case there nothing but what is their own', async () => {
    const { strangers } = await beside.of(BUOI, BY);
    expect(strangers).toEqual([
      {
        nationalId: IDS[0],
        agencyId: 'ttt',
        kind: 'KN',
        receivedOn: '2026-03-02',
        fullName: 'Nguyễn Thị Bưởi',
        idNumbers: ['037 081 000 123'],
      },
    ]);
  });

  it('is doubtful under another name, and of denunciations not even that', async () => {
    expect(await found(SISTER, BY)).toEqual({ visits: [], there: [], doubtful: 2 });
    expect(await found(SISTER, TWO)).toEqual({ visits: [], there: [], doubtful: 2 });
    const other = { ...BUOI, idNumbers: ['037081000999'] };
    expect(await found(other, TWO)).toEqual({ visits: [], there: [], doubtful: 0 });
  });

  it('is looked for in visits of before there were hashes too', async () => {
    await pool.dataSource.query('update reception set party_hashes = null');
    expect(await found(BUOI, BY)).toMatchObject({ visits: ['V'] });
  });

  it('is on the audit item by item, without anything personal', async () => {
    await found(BUOI, BY);
    const entries: { line: string }[] = await pool.dataSource.query(
      "select concat_ws(' | ', action, target, actor, reason) as line from audit_entry order by seq",
    );
    const reference = aVisit('V').reception?.reference ?? '';
    expect(entries.map(({ line }) => line)).toEqual([
      `subject export | ${reference} | Lan | 12/ĐN`,
      `subject export | ${IDS[0] ?? ''} | Lan | 12/ĐN`,
    ]);
  });
});
