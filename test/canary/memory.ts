import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@kntc/platform';
import type { Answered } from '../access/signed-in-server';
import { until } from '../journey/mini-road';
import { referenceOf } from '../journey/ways-out/way-out';
import { startApi } from './children';
import { makeAccount, Officer } from './officer';
import { memoryPiece } from './sinks';
import type { World } from './world';

const STAFF = {
  soi: 'inspector',
  khac: 'inspector',
  duyet: 'approver',
  truc: 'operator',
  ktra: 'auditor',
} as const;
type Login = keyof typeof STAFF;
type Staff = Readonly<Record<Login, Officer>>;

const REASON = { reasonCode: 'verify-identity', reasonText: 'xác minh nhân thân người đứng đơn' } as const;

/** What somebody was shown, and might be: the one place outside where a canary may stand. */
export interface Shown {
  readonly petition: string;
  readonly field: string;
  readonly value: string | undefined;
}

/**
 * A process that only answers questions. People sign in, read, are refused and are shown a field, so that it has decrypted;
 * afterwards its memory is looked through. Answers other than what was shown are kept as answers of the admin API.
 *
 * @param careless a file that is run before the process, to make it forget nothing
 */
export async function lookIntoMemory(world: World, careless?: string): Promise<readonly Shown[]> {
  const { road, children, heaps } = world;
  const folder = mkdtempSync(join(tmpdir(), 'kntc-heap-'));
  const isFirst = careless === undefined;
  try {
    if (isFirst) for (const [login, role] of Object.entries(STAFF)) await makeAccount(road, login, role);
    const port = await freePort();
    const api = startApi(road, port, { heapFolder: folder, careless });
    children.push(api);
    const isAnswering = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}/health/live`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(isAnswering);
    const shown = await workAt(world, port, isFirst);
    api.signal('SIGUSR2');
    const pictures = (): readonly string[] =>
      readdirSync(folder).filter((name) => name.endsWith('.heapsnapshot'));
    await until(() => pictures().length > 0);
    // It answers again when the picture is whole; connections that waited meanwhile are closed.
    await until(isAnswering);
    for (const name of pictures()) heaps.push(memoryPiece(name, join(folder, name)));
    await api.kill();
    return shown;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A day at work: every answer but what was shown is kept. */
async function workAt(world: World, port: number, isFirst: boolean): Promise<readonly Shown[]> {
  const staff = {} as Record<Login, Officer>;
  for (const login of Object.keys(STAFF) as Login[])
    staff[login] = await Officer.signIn(port, login, isFirst);
  const keep = (what: string, answer: Answered, status: number): Answered => {
    if (answer.status !== status)
      throw new Error(`${what}: ${answer.status} instead of ${status}: ${answer.text}`);
    world.answers.push({
      where: what,
      bytes: Buffer.from(`${JSON.stringify(answer.headers)}\n${answer.text}`),
    });
    return answer;
  };
  await readEverything(world, staff, keep);
  const denounced = await referenceOf(world.road, 'TC-FULL');
  const complained = await referenceOf(world.road, 'KN-FULL');
  return [
    await unmask({ staff, keep, reference: denounced, petition: 'TC-FULL' }, 'petitioner.name'),
    await unmask({ staff, keep, reference: complained, petition: 'KN-FULL' }, 'content'),
  ];
}

type Keep = (what: string, answer: Answered, status: number) => Answered;

async function readEverything({ road }: World, { soi, truc, ktra }: Staff, keep: Keep): Promise<void> {
  keep('overview', await truc.get('/api/v1/overview'), 200);
  keep('held', await truc.get('/api/v1/records?class=held&limit=500'), 200);
  keep('quarantined', await soi.get('/api/v1/records?class=quarantined&limit=500'), 200);
  for (const petition of ['TC-FULL', 'KN-FULL', 'TC-REFUSED', 'KN-REFUSED']) {
    const path = `/api/v1/cases/${await referenceOf(road, petition)}`;
    for (const [name, officer] of Object.entries({ soi, truc }))
      keep(`${petition} as ${name}`, await officer.get(path), 200);
  }
  keep('audit', await ktra.get('/api/v1/audit'), 200);
  keep('metrics', await truc.get('/metrics'), 200);
}

/** Refused to whoever may not, then shown to whoever asked for it. */
async function unmask(
  { staff, keep, reference, petition }: { staff: Staff; keep: Keep; reference: string; petition: string },
  field: string,
): Promise<Shown> {
  const { soi, khac, duyet, truc, ktra } = staff;
  const wanted = { reference, field, ...REASON };
  const path = '/api/v1/unmask-requests';
  for (const [name, officer] of Object.entries({ truc, duyet, ktra }))
    keep(`${petition} asked for by ${name}`, await officer.post(path, wanted), 403);
  const asked = keep(`${petition} asked for`, await soi.post(path, wanted), 201);
  const { id } = JSON.parse(asked.text) as { readonly id: string };
  keep('waiting', await duyet.get(path), 200);
  keep(`${petition} approved by its requester`, await soi.post(`${path}/${id}/approval`), 403);
  if (petition.startsWith('TC')) {
    keep(`${petition} shown too early`, await soi.post(`${path}/${id}/reveal`), 409);
    keep(`${petition} approved`, await duyet.post(`${path}/${id}/approval`), 200);
  }
  for (const [name, officer, status] of [
    ['truc', truc, 403],
    ['duyet', duyet, 403],
    ['khac', khac, 404],
  ] as const)
    keep(`${petition} shown to ${name}`, await officer.post(`${path}/${id}/reveal`), status);
  const answer = await soi.post(`${path}/${id}/reveal`);
  if (answer.status !== 200) throw new Error(`${petition} was not shown: ${answer.status} ${answer.text}`);
  const { value, ...rest } = JSON.parse(answer.text) as { readonly value?: string };
  // The rest of the answer belongs to what must hold nobody.
  keep(`${petition} around what was shown`, { ...answer, text: JSON.stringify(rest) }, 200);
  return { petition, field, value };
}
