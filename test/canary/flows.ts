import { join } from 'node:path';
import { createKeyedDigest, loadKeyFile } from '@kntc/confidentiality';
import { Sealed } from '@kntc/domain';
import { createHttp, createLogger, freePort, loadEnvironment } from '@kntc/platform';
import { composeGateway } from '../../apps/gateway/src/composition/compose-gateway';
import { editFile, until } from '../journey/mini-road';
import { command, referenceOf } from '../journey/ways-out/way-out';
import { runCommands, startGateway } from './children';
import { plantLatecomers } from './petitions';
import type { World } from './world';

export const POLICY = {
  policy: 'withheld',
  documentNo: '01/QĐ-TT',
  documentDate: '2026-01-05',
  signatory: 'Chánh Thanh tra',
  recordedBy: 'inspector-one',
  secondPerson: 'inspector-two',
} as const;

/** Requests that get lost in both directions, and answers about somebody else. */
const FAULTS = [
  { id: 'create lost after', method: 'CapNhatVuViec', nth: 2, phase: 'after-commit', action: 'drop' },
  { id: 'create lost before', method: 'CapNhatVuViec', nth: 4, phase: 'before-commit', action: 'reset' },
  { id: 'create misunderstood', method: 'CapNhatVuViec', nth: 6, phase: 'before-commit', action: 'wrong-id' },
  { id: 'create garbled', method: 'CapNhatVuViec', nth: 8, phase: 'after-commit', action: 'html' },
  { id: 'step lost after', method: 'CapNhatKQXuLy', nth: 2, phase: 'after-commit', action: 'drop' },
  { id: 'step lost before', method: 'CapNhatKQXuLy', nth: 4, phase: 'before-commit', action: 'reset' },
  { id: 'step misunderstood', method: 'CapNhatKQXuLy', nth: 6, phase: 'after-commit', action: 'wrong-id' },
];

/** Delivery under `withheld` at a far side that loses requests; returns the faults that acted. */
export async function deliverWithFaults({ road }: World): Promise<readonly string[]> {
  await road.gateway.parts.policies.record(POLICY);
  await road.far.faults(FAULTS);
  await road.converge();
  const fired = await road.far.firedFaults();
  await road.far.clearFaults();
  return fired;
}

/** People look up, decide and release; then the local software changes what was confirmed. */
export async function decideAndCorrect(world: World): Promise<void> {
  const { road, aviary } = world;
  await decideEverything(world);
  await road.converge();
  for (const [ma, owner] of [
    ['TC-FULL', 'denouncer'],
    ['KN-FULL', 'complainant'],
  ] as const) {
    const planted = aviary.petition(ma, owner);
    await road.change(ma, {
      ho_ten: planted.name('họ tên đã sửa'),
      noi_dung: planted.sentence('nội dung đã sửa'),
      dia_chi: planted.address('địa chỉ đã sửa'),
      so_nguoi: '3',
    });
  }
  await road.converge();
}

async function decideEverything({ road }: World): Promise<void> {
  const { rows } = await road.own.query<{ ma: string; code: string; kind: string }>(
    "select local_key as ma, hold_code as code, hold_step as kind from record_standing where class = 'held'",
  );
  const { operations } = road.gateway.parts;
  for (const { ma, code, kind } of rows) {
    const reference = await referenceOf(road, ma);
    const decision = command('Đã xem xét.', 'operator-two');
    if (code !== 'UNKNOWN_OUTCOME' && code !== 'WRONG_ANSWER') {
      await operations.release(reference, decision);
      continue;
    }
    const method = kind === 'case' ? 'CapNhatVuViec' : 'CapNhatKQXuLy';
    const there = (await road.delivered(ma)).find((entry) => entry.method === method);
    if (there?.id === undefined || there.id === null) await operations.resolveNotThere(reference, decision);
    else await operations.resolveWithId(reference, there.id, decision);
  }
}

/**
 * What people let go meanwhile is delivered. A slow machine loses answers on the way that the first look does not yet
 * show, so people decide again as long as the redacted petition stands still.
 */
export async function goOn(world: World): Promise<void> {
  const { road } = world;
  for (let round = 0; round < 6; round += 1) {
    await road.converge();
    const { rows } = await road.own.query<{ code: string | null }>(
      "select hold_code as code from record_standing where local_key = 'TC-FULL' and class in ('held', 'unknown')",
    );
    if (round > 0 && rows.length === 0) return;
    await decideEverything(world);
    await letDeliveryGoOn(road);
  }
  throw new Error('TC-FULL stands still however often people decide');
}

