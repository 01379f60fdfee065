import { skipReason, startRedis } from '../environment';
import type { TestRedis } from '../environment';
import { MiniRoad } from '../journey/mini-road';
import { quickWith } from '../journey/ways-out/way-out';
import { apiSinks } from './admin-api';
import { Aviary } from './canaries';
import { temporaryDirOf } from './children';
import type { Child } from './children';
import { RecordingProxy } from './recording-proxy';
import { RedisEar } from './redis-sink';
import { Scanner } from './scanner';
import type { Hit, Piece, Sink } from './scanner';
import { inboxOf, resultWorkbooks, withSheets } from './sheets';
import {
  databaseSinks,
  errorSink,
  exportSink,
  type Export,
  filesIn,
  inside,
  lines,
  serverLog,
  serverLogSink,
  wireSinks,
} from './sinks';
import { VISITS_IN_SOURCE } from './visits-in-source';

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
  /** Pictures of the memory of processes that have no business to hold anybody. */
  readonly heaps: Piece[] = [];
  /** What the admin API answered to people who had signed in, but for what they were allowed to see. */
  readonly answers: Piece[] = [];
  /** What `kntc` said inside this process. */
  readonly said: Piece[] = [];
  /** Files that are handed out to be typed in by hand: complaints with their people, nobody who denounces. */
  readonly workbooks: Piece[] = [];
  /** Files that people asked for. */
  readonly exports: Export[] = [];
  /** Why a sink could not be scanned here. */
  readonly notScanned: string[] = [];
  readonly #kept: Sink[] = [];
  #common = '';
  #scanner: Scanner | undefined;
  #learnt = 0;

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
      edit: { ...CAUTIOUS_STEPS, ...REFUSED_PROVINCE, 'sources/mini.yaml': VISITS_IN_SOURCE },
      wire: (farSide) => proxy.open(farSide),
      prepare: withSheets,
      farSide: { onOutput: (chunk) => void farOutput.push(chunk) },
    });
    await road.local.query("alter table don add column co_don text default 'co'");
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
      ...(await apiSinks(this.road, when)),
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
      inside(
        'environment and command line of processes',
        this.children.flatMap(({ name, surroundings }) =>
          surroundings.map((bytes) => ({ where: name, bytes })),
        ),
      ),
      inside('admin API', this.answers),
      exportSink(this.exports),
      { name: 'workbooks to be typed in', mustNotHold: ['denouncer'] as const, pieces: this.workbooks },
      inside('memory of the admin API process', this.heaps),
      errorSink(this.thrown),
      ...this.#files(),
      ...serverLogSink(this.ears.log),
    ];
    return [...new Set(all.map((sink) => sink.name))].map((name) => {
      const same = all.filter((sink) => sink.name === name);
      return { ...same[0]!, pieces: same.flatMap((sink) => sink.pieces) };
    });
  }

  /** Knows every canary planted so far. */
  scanner(): Scanner {
    this.#scanner ??= new Scanner([], (part) => this.#common.includes(part));
    this.#scanner.learn(this.aviary.canaries.slice(this.#learnt));
    this.#learnt = this.aviary.canaries.length;
    return this.#scanner;
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

  /** The province's own files apart: it put them there itself. */
  #files(): readonly Sink[] {
    const { configDir } = this.road;
    const inbox = inboxOf(this.road);
    const temporary = this.temporaryDir;
    const kept = (path: string): boolean => !path.startsWith(inbox) && !path.startsWith(temporary);
    return [
      inside('files of the gateway', filesIn(configDir, kept)),
      inside('temporary files', filesIn(temporary)),
      inside('result workbooks', resultWorkbooks(this.road)),
    ];
  }

  /** Where processes of this world put what they need for a moment. */
  get temporaryDir(): string {
    return temporaryDirOf(this.road);
  }

  #outputs(): Sink['pieces'] {
    return [
      ...this.children.map(({ name, output }) => ({ where: name, bytes: Buffer.concat(output) })),
      ...this.said,
      { where: 'simulator', bytes: Buffer.concat(this.ears.farOutput) },
    ];
  }
}
