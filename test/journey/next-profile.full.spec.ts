import { compareRecords, type NationalReading, type RecordDifference } from '@kntc/domain';
import { createDataSource, PgRecordDigests } from '@kntc/storage';
import type { DataSource } from 'typeorm';
import { aCase, aProcessing } from '../../apps/national-simulator/test/sample-bodies';
import { MiniRoad } from './mini-road';

const DEMO_LOGIN = `Basic ${Buffer.from('kntc_demo:kntc_demo').toString('base64')}`;
/** Petitions of these roads are months old. */
const NO_BRAKE = { 'national/next.yaml': [['createsPerDay: auto', 'createsPerDay: unlimited']] } as const;

describe('a road on which the far side offers more, by configuration only', () => {
  let road: MiniRoad;
  let dataSource: DataSource;
  beforeAll(async () => {
    road = await MiniRoad.open({
      variablesOf: () => ({ NATIONAL_PROFILE: 'next' }),
      wire: async (farSide) => new URL(farSide).origin,
      edit: NO_BRAKE,
    });
    dataSource = createDataSource(road.databaseUrl, 2);
    await dataSource.initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await road.close();
  });

  const found = (): Promise<readonly RecordDifference[]> => differences(road, dataSource);

  /** Typed into the national web by somebody. */
  async function typed(method: string, body: unknown): Promise<string> {
    const answer = await fetch(`${road.nationalUrl}/KNTC/v2/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: DEMO_LOGIN },
      body: JSON.stringify(body),
    });
    const { Id, Message } = (await answer.json()) as { readonly Id: string; readonly Message: string };
    if (Id === '') throw new Error(Message);
    return Id;
  }

  const caseOf = async (ma: string): Promise<string> => (await road.delivered(ma))[0]?.id ?? '';

  it('delivers the same steps in the same order, and both sides agree on every record', async () => {
    await road.petition('A-1', { ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
    await road.petition('A-2');
    await road.local.query("insert into quyet_dinh (ma, ngay) values ('A-1', '2026-04-20')");
    await road.local.query("insert into thi_hanh (qd_id, ngay, tien) values (1, '2026-05-02', '5000000000')");
    expect(await road.converge()).toMatchObject({
      converged: true,
      summary: { confirmed: 2, unaccounted: 0 },
    });
    expect((await road.delivered('A-1')).map(({ method }) => method)).toEqual([
      'CapNhatVuViec',
      'CapNhatKQXuLy',
      'CapNhatGiaiQuyet',
      'CapNhatKQGiaiQuyet',
      'CapNhatThiHanh',
    ]);
    expect(await found()).toEqual([]);
    const { rows } = await road.own.query('select count(*)::int as count from record_digest');
    expect(rows).toEqual([{ count: 2 }]);
  });

  it('gets a step again at once when its answer was lost, and still agrees', async () => {
    await road.far.faults([
      { id: 'lost', method: 'CapNhatKQXuLy', nth: 1, phase: 'after-commit', action: 'reset' },
    ]);
    await road.petition('A-3');
    expect(await road.converge()).toMatchObject({ converged: true, summary: { confirmed: 3 } });
    await road.far.clearFaults();
    expect((await road.delivered('A-3')).map(({ decision }) => decision)).toEqual([
      'created',
      'recorded',
      'repeated',
    ]);
    expect(await found()).toEqual([]);
  });

  it('agrees after a new milestone', async () => {
    await road.local.query("insert into thi_hanh (qd_id, ngay, tien) values (1, '2026-05-12', '7')");
    await road.converge();
    expect((await road.delivered('A-1')).map(({ method }) => method)).toHaveLength(6);
    expect(await found()).toEqual([]);
  });

  it('finds exactly what somebody changed and entered on the national web', async () => {
    const changed = await caseOf('A-2');
    const before = (await road.delivered('A-2')).find(({ method }) => method === 'CapNhatKQXuLy');
    await typed('CapNhatKQXuLy', {
      ...(before?.body as object),
      ...textOf(before?.body, 'Sửa trên trang CSDLQG'),
    });
    const entered = await typed('CapNhatVuViec', aCase());
    await typed('CapNhatKQXuLy', aProcessing(entered));
    const { reference } = await road.standing('A-2');
    expect(await found()).toEqual([
      { kind: 'different', id: changed, reference, isOnItsWay: false },
      { kind: 'only-national', id: entered },
    ]);
  });

  it('says of it in reconciliation which field of which step it is', async () => {
    const run = await comparedAll(road);
    // One by its digest, the other two not: what differs is read whole, what somebody else entered is looked at once.
    expect(run).toMatchObject({ compared: 3, byDigest: 2, matching: 2, different: 1, onlyNational: 1 });
    expect(run.requests).toBeLessThanOrEqual(6);
    const { rows } = await road.own.query(
      `select c.local_key as ma, f.code, f.fields -> 0 ->> 'field' as field from finding f
       join national_record n on n.id = f.national_record_id join case_file c on c.id = n.case_id`,
    );
    const field = 'CapNhatKQXuLy.NoiDungXuLy.TomTatNoiDungXuLy';
    expect(rows).toEqual([{ ma: 'A-2', code: 'FIELDS_DIFFER', field }]);
  });

  it('compares what was acknowledged before there were digests as soon as it was due once, and sends nothing for it', async () => {
    await road.own.query(
      'delete from record_digest where national_record_id in (select id from national_record where national_id = $1)',
      [await caseOf('A-3')],
    );
    await road.own.query('update step set comparable_digest = null');
    const { reference } = await road.standing('A-3');
    expect(await found()).toContainEqual({
      kind: 'undigested',
      id: await caseOf('A-3'),
      reference,
      isOnItsWay: false,
    });
    const before = (await road.far.ledger()).length;
    await comparedAll(road);
    await road.converge();
    expect((await road.far.ledger()).length).toBe(before);
    expect((await found()).map(({ kind }) => kind)).toEqual(['different', 'only-national']);
  });
});

it('goes on with a database that knew less: nothing is sent, and both sides agree', async () => {
  const road = await MiniRoad.open({ wire: async (farSide) => new URL(farSide).origin, edit: NO_BRAKE });
  const dataSource = createDataSource(road.databaseUrl, 2);
  await dataSource.initialize();
  try {
    await road.petition('B-1', { ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
    await road.petition('B-2');
    await road.converge();
    const before = (await road.far.ledger()).length;
    await road.restart({ NATIONAL_PROFILE: 'next' });
    expect((await differences(road, dataSource)).map(({ kind }) => kind)).toEqual([
      'undigested',
      'undigested',
    ]);
    expect(await comparedAll(road)).toMatchObject({ compared: 2, byDigest: 0, matching: 2 });
    await road.converge();
    expect((await road.far.ledger()).length).toBe(before);
    expect(await differences(road, dataSource)).toEqual([]);
    expect(await comparedAll(road)).toMatchObject({ compared: 2, byDigest: 2, requests: 1 });
  } finally {
    await dataSource.destroy();
    await road.close();
  }
});

interface Run {
  readonly kind: string;
  readonly compared: number;
  readonly byDigest: number;
  readonly requests: number;
}

/** Everything confirmed lies long enough back; then all of it is compared once. */
async function comparedAll(road: MiniRoad): Promise<Run> {
  await road.own.query("update step set confirmed_at = confirmed_at - interval '1 hour'");
  const by = ['--actor', 'can-bo', '--reason', 'định kỳ'];
  expect(await road.kntc('reconcile', '--full', '--no-wait', ...by)).toMatchObject({ code: 0 });
  await road.gateway.reconcile();
  const { lines } = await road.kntc('reconcile', '--json');
  const { runs } = JSON.parse(lines.join('')) as { runs: readonly Run[] };
  const run = runs.find(({ kind }) => kind === 'full');
  if (run === undefined) throw new Error('no run');
  return run;
}

async function differences(road: MiniRoad, dataSource: DataSource): Promise<readonly RecordDifference[]> {
  const reading: NationalReading | undefined = road.gateway.parts.profile.reading;
  if (reading === undefined) throw new Error('nothing can be read back');
  const found: RecordDifference[] = [];
  const sides = { store: new PgRecordDigests(dataSource), national: reading.digests() };
  const report = await compareRecords(sides, (one) => void found.push(one));
  expect(report.kind).toBe('compared');
  return found.toSorted((one, other) => (one.kind < other.kind ? -1 : 1));
}

/** The processing result of a body with another summary. */
function textOf(body: unknown, TomTatNoiDungXuLy: string): object {
  const { NoiDungXuLy } = body as { readonly NoiDungXuLy: object };
  return { NoiDungXuLy: { ...NoiDungXuLy, TomTatNoiDungXuLy } };
}
