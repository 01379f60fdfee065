import { createHash } from 'node:crypto';
import { compareSides, FORM_IDS, reportPeriod, type ComparedForm, type ReportPeriod } from '@kntc/domain';
import { createDataSource, PgStatutory } from '@kntc/storage';
import type { DataSource } from 'typeorm';
import { benchSealing } from './fill-cases';

/** `book`: as the product counts; `by-form`: the cases read anew for each form; `rows`: read and thrown away, nothing opened. */
export const WAYS = ['book', 'by-form', 'rows'] as const;
export type Way = (typeof WAYS)[number];

/** What one way to count came to. */
export interface Counted {
  readonly ms: number;
  readonly peakRssMb: number;
  /** Of every figure of every form; `''`: nothing was counted. */
  readonly sha256: string;
}

/** One way to count, in a process of its own: its memory is that of nothing else. */
export async function formsOneWay(): Promise<boolean> {
  const { BENCH_DATABASE_URL: databaseUrl = '', WAY: way = '' } = process.env;
  const period = reportPeriod('2026');
  if (period === undefined) throw new Error('no such period');
  const dataSource = createDataSource(databaseUrl, 2);
  await dataSource.initialize();
  const began = performance.now();
  const sha256 = await counted(dataSource, way as Way, period);
  const ms = performance.now() - began;
  process.send?.({ type: 'done', ms, peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024), sha256 });
  await dataSource.destroy();
  process.disconnect();
  return true;
}

async function counted(dataSource: DataSource, way: Way, period: ReportPeriod): Promise<string> {
  if (way === 'rows') return rowsAlone(dataSource);
  const statutory = new PgStatutory(dataSource, benchSealing().seals);
  const formsNow = async (): Promise<readonly ComparedForm[]> =>
    compareSides(await statutory.book({ period }), period).forms;
  if (way === 'book') return digestOf(await formsNow());
  const forms: ComparedForm[] = [];
  for (const id of FORM_IDS) forms.push(...(await formsNow()).filter(({ form }) => form.id === id));
  return digestOf(forms);
}

const PAGE = 500;

/** The bytes that are counted, and the steps beside them: what reading alone costs. */
async function rowsAlone(dataSource: DataSource): Promise<string> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows: { id: string }[] = await dataSource.query(
      `select n.id, v.plain, r.data_key, (select json_agg(t) from step t where t.national_record_id = n.id) as steps
       from national_record n join case_file f on f.id = n.case_id join source_record r on r.case_id = f.id
       join case_version v on v.case_id = f.id and v.version = f.version
       where n.id > $1 order by n.id limit ${PAGE}`,
      [after],
    );
    const last = rows.at(-1);
    if (last === undefined) return '';
    after = last.id;
  }
}

function digestOf(forms: readonly ComparedForm[]): string {
  const figures = forms.map(({ form, total, rows }) => [form.id, total.cells, rows]);
  const text = JSON.stringify(figures, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return createHash('sha256').update(text).digest('hex');
}
