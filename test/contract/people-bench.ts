import { officeLines, userLines } from '@kntc/domain';
import type { DutyRule, UserRole } from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import { PgAccountRemoval, PgAccounts, PgApprovals, PgOffices, PgUsers } from '@kntc/storage';
import type { DataSource } from 'typeorm';
import { aSheet, anOfficeRow, OFFICE_HEADING, USER_HEADING } from '../builders';
import { FakeClock, fakeDigest } from '../fakes';
import { emptyTables } from './empty-tables';
import { anAudit, emptied, testHouse } from './stores-under-test';

const RULES: readonly DutyRule[] = [
  { duty: '1', roles: ['operator'], reach: 'agency', from: undefined, until: undefined },
  { duty: '2', roles: ['operator', 'inspector'], reach: 'agency', from: undefined, until: undefined },
  { duty: '3', roles: ['approver'], reach: 'agency', from: undefined, until: undefined },
];
const AGENCIES = [
  { id: 'ttt', name: 'Thanh tra tỉnh' },
  { id: 'sxd', name: 'Sở Xây dựng' },
];
let turn = 0;

type Rows = readonly (readonly string[])[];

/** Today of the bench. */
export const ON = '2026-11-28';

/** By one person. */
export const alone = (actor = 'cntt') => ({ actor, reason: 'QĐ 1', idempotencyKey: `key-${(turn += 1)}` });
/** By two of two sides. */
export const byTwo = (actor = 'cntt', approver = 'truong') => ({ ...alone(actor), approver });

/** A province of two agencies, an administrator and an approver, and whatever people do there with Biểu số 2. */
export class PeopleBench {
  private constructor(
    readonly accounts: PgAccounts,
    readonly tools: ConstructorParameters<typeof PgUsers>[0],
  ) {}

  static async open(dataSource: DataSource): Promise<PeopleBench> {
    await emptied(dataSource);
    await emptyTables(dataSource, ['account', 'access_rule']);
    const clock = new FakeClock(new Date('2026-11-28T03:00:00Z'));
    const approvals = new PgApprovals(clock, { requireAccounts: 'both-sides-exist', requireProof: false });
    const base = { dataSource, ids: randomIds, audit: anAudit(dataSource), provinceId: 'P' };
    const offices = new PgOffices({ ...base, approvals, clock, agencies: AGENCIES });
    const rows = [
      anOfficeRow('Thanh tra tỉnh'),
      anOfficeRow('Sở Xây dựng'),
      anOfficeRow('Phòng 1', { superior: 'Thanh tra tỉnh', kind: 'Phòng' }),
    ];
    const lines = officeLines(aSheet(OFFICE_HEADING, rows)) ?? [];
    const { seen } = await offices.plan(lines, '2026-01-01');
    await offices.import(lines, { on: '2026-01-01', seen, sha256: '' }, alone());
    const bench = new PeopleBench(new PgAccounts(base), {
      ...base,
      approvals,
      clock,
      house: testHouse,
      keyedDigest: fakeDigest,
      dutyRules: () => RULES,
      superiors: new Map(),
    });
    await bench.account('cntt', ['config-admin']);
    await bench.account('truong', ['approver']);
    return bench;
  }

  account(login: string, roles: readonly UserRole[], agencies: 'all' | string[] = 'all') {
    const account = { login, roles, agencies, passwordHash: 'x', mustChange: false, needsCode: false };
    return this.accounts.create(account, alone());
  }

  get users(): PgUsers {
    return new PgUsers(this.tools);
  }

  get removal(): PgAccountRemoval {
    return new PgAccountRemoval(this.tools);
  }

  lines(rows: Rows) {
    return userLines(aSheet(USER_HEADING, rows)) ?? [];
  }

  /** Hands in a form as it was seen. */
  async take(rows: Rows, by: ReturnType<typeof alone> = byTwo(), seen?: string) {
    const plan = await this.users.plan(this.lines(rows), ON, []);
    const form = { on: ON, seen: seen ?? plan.seen, sha256: 'ab'.repeat(32) };
    return this.users.import(this.lines(rows), form, by);
  }

  async listed(filter = {}) {
    return (await this.users.page({ filter, after: undefined, limit: 50 }, 'everything', 90)).items;
  }

  /** What stands on record beside the making of the bench. */
  async audited(): Promise<readonly string[]> {
    const rows: { action: string; target: string; result: string }[] = await this.tools.dataSource.query(
      `select action, target, result from audit_entry where action not in ('accounts create', 'agencies import') order by seq`,
    );
    return rows.map(({ action, target, result }) => `${action} ${target} ${result}`);
  }
}
