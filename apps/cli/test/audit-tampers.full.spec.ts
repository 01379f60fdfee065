import { join } from 'node:path';
import { auditKeeping, loadKeyFile } from '@kntc/confidentiality';
import type { ChainedEntry } from '@kntc/domain';
import fc from 'fast-check';
import { tampersOf } from '../../../test/builders/audit-tampers';
import { documentedFigure } from '../../../test/figures/figures';
import { MiniRoad } from '../../../test/journey/mini-road';
import { kntc, parsed, variablesOf } from './kntc';

jest.setTimeout(180_000);

const RUNS = 6;
const ACTIONS = 30;

interface Verified {
  readonly entries: number;
  readonly witnessed: number;
  readonly isWhole: boolean;
  readonly findings: readonly unknown[];
}

/** The table as it is, then with what somebody made of it. */
describe('kntc audit verify, on the table', () => {
  let road: MiniRoad;
  let tampers: ReturnType<typeof tampersOf>;
  let length = 0;
  let found = 0;
  beforeAll(async () => {
    road = await MiniRoad.open();
    await road.petition('A-1');
    await road.converge();
    const { reference } = await road.standing('A-1');
    for (let index = 0; index < ACTIONS; index += 1)
      await road.gateway.parts.operations.resync(reference ?? '', {
        actor: `can-bo-${index % 3}`,
        approver: index % 2 === 0 ? 'lanh-dao' : undefined,
        reason: `đã tra cứu lần ${index}`,
        idempotencyKey: `lần ${index}`,
      });
    await road.stop();
    await road.own.query('create table audit_entry_kept as select * from audit_entry');
    const chain = await chainOf();
    length = chain.length;
    tampers = tampersOf(chain, genuine());
  });
  afterAll(() => road.close());

  const genuine = () => {
    const keys = loadKeyFile(join(road.configDir, 'var', 'keys', 'kntc-key.json'), {
      createIfMissing: false,
    });
    const nowhere = () => Promise.reject(new Error('nobody is asked'));
    const path = join(road.configDir, 'unused');
    return auditKeeping(keys, [{ kind: 'file', path }], { post: nowhere }).keyed;
  };

  const chainOf = async (): Promise<readonly ChainedEntry[]> => {
    const { rows } = await road.own.query<ChainedEntry & { readonly approver: string | null }>(
      `select seq::int, hash, agency_id as "agencyId", actor, approver, action, target, reason, result,
         to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from audit_entry order by seq`,
    );
    return rows.map(({ approver, ...row }) => ({ ...row, approver: approver ?? undefined }));
  };

  const become = async (entries: readonly ChainedEntry[]): Promise<void> => {
    const rows = entries.map(({ agencyId, approver, ...one }) => ({
      ...one,
      approver: approver ?? null,
      agency_id: agencyId,
    }));
    await road.own.query('begin; alter table audit_entry disable trigger all; delete from audit_entry');
    await road.own.query(
      'insert into audit_entry select * from jsonb_populate_recordset(null::audit_entry, $1::jsonb)',
      [JSON.stringify(rows)],
    );
    await road.own.query('alter table audit_entry enable trigger all; commit');
  };

  const verified = async (): Promise<{ readonly code: number } & Verified> => {
    const said = await kntc(variablesOf(road), 'audit', 'verify', '--json');
    return { code: said.code, ...(parsed(said) as Verified) };
  };

  it('finds nothing wrong with what the gateway wrote, also when it was written back as it was', async () => {
    const whole = { code: 0, isWhole: true, entries: length, findings: [] };
    expect(length).toBeGreaterThanOrEqual(ACTIONS);
    const first = await verified();
    expect(first).toMatchObject(whole);
    expect(first.witnessed).toBeGreaterThan(0);
    await become(await chainOf());
    expect(await verified()).toMatchObject(whole);
  });

  it('finds every random tamper of every kind', async () => {
    for (const [kind, entries] of Object.entries(tampers)) {
      for (const tampered of fc.sample(entries, RUNS)) {
        await become(tampered);
        const { code, isWhole, findings } = await verified();
        expect({ kind, code, isWhole }).toEqual({ kind, code: 1, isWhole: false });
        expect(findings).not.toEqual([]);
        found += 1;
      }
    }
    expect(documentedFigure('audit-table-tampers', found)).toBe(found);
  });

  it('and the table as it was is whole again', async () => {
    const { rows } = await road.own.query('select 1 from audit_entry_kept');
    await road.own.query('begin; alter table audit_entry disable trigger all; delete from audit_entry');
    await road.own.query('insert into audit_entry select * from audit_entry_kept');
    await road.own.query('alter table audit_entry enable trigger all; commit');
    expect(await verified()).toMatchObject({ code: 0, entries: rows.length });
  });
});
