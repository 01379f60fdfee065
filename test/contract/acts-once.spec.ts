import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Deliver } from '@kntc/delivery';
import { BodyProblem, type AttachmentFiles } from '@kntc/domain';
import { createNationalProfile, Credentials, loadNationalSettings } from '@kntc/national';
import { createHttp, systemClock } from '@kntc/platform';
import { startSimulator, type Simulator } from '../../apps/national-simulator/src/simulator';
import { aBatch, aCaseUpTo, aCodeBook, anAccepted, SOURCE } from '../builders';
import {
  fakeDigest,
  InMemoryIntakeStore,
  InMemoryLaneStore,
  InMemoryTables,
  RecordingLogger,
  RecordingMeter,
} from '../fakes';

const ROOT = join(__dirname, '..', '..');
const LOGIN = { username: 'kntc_demo', password: 'kntc_demo' };
const STEPS = [
  'CapNhatVuViec',
  'CapNhatKQXuLy',
  'CapNhatGiaiQuyet',
  'CapNhatKQGiaiQuyet',
  'CapNhatThiHanh',
] as const;

interface Line {
  readonly method: string;
  readonly decision: string;
  readonly faultId: string | null;
}

/** A far side that acts once, over real HTTP, and the real delivery and profile in front of it. */
class Road {
  readonly #folder = mkdtempSync(join(tmpdir(), 'kntc-acts-once-'));
  readonly tables = new InMemoryTables(systemClock);
  readonly #lanes = new InMemoryLaneStore(this.tables);
  #simulator: Simulator | undefined;
  #deliver: Deliver | undefined;

  constructor(private readonly level: 'key' | 'reference') {
    this.tables.registerSource(SOURCE);
  }

  async open(): Promise<void> {
    this.#simulator = await startSimulator({
      host: '127.0.0.1',
      port: 0,
      dataDirectory: this.#folder,
      productRoot: ROOT,
      settings: { actsOnce: this.level },
    });
  }

  /** Delivers one petition with all five steps; how long it took, in milliseconds. */
  async deliver(): Promise<number> {
    const { level, tables } = this;
    const settings = loadNationalSettings(join(ROOT, 'test', 'profiles'), 'gia-dinh', level);
    await new InMemoryIntakeStore(tables).commit(
      aBatch([anAccepted('A', { case: aCaseUpTo('enforcement') })]),
    );
    const profile = createNationalProfile({
      settings,
      baseUrl: this.#simulator?.url ?? '',
      credentials: new Credentials(settings.credentials, () => undefined, systemClock, LOGIN),
      http: createHttp({ client: 'undici', connections: 4 }),
      files: NO_FILES,
      keyedDigest: fakeDigest,
      clock: systemClock,
    });
    const begunMs = performance.now();
    this.#deliver = new Deliver(
      this.#lanes,
      {
        profile,
        codeBook: () => aCodeBook(),
        identityPolicy: () => 'withheld',
        clock: systemClock,
        random: { next: () => 0.5 },
        logger: new RecordingLogger(),
        meter: new RecordingMeter(),
      },
      { concurrency: 1, perLane: 1, stopGraceMs: 1_000 },
    );
    this.#deliver.start();
    while (!['done', 'held'].includes(this.row.outbox.state) && performance.now() - begunMs < 20_000) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      this.#deliver.ring([this.row.lane]);
    }
    return performance.now() - begunMs;
  }

  get row() {
    const [row] = this.tables.rows.nationalRecords.values();
    if (row === undefined) throw new Error('nothing was taken in');
    return row;
  }

  async play(rule: object): Promise<void> {
    const body = JSON.stringify({ rules: [rule] });
    const answer = await fetch(`${this.#simulator?.url ?? ''}/_control/faults`, { method: 'POST', body });
    if (answer.status !== 200) throw new Error(await answer.text());
  }

  async ledger(): Promise<readonly Line[]> {
    const answer = await fetch(`${this.#simulator?.url ?? ''}/_control/ledger`);
    return ((await answer.json()) as { readonly entries: readonly Line[] }).entries;
  }

  async close(): Promise<void> {
    await this.#deliver?.stop();
    await this.#simulator?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const NO_FILES: AttachmentFiles = {
  // eslint-disable-next-line require-yield
  async *read() {
    throw new BodyProblem('ATTACHMENT_CHANGED', 'gone');
  },
};

let road: Road;
afterEach(() => road.close());

async function opened(level: 'key' | 'reference'): Promise<Road> {
  road = new Road(level);
  await road.open();
  return road;
}

const did = async (method: string): Promise<readonly string[]> =>
  (await road.ledger()).filter((line) => line.method === method).map(({ decision }) => decision);

describe.each(['key', 'reference'] as const)('a far side with one case per %s', (level) => {
  const again = level === 'key' ? 'repeated' : 'refused';
  it.each([
    ['the answer is lost', { phase: 'after-commit', action: 'reset' }, ['created', again]],
    ['the answer is a 500', { phase: 'after-commit', action: 'status', status: 500 }, ['created', again]],
    ['nothing arrives', { phase: 'before-commit', action: 'drop' }, ['created']],
  ] as const)(
    'gets a create again at once when %s, and makes no second case',
    async (_name, fault, expected) => {
      await opened(level);
      await road.play({ id: 'once', method: 'CapNhatVuViec', nth: 1, ...fault });
      const tookMs = await road.deliver();
      expect(road.row.outbox).toMatchObject({ state: 'done', holdDetail: undefined });
      expect(await did('CapNhatVuViec')).toEqual(expected);
      // The settle time of the profile is 11 s.
      expect(tookMs).toBeLessThan(8_000);
    },
  );

  it('does nothing with a create that comes later than its repeat', async () => {
    await opened(level);
    const late = { phase: 'late-commit', action: 'status', delayMs: 700 };
    await road.play({ id: 'late', method: 'CapNhatVuViec', nth: 1, ...late });
    await road.deliver();
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(road.row.outbox.state).toBe('done');
    expect(await did('CapNhatVuViec')).toEqual(['created', again]);
  });
});

it.each(STEPS.slice(1))('a far side that acts once for one key gets %s again at once', async (method) => {
  await opened('key');
  await road.play({ id: 'lost', method, nth: 1, phase: 'after-commit', action: 'reset' });
  await road.deliver();
  expect(road.row.outbox).toMatchObject({ state: 'done', holdDetail: undefined });
  expect(await did(method)).toEqual(['recorded', 'repeated']);
  const { length } = STEPS;
  expect(road.row.steps.size).toBe(length);
});
