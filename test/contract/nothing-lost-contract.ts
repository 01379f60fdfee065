import fc from 'fast-check';
import type { Source } from '@kntc/domain';
import { createSource } from '@kntc/sources';
import { aSource, sourceYaml, StandingClock } from '../../libs/sources/src/testing/a-source';
import type { DatabaseUnderTest } from './sql-databases-under-test';

const OVERLAP_S = 5;
/** What happens at the source between two pages. Seconds are on the source's own clock. */
type Event =
  | { readonly kind: 'write'; readonly key: number; readonly lateBy: number | null }
  /** The last row once more, under the same time, while the overlap allows it. */
  | { readonly kind: 'again' }
  | { readonly kind: 'tick'; readonly seconds: number }
  | { readonly kind: 'page'; readonly limit: number }
  | { readonly kind: 'cycle' };

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    kind: fc.constant('write' as const),
    key: fc.nat(7),
    // Written with a time up to the overlap ago (a commit that came late), or without any time.
    lateBy: fc.option(fc.nat(OVERLAP_S), { freq: 6 }),
  }),
  fc.record({ kind: fc.constant('tick' as const), seconds: fc.integer({ min: 1, max: 7 }) }),
  fc.record({ kind: fc.constant('again' as const) }),
  fc.record({ kind: fc.constant('page' as const), limit: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('cycle' as const) }),
);

/** How the watermark column is declared; `zone` moves the local system's clock against that of the source file. */
export interface WatermarkColumn {
  readonly type: string;
  readonly table?: string;
  readonly zone?: string;
}

/** The promise of reading by watermark, for any database product. */
export function promisesToLoseNothing(
  open: () => Promise<DatabaseUnderTest>,
  { type, table = '', zone = 'Asia/Ho_Chi_Minh' }: WatermarkColumn,
): void {
  let database: DatabaseUnderTest;
  beforeAll(async () => {
    database = await open();
    await database.run(`create table don (so int primary key, noi_dung int, sua_luc ${type}) ${table}`);
  }, 60_000);
  afterAll(() => database.close());

  it('has seen the last content of every row when it is exhausted, however late rows commit and times are equal', async () => {
    const yaml = sourceYaml({
      dialect: database.dialect,
      record: `  query: select * from don\n  key: so\n  watermark: sua_luc\n  overlap: ${OVERLAP_S}s`,
      rest: `timeZone: ${zone}`,
      map: 'map:\n  content: { column: noi_dung }',
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 20, maxLength: 50, size: 'max' }), async (events) => {
        await database.run('truncate table don');
        const clock = new StandingClock();
        const source = createSource(aSource(yaml), { clock, env: { KNTC_TEST_SOURCE: database.url } });
        const reader = new RememberingReader(source);
        try {
          await play(events, { reader, database, clock });
          await reader.untilExhausted();
          await reader.untilExhausted();
          for (const row of await database.rows('select so, noi_dung from don'))
            expect(reader.seen.get(String(row['so']))).toBe(String(row['noi_dung']));
        } finally {
          await source.close();
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);
}

/** Keeps the last content seen per key, as intake does. */
class RememberingReader {
  readonly seen = new Map<string, string>();
  #cursor: string | undefined;

  constructor(private readonly source: Source) {}

  async page(limit: number): Promise<boolean> {
    const { records, cursor, exhausted } = await this.source.readChanged(this.#cursor, limit);
    for (const record of records) this.seen.set(record.localKey, String(record.row['noi_dung']));
    this.#cursor = cursor;
    return exhausted;
  }

  async untilExhausted(): Promise<void> {
    for (let pages = 0; !(await this.page(3)); pages += 1)
      if (pages > 100) throw new Error('the cycle does not end');
  }
}

interface Played {
  readonly reader: RememberingReader;
  readonly database: DatabaseUnderTest;
  readonly clock: StandingClock;
}

/**
 * A row's time is at most the overlap before "now", and "now" never moves back: the promise of the overlap. Equal
 * times are frequent because "now" moves only by ticks.
 */
async function play(events: readonly Event[], { reader, database, clock }: Played): Promise<void> {
  let now = Date.UTC(2024, 0, 1) / 1000;
  let content = 0;
  let last: Written | undefined;
  const write = async (row: Written): Promise<void> => {
    content += 1;
    last = row;
    const at = row.at === null ? null : new Date(row.at * 1000).toISOString().slice(0, 19);
    await database.run('delete from don where so = ?', [row.key]);
    await database.run('insert into don values (?, ?, ?)', [row.key, content, at]);
  };
  for (const happened of events) {
    if (happened.kind === 'tick') {
      now += happened.seconds;
      clock.ms += happened.seconds * 1000;
    } else if (happened.kind === 'page') await reader.page(happened.limit);
    else if (happened.kind === 'cycle') await reader.untilExhausted();
    else if (happened.kind === 'write')
      await write({ key: happened.key, at: happened.lateBy === null ? null : now - happened.lateBy });
    else if (last !== undefined && (last.at === null || last.at >= now - OVERLAP_S)) await write(last);
  }
}

interface Written {
  readonly key: number;
  /** Seconds on the source's clock. */
  readonly at: number | null;
}