/** Somebody writes other names and words over what was confirmed, and the gateway reads all of it back. */
export async function readBack(world: World): Promise<void> {
  const { road } = world;
  const bodies = (await road.far.ledger()).filter(({ decision }) => decision === 'created').slice(0, 12);
  const words = {
    NguoiKNTC: { DataNguoiKNTC: { 0: { HoTen: 'Lê Văn Khác Hẳn' } } },
    NoiDungDon: 'Nội dung khác.',
  };
  const ids = bodies.flatMap(({ caseId }) => caseId ?? []);
  await road.far.tamper(
    ids.map((caseId, place) => ({ do: 'edit', caseId, ...(place > 3 && { set: words }) })),
  );
  await road.own.query("update step set confirmed_at = confirmed_at - interval '1 hour'");
  await road.kntc('reconcile', '--full', '--no-wait', '--actor', 'operator-one', '--reason', 'thử');
  // The gateway that was killed above may have had the runs: its lease lasts for three minutes.
  await road.own.query('update reconciliation_run set taken_by = null, taken_until = null');
  await untilRead(road);
  await road.kntc('findings', 'list', '--json');
  // Both sides are as they were: what comes after this walk is about other things.
  await road.own.query('delete from finding');
  await road.own.query(
    "update outbox set state = 'due', hold_code = null, hold_detail = null where hold_code = 'NATIONAL_DIFFERS'",
  );
}

/**
 * A far side on a busy machine answers late: comparing stops there, and while an outage lasts nothing is asked at all. So the
 * road goes on meanwhile, as it does in a gateway that runs; if it does not help, the message says what stands in the way.
 */
async function untilRead(road: World['road']): Promise<void> {
  const end = performance.now() + 90_000;
  for (;;) {
    await road.gateway.reconcile();
    const found = await road.own.query(
      "select from finding where code in ('FIELDS_DIFFER', 'ID_REASSIGNED')",
    );
    if (found.rows.length > 0) return;
    await letDeliveryGoOn(road);
    if (performance.now() > end) throw new Error(`nothing was read back: ${await whatStops(road)}`);
    await road.converge();
  }
}

/** What was killed and interrupted after a change of the crosswalk may look like a bad crosswalk: delivery pauses until people look. */
async function letDeliveryGoOn(road: World['road']): Promise<void> {
  if (road.gateway.parts.deliver.gateState.pausedCode !== 'GW_N209') return;
  const people = ['--actor', 'operator-one', '--approver', 'operator-two', '--reason', 'Đã xem xét.'];
  const { code, errors } = await road.kntc('delivery', 'resume', ...people);
  if (code !== 0) throw new Error(errors.join('\n'));
}

async function whatStops(road: World['road']): Promise<string> {
  const { rows } = await road.own.query(`
    select (select json_agg(o) from outage o where o.ended_at is null) as outages,
      (select json_agg(s) from restoration s where s.signed_at is null) as restorations,
      (select json_agg(json_build_object('kind', r.kind, 'compared', r.compared, 'unanswered', r.unanswered, 'requests', r.requests,
        'finished', r.finished_at, 'taken', r.taken_by)) from reconciliation_run r) as runs,
      (select json_object_agg(f.code, f.count) from (select code, count(*) from finding group by 1) f) as findings`);
  return JSON.stringify({ ...rows[0], gate: road.gateway.parts.deliver.gateState });
}

/** A new crosswalk judges everything again; the queue moves to Redis where there is one. */
export async function judgeAgain(world: World): Promise<void> {
  const { road, aviary, redis } = world;
  editFile(join(road.configDir, 'crosswalks', 'mini.yaml'), [['BC: {', 'BCH: { to: "1" }, BC: {']]);
  await road.restart(redis === undefined ? {} : { REDIS_URL: redis.url });
  await decideEverything(world);
  await plantLatecomers(road, aviary, 'REDIS');
  await road.converge();
}

/** A gateway process is killed while the far side works on its request; another one takes over and looks up. */
export async function takeOver(world: World): Promise<void> {
  const { road, aviary, children } = world;
  await road.stop();
  await road.far.faults([
    { id: 'never answered', method: 'CapNhatVuViec', phase: 'after-commit', action: 'hang', delayMs: 60_000 },
  ]);
  await plantLatecomers(road, aviary, 'INTERRUPTED');
  const killed = startGateway(road);
  children.push(killed);
  await until(async () => (await road.far.firedFaults()).length > 0);
  // Lines are written in blocks, at most 200 ms late: whoever is killed before has said nothing to scan.
  await until(async () => Buffer.concat(killed.output).length > 0);
  await killed.kill();
  await road.far.clearFaults();
  const heir = startGateway(road);
  children.push(heir);
  await heir.ended;
  await road.start();
  await road.converge();
}

