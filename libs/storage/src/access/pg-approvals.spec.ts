import { referenceOf } from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import type { ApprovalKind, UserRole } from '@kntc/domain';
import { aBatch, aDenunciation, anAccepted } from '../../../../test/builders';
import { emptyTables } from '../../../../test/contract/empty-tables';
import { anAccess, anAudit, pgStores, usePool } from '../../../../test/contract/stores-under-test';
import { CountingIds, FakeClock } from '../../../../test/fakes';
import type { PgAccess } from './pg-access';
import { PgAccounts } from './pg-accounts';
import { PgApprovals, type Asked } from './pg-approvals';
import { PgExplanations } from './pg-explanations';

const BY = { recordedBy: 'Lan', secondPerson: 'Minh', reason: 'theo văn bản 12/UBND' };
const REFERENCE = referenceOf({
  prefix: 'BDI',
  province: 'H507',
  sourceId: 'mini',
  localKey: 'A',
  agencyId: 'xa-a',
});
const refused = (why: string) => expect.objectContaining({ kind: 'refused', why }) as unknown;
const allowed = expect.objectContaining({ kind: 'allowed' }) as unknown;

describe('who may have something done', () => {
  const pool = usePool();
  const clock = new FakeClock();
  const rules = { requireAccounts: 'both-sides-exist', requireProof: false } as const;
  const approvals = new PgApprovals(clock, rules);
  let accounts: PgAccounts;
  let access: PgAccess;
  let commands = 0;
  beforeEach(async () => {
    const stores = await pgStores(pool.dataSource, pool.url);
    await emptyTables(pool.dataSource, ['account', 'access_rule']);
    const audit = anAudit(pool.dataSource);
    const ids = new CountingIds();
    accounts = new PgAccounts({ dataSource: pool.dataSource, ids, audit, provinceId: 'H507' });
    access = anAccess(pool.dataSource, audit);
    await access.registerHierarchy(new Map([['xa-a', 'tinh']]));
    await stores.intake.commit(
      aBatch([
        anAccepted('A', {
          case: aDenunciation({ registerNo: 'A' }),
          accepted: { agencyId: 'xa-a', reference: REFERENCE, denounced: ['digest of Bình'] },
        }),
      ]),
    );
  });

  const command = () => {
    commands += 1;
    return { actor: 'quản trị', reason: 'theo quyết định', idempotencyKey: `key-${commands}` };
  };
  const account = async (
    login: string,
    roles: readonly UserRole[],
    agencies: 'all' | string[] = ['xa-a'],
  ) => {
    await accounts.create(
      { login, roles, agencies, passwordHash: '', mustChange: false, needsCode: false },
      command(),
    );
    return { accountId: (await accounts.idOf(login)) ?? '', login };
  };
  /** Both sides, so that only accounts decide. */
  const staff = async () => {
    const head = await account('truong', ['approver']);
    await account('canbo', ['operator', 'inspector']);
    await account('antoan', ['auditor', 'key-custodian'], 'all');
    await account('cntt', ['config-admin'], 'all');
    const by = { ...BY, recordedBy: 'cntt', secondPerson: 'antoan' };
    await access.link({ ...head, agencyId: 'xa-a', position: 'head', digests: ['digest of Trưởng'] }, by);
    return head;
  };
  const ask = (asked: Partial<Asked> = {}, by: PgApprovals = approvals) =>
    by.check(pool.dataSource.manager, {
      kind: 'content',
      actor: 'canbo',
      approver: 'truong',
      reference: REFERENCE,
      ...asked,
    });

  it('as long as one side has no account, names are taken as typed and stand as typed', async () => {
    await account('truong', ['approver']);
    expect(await ask({ actor: 'Cán bộ Lan', approver: 'Trưởng phòng Hùng' })).toEqual({
      kind: 'allowed',
      onRecord: {
        actor: 'Cán bộ Lan (tên gõ, chưa xác minh)',
        approver: 'Trưởng phòng Hùng (tên gõ, chưa xác minh)',
      },
    });
  });

  it('a province can want accounts from the first day', async () => {
    const always = new PgApprovals(clock, { ...rules, requireAccounts: 'always' });
    expect(await ask({ actor: 'Lan', approver: 'Hùng' }, always)).toEqual(refused('no-account'));
  });

  it('from then on only active accounts, and taking a role away does not bring typed names back', async () => {
    await staff();
    expect(await ask({ approver: 'Trưởng phòng Hùng' })).toEqual(refused('no-account'));
    expect(await ask({ actor: 'Cán bộ Lan' })).toEqual(refused('no-account'));
    expect(await ask()).toEqual(allowed);
    await accounts.disable('truong', command());
    expect(await ask()).toEqual(refused('no-account'));
    await accounts.grant('cntt', { roles: ['operator'], agencies: 'all' }, command());
    await accounts.grant('truong', { roles: ['operator'], agencies: 'all' }, command());
    expect(await ask({ actor: 'Cán bộ Lan', approver: 'Hùng' })).toEqual(refused('no-account'));
  });

  it('says who was only named and who proved it', async () => {
    await staff();
    expect((await ask({}, approvals.knowing(['truong']))).onRecord).toEqual({
      actor: 'canbo (tài khoản, chưa xác minh)',
      approver: 'truong (đã xác minh)',
    });
    const strict = new PgApprovals(clock, { ...rules, requireProof: true });
    expect(await ask({}, strict.knowing(['truong']))).toEqual(refused('no-proof'));
    expect(await ask({}, strict.knowing(['truong', 'canbo']))).toEqual(allowed);
  });

  it('content: the head, or a delegate as long as the delegation stands', async () => {
    await staff();
    const delegate = await account('uyquyen', ['approver']);
    expect(await ask({ approver: 'uyquyen' })).toEqual(refused('not-head-nor-delegate'));
    const given = {
      agencyId: 'xa-a',
      documentNo: '5/UQ',
      validFrom: '2026-01-01',
      validUntil: '2026-12-31',
    };
    expect(
      await access.delegate(delegate, given, { ...BY, recordedBy: 'cntt', secondPerson: 'truong' }),
    ).toBe('done');
    expect(await ask({ approver: 'uyquyen' })).toEqual(allowed);
    const rows: { id: string }[] = await pool.dataSource.query('select id from delegation');
    const end = () =>
      access.endDelegation(rows[0]?.id ?? '', { ...BY, recordedBy: 'cntt', secondPerson: 'truong' });
    expect(await end()).toBe('done');
    expect(await ask({ approver: 'uyquyen' })).toEqual(refused('not-head-nor-delegate'));
    expect(await end()).toBe('not-found');
  });

  it('where the head is denounced the superior agency decides, and to the agency the case is not there', async () => {
    const head = await staff();
    const superior = await account('chutich', ['approver'], ['tinh']);
    await account('thanhtra', ['inspector'], ['tinh']);
    const both = { ...BY, recordedBy: 'cntt', secondPerson: 'antoan' };
    await access.link({ ...superior, agencyId: 'tinh', position: 'head', digests: [] }, both);
    await access.link({ ...head, agencyId: 'xa-a', position: 'head', digests: ['digest of Bình'] }, both);
    expect(await ask()).toEqual(refused('not-there'));
    expect(await ask({ actor: 'thanhtra' })).toEqual(refused('conflict-of-interest'));
    expect(await ask({ actor: 'thanhtra', approver: 'chutich' })).toEqual(allowed);
  });

  it.each<[ApprovalKind, string, string, unknown]>([
    ['policy', 'cntt', 'truong', allowed],
    ['policy', 'canbo', 'truong', refused('no-permission')],
    ['mapping', 'cntt', 'canbo', refused('needs-both-sides')],
    ['access', 'truong', 'cntt', allowed],
    ['access', 'cntt', 'canbo', refused('needs-two-sides')],
    ['judgement', 'canbo', 'truong', allowed],
    ['bulk-resend', 'canbo', 'cntt', refused('no-permission')],
  ])('%s asked by %s, approved by %s', async (kind, actor, approver, expected) => {
    await staff();
    expect(await ask({ kind, actor, approver, reference: undefined })).toEqual(expected);
  });

  it('nobody records or confirms what concerns the own access', async () => {
    const head = await staff();
    const own = { ...BY, recordedBy: 'cntt', secondPerson: 'truong' };
    expect(await access.link({ ...head, agencyId: 'xa-a', position: 'officer', digests: [] }, own)).toBe(
      'own-access',
    );
    expect((await anAudit(pool.dataSource).newest(1))[0]).toMatchObject({
      action: 'access link',
      actor: 'cntt (tài khoản, chưa xác minh)',
      result: 'refused',
    });
  });

  it('an exclusion is lifted by two others; whoever is denounced stays shut out', async () => {
    await staff();
    const officer = await account('xung.dot', ['inspector']);
    const both = { ...BY, recordedBy: 'cntt', secondPerson: 'truong' };
    expect(await access.exclude(REFERENCE, { account: officer }, both)).toBe('done');
    expect(await ask({ actor: 'xung.dot' })).toEqual(refused('not-there'));
    const rows: { id: string }[] = await pool.dataSource.query('select id from case_exclusion');
    expect(await access.lift(rows[0]?.id ?? '', { ...both, recordedBy: 'xung.dot' })).toBe('own-access');
    expect(await access.lift(rows[0]?.id ?? '', both)).toBe('done');
    expect(await ask({ actor: 'xung.dot' })).toEqual(allowed);
    await access.link(
      { ...officer, agencyId: 'xa-a', position: 'officer', digests: ['digest of Bình'] },
      both,
    );
    expect(await ask({ actor: 'xung.dot' })).toEqual(refused('not-there'));
  });

  it('an account whose first password was not changed decides nothing, unless its owner signs in another way', async () => {
    await staff();
    const firstPassword = () =>
      pool.dataSource.query("update account set must_change = true where login = any('{canbo,truong}')");
    await firstPassword();
    expect(await ask()).toEqual(refused('first-password'));
    expect(await ask({ actor: 'cntt', approver: 'truong', kind: 'policy', reference: undefined })).toEqual(
      refused('first-password'),
    );
    const together = { kind: 'person-search', actor: 'canbo' } as const;
    const caseIds: { id: string }[] = await pool.dataSource.query('select id from case_file');
    const among = () =>
      approvals.among(
        pool.dataSource.manager,
        together,
        caseIds.map(({ id }) => id),
      );
    expect(await among()).toEqual(new Set());
    const explained = await new PgExplanations(pool.dataSource, approvals, clock).explain('canbo', REFERENCE);
    expect(explained?.decisions.every(({ asks }) => 'why' in asks && asks.why === 'first-password')).toBe(
      true,
    );

    await pool.dataSource.query(
      "insert into account_identity (issuer, subject, account_id) select 'sso', login, id from account where must_change",
    );
    expect(await ask()).toEqual(allowed);
    expect(await among()).toEqual(new Set([REFERENCE]));
  });

  it('an administrator who never signed in leaves nobody locked out: whoever has the machine opens', async () => {
    await staff();
    await pool.dataSource.query("update account set must_change = true where login = 'cntt'");
    const opening = { kind: 'accounts', actor: 'Người trực máy' } as const;
    expect(await approvals.check(pool.dataSource.manager, opening)).toEqual(allowed);
    const granting = { kind: 'access', actor: 'cntt', approver: 'truong' } as const;
    expect(await approvals.check(pool.dataSource.manager, granting)).toEqual(refused('first-password'));
  });

  it('accounts: both sides give rights, an administrator locks; when none is left whoever has the machine opens', async () => {
    await staff();
    const byRule = new PgAccounts({
      dataSource: pool.dataSource,
      ids: randomIds,
      audit: anAudit(pool.dataSource),
      provinceId: 'H507',
      approvals,
    });
    const grant = (actor: string, approver?: string) =>
      byRule.grant('canbo', { roles: ['inspector'], agencies: 'all' }, { ...command(), actor, approver });
    expect(await grant('cntt')).toMatchObject({ why: 'needs-second-person' });
    expect(await grant('canbo', 'truong')).toMatchObject({ why: 'own-access' });
    expect(await grant('cntt', 'truong')).toEqual({ kind: 'done' });
    const unlock = (actor: string) => byRule.unlock('cntt', () => [], { ...command(), actor });
    expect(await unlock('canbo')).toMatchObject({ kind: 'refused', why: 'no-permission' });
    expect(await byRule.disable('cntt', { ...command(), actor: 'cntt' })).toEqual({ kind: 'done' });
    expect(await unlock('Người trực máy')).toEqual({ kind: 'done' });
  });

  it('an explanation says the same as the decision', async () => {
    await staff();
    const explanations = new PgExplanations(pool.dataSource, approvals, clock);
    const explained = async (login: string, of: ApprovalKind) =>
      (await explanations.explain(login, REFERENCE))?.decisions.find((one) => one.of === of);
    expect(await explained('truong', 'content')).toMatchObject({ approves: { kind: 'allowed' } });
    expect(await explained('canbo', 'content')).toMatchObject({
      asks: { kind: 'allowed' },
      approves: { kind: 'refused', why: 'no-permission' },
    });
    expect(await explanations.explain('canbo', REFERENCE)).toMatchObject({
      isByAccounts: true,
      seen: 'seen',
    });
    expect(await explanations.explain('canbo', 'BDI-0000000000000')).toMatchObject({ seen: 'no-such-case' });
    expect(await explanations.explain('khong-co', REFERENCE)).toBeUndefined();
  });
});
