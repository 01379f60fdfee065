import { skipReason, startRedis } from '../environment';
import type { TestRedis } from '../environment';
import { MiniRoad } from '../journey/mini-road';
import { quickWith } from '../journey/ways-out/way-out';
import { apiSinks } from './admin-api';
import { Aviary } from './canaries';
import type { Child } from './children';
import { RecordingProxy } from './recording-proxy';
import { RedisEar } from './redis-sink';
import { Scanner } from './scanner';
import type { Hit, Sink } from './scanner';
import {
  databaseSinks,
  errorSink,
  filesSink,
  inside,
  lines,
  serverLog,
  serverLogSink,
  wireSinks,
} from './sinks';

/** Steps 2 to 5 wait for a person after an interruption, as at a real far side. */
const CAUTIOUS_STEPS = quickWith([
  'CapNhatKQXuLy: { repeat: replace }',
  'CapNhatKQXuLy: { repeat: unknown }',
]);

/** A district in the place of the province: a code of the right list, which the far side refuses. */
const REFUSED_PROVINCE = {
  'crosswalks/mini.yaml': [['BD: { to: "507" }', 'BD: { to: "507" }, QN: { to: "50701" }']],
} as const;

interface Ears {
  readonly proxy: RecordingProxy;
  readonly redis: TestRedis | undefined;
  readonly monitor: RedisEar | undefined;
  /** What the far side printed. */
  readonly farOutput: readonly Buffer[];
  readonly log: Awaited<ReturnType<typeof serverLog>>;
}

/** The road with an ear at every sink, and what the ears have heard. */
export class World {
  readonly aviary = new Aviary();
  /** Errors as they were thrown, by where. */
  readonly thrown = new Map<string, unknown>();
  readonly children: Child[] = [];
  /** Reasons for which records stood still at one of the looks. */
  readonly codes = new Set<string>();
  /** Why a sink could not be scanned here. */
  readonly notScanned: string[] = [];
  readonly #kept: Sink[] = [];
  #common = '';

  private constructor(
    readonly road: MiniRoad,
    private readonly ears: Ears,
  ) {
    if (typeof ears.log === 'string') this.notScanned.push(ears.log);
    if (ears.redis === undefined)
      this.notScanned.push('Redis not scanned: redis-server is not on this machine');
  }

  /** Undefined where this machine has none. */
  get redis(): TestRedis | undefined {
    return this.ears.redis;
  }

  static async open(): Promise<World> {
    const proxy = new RecordingProxy();
    const farOutput: Buffer[] = [];
    const redis = skipReason('redis') === undefined ? await startRedis() : undefined;
    const monitor = redis === undefined ? undefined : await RedisEar.listen(redis);
    const road = await MiniRoad.open({
      withPolicy: false,
      edit: { ...CAUTIOUS_STEPS, ...REFUSED_PROVINCE },
      wire: (farSide) => proxy.open(farSide),
      farSide: { onOutput: (chunk) => void farOutput.push(chunk) },
    });
    return new World(road, { proxy, redis, monitor, farOutput, log: await serverLog(road.own) });
  }

  /** Keeps what can change: tables, answers of the admin API, Redis. */
  async look(when: string): Promise<void> {
    const { rows } = await this.road.own.query<{ code: string }>(
      "select distinct coalesce(hold_code, reasons -> 0 ->> 'code', '') as code from record_standing",
    );
    for (const { code } of rows) this.codes.add(code);
    this.#kept.push(
      ...(await databaseSinks(this.road.own, when)),
      ...(await apiSinks(this.road.gateway, when)),
      ...((await this.ears.monitor?.sinks()) ?? []),
    );
  }

  /** Words that stand there before anybody was planted prove nothing: code lists hold real names of places. */
  async learnCommonWords(): Promise<void> {
    const sinks = await databaseSinks(this.road.own, 'before');
    this.#common = sinks.flatMap((sink) => sink.pieces.map(({ bytes }) => bytes.toString('utf8'))).join('\n');
  }

  /** Everything heard and kept so far; sinks of one name are one. */
  sinks(): readonly Sink[] {
    const all = [
      ...this.#kept,
      ...wireSinks(this.ears.proxy),
      inside('logs of the gateway', lines('line', this.road.logLines)),
      inside('output of processes', this.#outputs()),
      errorSink(this.thrown),
      filesSink(this.road.configDir),
      ...serverLogSink(this.ears.log),
    ];
    return [...new Set(all.map((sink) => sink.name))].map((name) => {
      const same = all.filter((sink) => sink.name === name);
      return { ...same[0]!, pieces: same.flatMap((sink) => sink.pieces) };
    });
  }

  scanner(): Scanner {
    return new Scanner(this.aviary.canaries, (part) => this.#common.includes(part));
  }

  scan(): readonly Hit[] {
    return this.scanner().scan(this.sinks());
  }

  async close(): Promise<void> {
    for (const child of this.children) await child.kill();
    await this.road.close();
    await this.ears.proxy.close();
    this.ears.monitor?.close();
    await this.redis?.stop();
  }

  #outputs(): Sink['pieces'] {
    return [
      ...this.children.map(({ name, output }) => ({ where: name, bytes: Buffer.concat(output) })),
      { where: 'simulator', bytes: Buffer.concat(this.ears.farOutput) },
    ];
  }
}
