import { AGENCIES, CROSSWALK, SOURCE } from '../../../../test/builders';
import { anAudit, emptied, usePool } from '../../../../test/contract/stores-under-test';
import { fakeDigest, FakeClock } from '../../../../test/fakes';
import { randomIds } from '@kntc/platform';
import { PgApprovals } from '../access/pg-approvals';
import { PgConfiguration } from '../codes/pg-configuration';
import { codeHash } from '../search/code-hashes';
import { PgCodeLists } from './pg-code-lists';

const BY = { actor: 'cntt', approver: 'truong', reason: 'CSDLQG đổi danh mục' };
const OLD = [
  { code: '1', name: 'Bưu chính' },
  { code: '21', name: 'Tiếp dân' },
  { code: '4', name: 'Cơ quan khác' },
];
const NEW = [
  { code: '1', name: 'Bưu điện' },
  { code: '4', name: 'Cơ quan khác' },
  { code: '6', name: 'Tiếp công dân' },
];

describe('a changed national list', () => {
  const pool = usePool();
  let configuration: PgConfiguration;
  let lists: PgCodeLists;
  beforeEach(async () => {
    await emptied(pool.dataSource);
    configuration = new PgConfiguration(pool.dataSource, 'H507');
    lists = new PgCodeLists({
      dataSource: pool.dataSource,
      ids: randomIds,
      approvals: new PgApprovals(new FakeClock(), {
        requireAccounts: 'both-sides-exist',
        requireProof: false,
      }),
      audit: anAudit(pool.dataSource),
      provinceId: 'H507',
      search: fakeDigest,
    });
    await configuration.importCrosswalk([
      ...CROSSWALK.filter(({ list }) => list !== 5),
      { sourceId: SOURCE, list: 5, localCode: 'TD', nationalCode: '21' },
    ]);
    await configuration.store(5, OLD);
    await configuration.store(5, NEW);
  });
  const waiting = async () => (await lists.waiting())[0];
  const command = () => ({ ...BY, idempotencyKey: randomIds.uuid() });
  const accept = async (changes: object = {}) =>
    lists.accept({ list: 5, version: (await waiting())?.version ?? '', ...changes }, command());
  const recordsThatUse = (...codes: readonly string[]) =>
    pool.dataSource.query(
      `insert into source_record (agency_id, source_id, local_key, raw, content_digest, class, judged_with, code_hashes)
       select 'ttt', 'mini', 'K' || n, '', '', 'accepted', '', $1 from generate_series(1, 3) n`,
      [codes.map((code) => codeHash({ list: 5, code }, fakeDigest))],
    );

  it('shows what left and what was renamed, with the cases and the mappings that use it', async () => {
    await recordsThatUse('21', '4');
    expect(await waiting()).toMatchObject({
      list: 5,
      doubt: undefined,
      change: { added: [{ code: '6' }] },
      touched: [
        { code: '21', name: 'Tiếp dân', renamedTo: undefined, cases: 3, crosswalkRows: 1 },
        { code: '1', name: 'Bưu chính', renamedTo: 'Bưu điện', cases: 0, crosswalkRows: 0 },
      ],
    });
  });

  it('comes into use by people only, and what happened before keeps its code', async () => {
    const translate = async (date: string) =>
      (await configuration.loadCodeBook(AGENCIES)).translate(SOURCE, 5, 'TD', date as never).kind;
    expect(await translate('2025-07-01')).toBe('found');
    expect(await accept({ fromDay: '2025-07-01' })).toEqual({ kind: 'done' });
    expect(await translate('2025-06-30')).toBe('found');
    expect(await translate('2025-07-01')).toBe('not-national');
    expect(await lists.waiting()).toEqual([]);
  });

  it('tells the second of two people that the first was faster', async () => {
    const version = (await waiting())?.version ?? '';
    const both = await Promise.all([1, 2].map(() => lists.accept({ list: 5, version }, command())));
    expect(both).toContainEqual({ kind: 'done' });
    expect(both).toContainEqual({ kind: 'refused', why: 'no-list-waits' });
  });

  it('is not taken when it is another one than they saw', async () => {
    const version = (await waiting())?.version ?? '';
    await configuration.store(5, OLD.slice(0, 2));
    expect(await lists.accept({ list: 5, version }, command())).toEqual({
      kind: 'refused',
      why: 'other-version',
    });
    expect(
      (await configuration.nationalCodes()).filter(({ validUntil }) => validUntil !== undefined),
    ).toEqual([]);
  });

  it('that looks like another list is taken only by people who say that they saw it', async () => {
    await configuration.store(5, [{ code: 'KN', name: 'Khiếu nại' }]);
    expect(await waiting()).toMatchObject({ doubt: 'empty' });
    expect(await accept()).toEqual({ kind: 'refused', why: 'doubtful-list' });
    expect(await accept({ evenIfDoubtful: true })).toEqual({ kind: 'done' });
  });

  it('is not put off by more than a year: a mistyped year is told', async () => {
    expect(await accept({ fromDay: '2099-07-01' })).toEqual({ kind: 'refused', why: 'too-far-ahead' });
    expect(await waiting()).toBeDefined();
    const soon = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
    expect(await accept({ fromDay: soon })).toEqual({ kind: 'done' });
  });

  it('that people refuse asks nobody any more, until it changes again', async () => {
    const version = (await waiting())?.version ?? '';
    expect(await lists.refuse({ list: 5, version }, command())).toEqual({ kind: 'done' });
    await configuration.store(5, NEW);
    expect(await waiting()).toMatchObject({ version, refused: { by: BY.actor } });
    expect(await lists.refuse({ list: 5, version }, command())).toMatchObject({
      why: 'list-refused-already',
    });
    await configuration.store(5, [...NEW, { code: '7', name: 'Khác' }]);
    expect(await waiting()).toMatchObject({ refused: undefined });
    await configuration.store(5, NEW);
    expect(await waiting()).toMatchObject({ refused: { by: BY.actor } });
    expect(await accept()).toEqual({ kind: 'done' });
  });

  it('leaves an entry in the audit, also of a try that came to nothing', async () => {
    await lists.accept({ list: 6, version: '' }, command());
    await accept();
    expect((await anAudit(pool.dataSource).newest(2)).map(({ target, result }) => [target, result])).toEqual([
      [expect.stringMatching(/^5 /), 'done'],
      [expect.stringMatching(/^6 /), 'refused'],
    ]);
  });
});
