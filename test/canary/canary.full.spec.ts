import { join } from 'node:path';
import { referenceOf } from '../journey/ways-out/way-out';
import { documentedFigure } from '../figures/figures';
import {
  breakThings,
  commandLine,
  decideAndCorrect,
  deliverWithFaults,
  goOn,
  readBack,
  judgeAgain,
  takeOver,
} from './flows';
import { workByHand } from './by-hand';
import { leaksOf, springLeaks, STATEMENT } from './leaks';
import { lookIntoMemory, type Shown } from './memory';
import { plantPetitions } from './petitions';
import { peopleAsk, REDACTED, REDACTED_FILE } from './requests';
import type { Hit, Piece, Sink } from './scanner';
import { dropSheet, sentWorkbooks } from './sheets';
import { databaseSinks, inside, OWN } from './sinks';
import { unpacked } from './unpack';
import { World } from './world';

/** Where the planted petitions must have stood, or the walk was no walk. */
const STOOD = `NO_IDENTITY_POLICY NOT_CLASSIFIED LOCAL_ONLY BAD_DATE BAD_NUMBER UNKNOWN_VALUE UNKNOWN_CODE
  MANY_PEOPLE_IN_ONE_FIELD MISSING_MANDATORY TEXT_SUSPECT TEXT_TOO_LONG DATE_ORDER BEFORE_START_OPEN SECRET_RECORD
  EXACT_DUPLICATE REJECTED UNKNOWN_OUTCOME WRONG_ANSWER CORRECTION_NEEDS_DECISION`.split(/\s+/);

