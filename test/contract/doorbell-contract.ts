import { setTimeout as pause } from 'node:timers/promises';
import type { Doorbell, LogFields, Logger } from '@kntc/domain';

/** One bell, seen by several instances. */
export interface BellUnderTest {
  /** Another instance of this bell, as another process would open it. */
  open(logger: Logger): Promise<Doorbell>;
  /** What is kept for this bell right now: one entry per ring, with everything that is stored of it. */
  stored?(): Promise<readonly StoredRing[]>;
  /** A ring that nobody of us wrote. */
  forge?(payload: object): Promise<void>;
  readonly server?: BellServer;
}

export interface StoredRing {
  readonly name: string;
  readonly payload: unknown;
}

export interface BellServer {
  stop(): Promise<void>;
  /** As a power cut would. */
  crash(): Promise<void>;
  start(): Promise<void>;
  /** Connections stay and nothing answers. */
  freeze(): Promise<void>;
  /** Afterwards it answers again. */
  thaw(): Promise<void>;
}

export interface BellCapabilities {
  /** Rings that nobody answers yet are kept until somebody does. */
  readonly keepsRings: boolean;
}

const opened: Doorbell[] = [];
const warnings: string[] = [];
const logger: Logger = {
  error: (_fields: LogFields, message: string) => void warnings.push(message),
  warn: (_fields: LogFields, message: string) => void warnings.push(message),
  info: () => undefined,
  debug: () => undefined,
};

/** What every doorbell does. `create` gives a bell of its own for each test. */
export function doorbellContract(capabilities: BellCapabilities, create: () => BellUnderTest): void {
  let bell: BellUnderTest;
  beforeEach(() => {
    warnings.length = 0;
    bell = create();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((doorbell) => doorbell.close()));
  });

  ringsReachWhoAnswers(() => bell);
  if (capabilities.keepsRings) ringsAreKept(() => bell);
  else ringsAreLostUnheard(() => bell);
  failuresStayInside(() => bell);
}

/** What a doorbell on a server does when that server goes away. */
export function doorbellOutageContract(create: () => BellUnderTest & { readonly server: BellServer }): void {
  let bell: BellUnderTest & { readonly server: BellServer };
  beforeEach(() => {
    warnings.length = 0;
    bell = create();
  });
  afterEach(async () => {
    await bell.server.start();
    await Promise.all(opened.splice(0).map((doorbell) => doorbell.close()));
  });

  it.each(['stop', 'crash'] as const)(
    'works again by itself after a %s and start of the server',
    async (end) => {
      const heard = await answering(bell);
      const ringing = await open(bell);
      await ringing.ring([1]);
      await until(() => heard.length === 1);
      await bell.server[end]();
      await bell.server.start();
      await until(async () => {
        await ringing.ring([2]);
        return heard.includes(2);
      });
    },
    40_000,
  );

  it('is answered after an outage in which the answering process was started', async () => {
    const ringing = await open(bell);
    const late = await open(bell);
    const heard: number[] = [];
    await bell.server.stop();
    await late.answer((lanes) => heard.push(...lanes));
    await bell.server.start();
    await until(async () => {
      await ringing.ring([3]);
      return heard.includes(3);
    });
  }, 40_000);

  it('rings into the void during an outage: quickly, without an error, with one warning', async () => {
    const ringing = await open(bell);
    await ringing.ring([1]);
    await bell.server.stop();
    for (const lane of [1, 2, 3]) expect(await millisecondsOf(ringing.ring([lane]))).toBeLessThan(1_500);
    expect(warnings).toHaveLength(1);
    await bell.server.start();
    await until(async () => {
      await ringing.ring([4]);
      return (await bell.stored?.())?.some(({ payload }) => JSON.stringify(payload) === '{"lanes":[4]}');
    });
    expect(warnings).toHaveLength(1);
  }, 40_000);

  it('closes quickly while the server is gone', async () => {
    await answering(bell);
    const ringing = await open(bell);
    await ringing.ring([1]);
    await bell.server.stop();
    const closing = opened.splice(0).map((doorbell) => millisecondsOf(doorbell.close()));
    for (const duration of await Promise.all(closing)) expect(duration).toBeLessThan(3_000);
  }, 40_000);

  it('rings and closes quickly while the server is frozen', async () => {
    await answering(bell);
    const ringing = await open(bell);
    await ringing.ring([1]);
    await bell.server.freeze();
    try {
      expect(await millisecondsOf(ringing.ring([2]))).toBeLessThan(1_500);
      expect(warnings.length).toBeGreaterThan(0);
      const closing = opened.splice(0).map((doorbell) => millisecondsOf(doorbell.close()));
      for (const duration of await Promise.all(closing)) expect(duration).toBeLessThan(3_000);
    } finally {
      await bell.server.thaw();
    }
  }, 40_000);
}

