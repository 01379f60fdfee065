import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Gateway } from '../../apps/gateway/src/composition/gateway';
import { unzipped } from '../fakes';
import { AN_OPERATOR } from './an-operator';
import { expectAgreement } from './agreement';
import { MiniRoad, until } from './mini-road';
import { serve } from './serving';
import type { Serving } from './serving';

jest.setTimeout(120_000);

interface Overview {
  readonly outages: readonly Readonly<Record<string, unknown>>[];
  readonly recovery: Readonly<Record<string, unknown>> & { readonly backlog: number; readonly share: number };
}

const WAITING = Array.from({ length: 12 }, (_, index) => `B-${index}`);
const TO_RAMP = { 'national/ttcp-2018.yaml': [['rampAfterOutage: 20s', 'rampAfterOutage: 6s']] } as const;

describe('a national side that is away for a while', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-outage-'));
  let road: MiniRoad;
  let serving: Serving;
  /** Processes on the same database, in the order in which they begin to send. */
  const processes: Gateway[] = [];
  beforeAll(async () => {
    road = await MiniRoad.open({ edit: TO_RAMP });
    processes.push(road.gateway);
    // A gateway asks the bundled simulator who it is before anything else, so they are made while it is there.
    for (let more = 0; more < 2; more += 1) {
      await road.start();
      processes.push(road.gateway);
    }
    serving = await serve(processes[0] ?? road.gateway);
  });
  afterAll(async () => {
    await serving.close();
    await road.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Not more often than an account may ask. */
  const overview = async (): Promise<Overview> => {
    await wait(150);
    return (await serving.ask('api/v1/overview')) as unknown as Overview;
  };
  const began = (): number => road.logLines.filter((line) => line.includes('outage began')).length;
  const areConfirmed = async (keys: readonly string[]): Promise<boolean> => {
    for (const key of keys) if ((await road.standing(key)).class !== 'confirmed') return false;
    return true;
  };
  const referencesOf = async (keys: readonly string[]): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const key of keys) found.push((await road.standing(key)).reference ?? '');
    return found.toSorted();
  };
  const said = async (...words: readonly string[]): Promise<string> => {
    const { code, lines, errors } = await road.kntc(...words);
    expect([code, errors]).toEqual([0, []]);
    return lines.join('\n');
  };

  it('leaves no trace before, and is one incident with one alarm, however much waits', async () => {
    for (const ma of ['A-1', 'A-2']) await road.petition(ma);
    await until(() => areConfirmed(['A-1', 'A-2']));
    expect(await overview()).toMatchObject({ outages: [], recovery: { backlog: 0, share: 1 } });
    await road.far.kill();
    for (const ma of WAITING) await road.petition(ma);
    await until(async () => (await overview()).recovery.backlog === WAITING.length);
    await until(async () => (await overview()).outages.length === 1);
    expect((await overview()).outages).toMatchObject([
      { code: 'GW_N202', owner: 'national', isRecovering: false, nextProbeAt: expect.any(String) as string },
    ]);
    expect(began()).toBe(1);
    expect((await road.own.query("select from outbox where state = 'held'")).rowCount).toBe(0);
  });

  it('is shown with its backlog, the oldest record, an estimate and when it is asked again', async () => {
    await until(async () => (await overview()).recovery['drainFrom'] === 'measured');
    const { reference } = await road.standing('B-3');
    const read = await road.gateway.parts.people.reading.one(reference ?? '', AN_OPERATOR);
    expect(read?.view).toMatchObject({ class: 'waiting', reasons: [], wait: { kind: 'outage' } });
    const text = await said('status');
    expect(text).toMatch(/Gián đoạn kết nối số \d+, từ .*toàn bộ kết nối tới CSDLQG/u);
    expect(text).toContain('Ai xử lý: đơn vị vận hành CSDLQG');
    expect(text).toContain(`Hồ sơ chờ kết nối: ${WAITING.length}`);
    expect(text).toMatch(/Hồ sơ chờ lâu nhất: .*từ/u);
    expect(text).toMatch(/Gửi hết: khoảng .*ước tính theo trung bình 5 phút gửi nhiều nhất/u);
    expect(await serving.ask('health/ready')).toMatchObject({ status: 'ok', outages: [{ code: 'GW_N202' }] });
    const metrics = await (await fetch(`${serving.address}/metrics`)).text();
    expect(metrics).toMatch(/kntc_outage_seconds\{code="GW_N202"\} \d/u);
    expect(metrics).toContain(`kntc_backlog ${WAITING.length}`);
    expect(metrics).toMatch(/kntc_drain_estimate_seconds \d/u);
  });

  it('stays one incident for a second process, and for the one that comes after a crash', async () => {
    const [first, second] = processes;
    await second?.startDelivery();
    await until(async () => {
      await second?.keepOutages();
      return (await road.own.query('select from outage_process')).rowCount === 2;
    });
    expect(began()).toBe(1);
    // Nothing of an outage is ended or tidied up when a process goes: the database is as after a kill.
    await serving.close();
    await Promise.all([first?.stop(), second?.stop()]);
    expect((await road.own.query('select from outage where ended_at is null')).rowCount).toBe(1);
    serving = await serve(road.gateway);
    expect(road.gateway.parts.deliver.gateState.pausedCode).toBe('GW_N202');
    await until(async () => (await road.own.query('select from outage_process')).rowCount === 3);
    expect([(await road.own.query('select from outage')).rowCount, began()]).toEqual([1, 1]);
  });

  it('ends with the first delivery, and what waited goes out step by step, once', async () => {
    await road.far.startAgain();
    await until(async () => (await overview()).recovery.share < 1);
    await until(() => areConfirmed(WAITING));
    await until(async () => (await overview()).outages.length === 0);
    await until(async () => (await overview()).recovery.share === 1);
    expect(road.logLines.filter((line) => line.includes('outage ended'))).toHaveLength(1);
    await expectAgreement(road);
    expect((await road.far.ledger()).filter(({ decision }) => decision === 'created')).toHaveLength(14);
  });

  it('is on a list and in a record that names exactly the records that waited, and nothing else of them', async () => {
    const [item] = (JSON.parse(await said('outages', 'list', '--json')) as { items: { id: string }[] }).items;
    const id = item?.id ?? '';
    const shown = JSON.parse(await said('outages', 'show', id, '--json')) as {
      records: { reference: string }[];
    };
    const wanted = await referencesOf(WAITING);
    expect(shown.records.map(({ reference }) => reference)).toEqual(wanted);

    const [paper, book] = ['bien-ban.docx', 'bien-ban.xlsx'].map((name) => join(folder, name));
    for (const out of [paper, book]) await said('outages', 'export', id, '--out', out ?? '');
    expect([paper, book].map((path) => statSync(path ?? '').mode & 0o777)).toEqual([0o600, 0o600]);
    const word = (await unzipped(readFileSync(paper ?? ''))).get('word/document.xml') ?? '';
    const sheets = [...(await unzipped(readFileSync(book ?? '')))].filter(([name]) => name.includes('sheet'));
    const cells = sheets.map(([, text]) => text).join('');
    for (const text of [word, cells]) {
      expect([...new Set(text.match(/\b[A-Z]+-[0-9A-HJKMNP-TV-Z]{13}\b/gu))].toSorted()).toEqual(wanted);
      expect(text).toContain('BIÊN BẢN GIÁN ĐOẠN KẾT NỐI');
      expect(text).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
      expect(text).toContain('Không kết nối được tới CSDLQG');
      expect(text).not.toMatch(/Nội dung đơn|Nguyễn/u);
    }
  });

  it.each([
    ['one that never was', ['outages', 'show', '4711'], 1],
    ['a number that is none', ['outages', 'show', '0'], 2],
    ['a file of another kind', ['outages', 'export', '1', '--out', 'x.pdf'], 2],
    ['an agency nobody knows', ['outages', 'export', '1', '--out', 'x.docx', '--agency', 'H999'], 2],
    ['a folder that is not there', ['outages', 'export', '1', '--out', '/nowhere/x.xlsx'], 1],
  ])('refuses %s in three lines', async (_what, command, code) => {
    const refused = await road.kntc(...command);
    expect([refused.code, refused.errors.length]).toEqual([code, 3]);
  });

  it('refuses to overwrite a file', async () => {
    const out = join(folder, 'bien-ban.xlsx');
    expect((await road.kntc('outages', 'export', '1', '--out', out)).code).toBe(1);
    expect(statSync(out).size).toBeGreaterThan(0);
  });
});