describe('whoever denounces is seen by nobody', () => {
  let world: World;
  let shown: readonly Shown[] = [];
  beforeAll(async () => {
    world = await World.open();
    await world.road.converge();
    await world.learnCommonWords();
  }, 60_000);
  afterAll(() => world.close());

  it('while petitions of every sort travel, stop, fail, are decided, interrupted and looked up', async () => {
    const { road, aviary } = world;
    await plantPetitions(road, aviary);
    await dropSheet(road, aviary);
    expect(await notPlanted(world)).toEqual([]);
    await road.converge();
    await world.look('no policy');
    expect(await deliverWithFaults(world)).toHaveLength(7);
    await world.look('lost requests');
    await decideAndCorrect(world);
    await world.look('corrections');
    await judgeAgain(world);
    await world.look('judged again');
    await takeOver(world);
    await commandLine(world);
    await peopleAsk(world);
    await goOn(world);
    await readBack(world);
    await world.look('read back');
    await workByHand(world);
    await world.look('by hand');
    await breakThings(world);
    shown = await lookIntoMemory(world);
    await world.look('end');
    expect([...world.codes]).toEqual(expect.arrayContaining(STOOD));
  }, 600_000);

  it('in no place that was looked at, in no writing', () => {
    const sinks = world.sinks();
    const scanner = world.scanner();
    const hits = scanner.scan(sinks);
    const bytes = sinks.flatMap(({ pieces }) => pieces).reduce((sum, piece) => sum + piece.bytes.length, 0);
    process.stderr.write(
      [
        ...world.notScanned,
        ...sinks.map(({ name, pieces }) => `  ${name}: ${pieces.length} pieces, ${hitsIn(hits, name)} hits`),
        `canary: ${world.aviary.canaries.length} canaries (${scanner.needles} writings) × ${scanner.encodings} encodings × ${sinks.length} sinks (${(bytes / 1e6).toFixed(1)} MB): ${hits.length} hits\n`,
      ].join('\n'),
    );
    expect(hits).toEqual([]);
    const { length } = world.aviary.canaries;
    expect(documentedFigure('canaries', length)).toBe(length);
    expect(documentedFigure('canary-encodings', scanner.encodings)).toBe(scanner.encodings);
    expect(documented(world, 'canary-sinks', sinks.length)).toBe(sinks.length);
  });

  it('though the wire was really heard: complaints went out with their people, look-ups asked by reference', () => {
    const updates = sinkOf(world, 'far side: updates');
    const lookUps = sinkOf(world, 'far side: look-ups');
    const people = world.scanner().scan([{ ...updates!, mustNotHold: ['complainant'] }]);
    expect(new Set(people.map(({ petition }) => petition)).size).toBeGreaterThan(10);
    expect(lookUps!.pieces.filter(({ where }) => where.endsWith('TraThongTinDon')).length).toBeGreaterThan(
      10,
    );
    expect([...world.thrown.keys()]).toHaveLength(9);
    expect(world.children.map(({ output }) => Buffer.concat(output).length > 100)).toEqual(
      world.children.map(() => true),
    );
    expect(world.children).toHaveLength(4);
    // Each new place holds something that a leak could stand in.
    const filled = (name: string): boolean => (sinkOf(world, name)?.pieces.length ?? 0) > 0;
    expect(NEW_PLACES.filter((name) => !filled(name))).toEqual([]);
  });

  it('though a field was really shown, to the one who may see it', () => {
    const planted = ({ petition, field, value }: Shown): boolean =>
      world.aviary.canaries.some(
        (canary) => canary.petition === petition && canary.value === value && field !== '',
      );
    expect(shown.map(({ petition, field }) => `${petition} ${field}`)).toEqual([
      'TC-FULL petitioner.name',
      'KN-FULL content',
    ]);
    expect(shown.filter((one) => !planted(one))).toEqual([]);
  });

  it('though what people let go was heard at the far side, and exports held whoever asked for them', async () => {
    const updates = Buffer.concat(
      sinkOf(world, 'far side: updates')!.pieces.map(({ bytes }) => bytes),
    ).toString();
    expect(updates).toContain(REDACTED);
    expect(updates).toContain(Buffer.from(REDACTED_FILE).toString('base64'));
    const { permits: _nothing, ...strict } = sinkOf(world, 'exports')!;
    const asked = strict.pieces.filter(({ where }) => where.startsWith('export'));
    const held = world
      .scanner()
      .scan([strict])
      .map(({ where, field }) => `${where.trim()}: ${field}`);
    expect(new Set(held)).toEqual(
      new Set(asked.flatMap(({ where }) => OWN.map((field) => `${where.trim()}: ${field}`))),
    );
    expect(asked).toHaveLength(4);
    const papers = strict.pieces.filter((piece) => !asked.includes(piece));
    const reference = await referenceOf(world.road, 'KN-FULL');
    const isOfCase = (piece: Piece): boolean =>
      unpacked(piece).some(({ bytes }) => bytes.includes(reference));
    expect(papers.filter(isOfCase).map(({ where }) => where.trim())).toEqual([
      'receipts of KN-FULL',
      'evidence',
    ]);
    expect(papers).toHaveLength(4);
  });

  it('and every mistake that is made on purpose is found where it shows', async () => {
    const leaks = leaksOf(world);
    // First: afterwards it would also answer with what the other mistakes left lying about.
    await lookIntoMemory(world, join(__dirname, 'careless-server.cjs'));
    await springLeaks(world, leaks);
    const hits = world.scan();
    const wanted = [
      ...leaks.flatMap(({ mistake, sinks }) => sinks.map((sink) => `${mistake} → ${sink}`)),
      `${STATEMENT} → PostgreSQL: statements`,
      // What a server that forgets nothing had shown: the real one had shown it too, and its memory held nobody.
      ...shown.map(({ petition }) => `${petition} → memory of the admin API process`),
    ];
    const found = new Set(hits.map(({ petition, sink }) => `${petition} → ${sink}`));
    process.stderr.write(
      `canary: ${leaks.length + 2} planted leaks, ${found.size} of ${wanted.length} traces found\n`,
    );
    expect([...found].toSorted()).toEqual(wanted.toSorted());
    expect(documented(world, 'canary-leaks', leaks.length + 2)).toBe(leaks.length + 2);
    expect(documented(world, 'canary-traces', wanted.length)).toBe(wanted.length);
  }, 240_000);
});

/** Places that are empty when the walk went another way than meant. */
const NEW_PLACES = [
  'far side: attachments and their metadata',
  'queue: names, data and errors of jobs',
  'audit entries',
  'environment and command line of processes',
  'memory of the admin API process',
  'exports',
  'result workbooks',
  'workbooks to be typed in',
];

function sinkOf(world: World, wanted: string): Sink | undefined {
  return world.sinks().find(({ name }) => name === wanted);
}

/** Without Redis, or a log one may read, there is less to look through: that is printed, and nothing is compared. */
function documented({ notScanned }: World, id: string, counted: number): number | undefined {
  return notScanned.length > 0 ? counted : documentedFigure(id, counted);
}

function hitsIn(hits: readonly Hit[], sink: string): number {
  return hits.filter((hit) => hit.sink === sink).length;
}

/** Canaries that the local system does not hold: they would prove nothing. */
async function notPlanted(world: World): Promise<readonly string[]> {
  const { canaries } = world.aviary;
  const sent = inside('sent', sentWorkbooks(world.road));
  const hits = world.scanner().scan([...(await databaseSinks(world.road.local, 'local')), sent]);
  const found = new Set(hits.map(({ petition, field }) => `${petition}: ${field}`));
  return canaries.map(({ petition, field }) => `${petition}: ${field}`).filter((name) => !found.has(name));
}