function ringsReachWhoAnswers(bell: () => BellUnderTest): void {
  it('is heard by another instance', async () => {
    const heard = await answering(bell());
    const ringing = await open(bell());
    await ringing.ring([7, 255, 0]);
    await until(() => heard.length > 0);
    expect(heard).toEqual([7, 255, 0]);
  });

  it('is heard by the instance that rings, when that one answers', async () => {
    const both = await open(bell());
    const heard: number[] = [];
    await both.answer((lanes) => heard.push(...lanes));
    await both.ring([5]);
    await until(() => heard.includes(5));
  });

  it('carries 500 lanes in one ring, each once', async () => {
    const rings: (readonly number[])[] = [];
    const other = await open(bell());
    await other.answer((lanes) => rings.push(lanes));
    const lanes = Array.from({ length: 500 }, (_, lane) => lane);
    const ringing = await open(bell());
    await ringing.ring([...lanes, ...lanes]);
    await until(() => rings.length > 0);
    expect(rings).toEqual([lanes]);
  });

  it('rings for nothing when there is no lane', async () => {
    const rings: (readonly number[])[] = [];
    const both = await open(bell());
    await both.answer((lanes) => rings.push(lanes));
    await both.ring([]);
    await both.ring([1]);
    await until(() => rings.length > 0);
    expect(rings).toEqual([[1]]);
  });

  it('is heard as often as it rings, and by one of several who answer', async () => {
    const heard = [await answering(bell()), await answering(bell())];
    const ringing = await open(bell());
    const lanes = Array.from({ length: 20 }, (_, lane) => lane);
    for (const lane of lanes) await ringing.ring([lane]);
    await until(() => heard.flat().length >= lanes.length);
    expect(heard.flat().toSorted((a, b) => a - b)).toEqual(lanes);
  });
}

function ringsAreKept(bell: () => BellUnderTest): void {
  it('keeps what rings before anybody answers, and stores lane numbers only', async () => {
    const ringing = await open(bell());
    await ringing.ring([9, 3]);
    await ringing.ring([9, 3]);
    expect(await bell().stored?.()).toEqual([
      { name: 'ring', payload: { lanes: [9, 3] } },
      { name: 'ring', payload: { lanes: [9, 3] } },
    ]);
    const heard = await answering(bell());
    await until(() => heard.length === 4);
    expect(heard).toEqual([9, 3, 9, 3]);
  });

  it('keeps nothing of a ring that was answered', async () => {
    const heard = await answering(bell());
    const ringing = await open(bell());
    for (const lane of [1, 2, 3]) await ringing.ring([lane]);
    await until(() => heard.length === 3);
    await until(async () => (await bell().stored?.())?.length === 0);
  });

  it('drops a job that is no ring and hears the next one', async () => {
    const heard = await answering(bell());
    const ringing = await open(bell());
    await bell().forge?.({ lanes: ['Nguyễn Văn A'] });
    await bell().forge?.({ lanes: [1], caseId: 'x' });
    await ringing.ring([2]);
    await until(() => heard.length > 0);
    expect(heard).toEqual([2]);
    expect(warnings).toEqual(['a job that is no ring was dropped', 'a job that is no ring was dropped']);
    await until(async () => (await bell().stored?.())?.length === 0);
  });
}

function ringsAreLostUnheard(bell: () => BellUnderTest): void {
  it('loses what rings before anybody answers', async () => {
    const ringing = await open(bell());
    await ringing.ring([9]);
    await pause(0);
    const heard = await answering(bell());
    await ringing.ring([10]);
    await until(() => heard.length > 0);
    expect(heard).toEqual([10]);
  });
}

function failuresStayInside(bell: () => BellUnderTest): void {
  it('goes on after an answer failed', async () => {
    const heard: number[] = [];
    const both = await open(bell());
    await both.answer((lanes) => {
      heard.push(...lanes);
      if (lanes.includes(1)) throw new Error('planned');
    });
    await both.ring([1]);
    await both.ring([2]);
    await until(() => heard.length === 2);
    expect(warnings).toEqual(['answering a ring failed']);
  });

  it('is silent once it is closed, and closes quickly and twice', async () => {
    const heard: number[] = [];
    const closed = await open(bell());
    await closed.answer((lanes) => heard.push(...lanes));
    expect(await millisecondsOf(closed.close())).toBeLessThan(3_000);
    await closed.close();
    await closed.ring([1]);
    const others = await answering(bell());
    const ringing = await open(bell());
    await ringing.ring([2]);
    await until(() => others.length > 0);
    expect([heard, others]).toEqual([[], [2]]);
  });

  it('refuses to be answered twice by one instance', async () => {
    const both = await open(bell());
    await both.answer(() => undefined);
    await expect(both.answer(() => undefined)).rejects.toThrow('answered already');
  });
}

async function open(bell: BellUnderTest): Promise<Doorbell> {
  const doorbell = await bell.open(logger);
  opened.push(doorbell);
  return doorbell;
}

/** Opens an instance that answers; returns the lanes it hears. */
async function answering(bell: BellUnderTest): Promise<number[]> {
  const heard: number[] = [];
  const doorbell = await open(bell);
  await doorbell.answer((lanes) => heard.push(...lanes));
  return heard;
}

async function until(condition: () => unknown, withinMs = 30_000): Promise<void> {
  const end = performance.now() + withinMs;
  while ((await condition()) !== true) {
    if (performance.now() > end) throw new Error(`still not so after ${withinMs} ms`);
    await pause(10);
  }
}

async function millisecondsOf(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work;
  return performance.now() - start;
}