/** What people type at the command line. */
export async function commandLine(world: World): Promise<void> {
  const { road, children } = world;
  const shows = ['TC-FULL', 'KN-FULL', 'TC-REFUSED', 'KN-REFUSED', 'TC-TWIN'];
  const references: string[] = [];
  for (const ma of shows) references.push(await referenceOf(road, ma));
  const plain = [
    ['status'],
    ['sources', 'check'],
    ['sources', 'preview', 'mini', '--limit', '200'],
    ['sources', 'list'],
    ['crosswalk', 'list'],
    ['holds', 'list', '--limit', '500'],
    ['quarantine', 'list', '--limit', '500'],
    ['policy', 'show'],
    ['reconcile'],
    ['findings', 'list', '--limit', '500'],
    ...references.map((reference) => ['holds', 'show', reference]),
  ];
  const who = ['--actor', 'operator-one', '--reason', 'thử'];
  const child = runCommands(road, [
    ...plain,
    ...plain.map((words) => [...words, '--json']),
    ['resync', ...references, ...who],
    ['quarantine', 'decide', 'mini', 'TC-OLD', '--include', ...who],
    ['holds', 'release', references[2] ?? '', ...who],
    ['sources', 'preview', 'không có'],
    ['doctor'],
  ]);
  children.push(child);
  await child.ended;
  await road.converge();
}

/** Everything that can be made to throw while it holds people's data. */
export async function breakThings(world: World): Promise<void> {
  const { road, thrown } = world;
  const catching = async (where: string, work: () => unknown): Promise<void> => {
    try {
      thrown.set(where, await work());
    } catch (err) {
      thrown.set(where, err);
    }
  };
  const right = 'query: select * from don\n';
  const wrong = 'query: select d.*, d.ho_ten::int as so from don d\n';
  const sourceFile = join(road.configDir, 'sources', 'mini.yaml');
  editFile(sourceFile, [[right, wrong]]);
  await road.restart();
  await catching('a cast that quotes a name', () =>
    road.gateway.parts.sources[0]?.source.readChanged(undefined, 10),
  );
  await road.gateway.pollSources();
  editFile(sourceFile, [[wrong, right]]);
  await road.restart();
  await failingWrites(world, catching);
  await failingRequests(world, catching);
  await road.converge();
}

type Catching = (where: string, work: () => unknown) => Promise<void>;

/** The database refuses a batch: the driver's error carries every parameter of the statement. */
async function failingWrites({ road, aviary }: World, catching: Catching): Promise<void> {
  await plantLatecomers(road, aviary, 'BATCH');
  for (const table of ['case_version', 'source_record']) {
    await road.own.query(`alter table ${table} add constraint refuses check (agency_id = '') not valid`);
    const [polled] = road.gateway.parts.sources;
    await catching(
      `insert into ${table}`,
      () => polled && road.gateway.parts.intake.readSource(polled.source),
    );
    await road.gateway.pollSources();
    await road.own.query(`alter table ${table} drop constraint refuses`);
  }
}

async function failingRequests({ road, aviary }: World, catching: Catching): Promise<void> {
  const of = aviary.petition('KN-NOT-SENT', 'complainant');
  const body = Buffer.from(JSON.stringify({ HoTen: of.name('họ tên'), NoiDungDon: of.sentence('nội dung') }));
  const request = { headers: {}, body, deadlineMs: 300, maxResponseBytes: 10 };
  for (const client of ['undici', 'axios'] as const) {
    const http = createHttp({ client, connections: 1 });
    await catching(`refused connection of ${client}`, async () =>
      http.post({ ...request, url: `http://127.0.0.1:${await freePort()}/KNTC/CapNhatVuViec` }),
    );
    await catching(`answer too large for ${client}`, () =>
      http.post({ ...request, url: `${road.nationalUrl}/CapNhatVuViec` }),
    );
    http.close();
  }
  const identity = { people: [{ fullName: of.name('họ tên niêm phong') }] };
  const keys = loadKeyFile(join(road.configDir, 'var', 'keys', 'kntc-key.json'), { createIfMissing: false });
  const digest = createKeyedDigest(keys).digest(JSON.stringify(identity));
  await catching('sealed value', () => ({ identity: Sealed.of(identity, digest) }));
  await catching('another key', () =>
    composeWithAnotherKey(road.databaseUrl, road.configDir, road.nationalUrl),
  );
}

function composeWithAnotherKey(databaseUrl: string, configDir: string, farSide: string): Promise<unknown> {
  loadKeyFile(join(configDir, 'another', 'keys', 'kntc-key.json'), { createIfMissing: true });
  return composeGateway({
    environment: loadEnvironment({
      NATIONAL_BASE_URL: farSide,
      KNTC_CONFIG_DIR: configDir,
      KNTC_DATA_DIR: join(configDir, 'another'),
    }),
    databaseUrl,
    logger: createLogger('error', { write: () => undefined }),
    variables: { MINI_URL: databaseUrl },
  });
}
