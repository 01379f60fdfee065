import type { Http } from '@kntc/domain';
import type { DataSource } from 'typeorm';

/** Records of one request, as large as far sides allow. */
export const PAGE = 1_000;

interface Row {
  readonly id: string;
  readonly digest: string;
}

interface Paging {
  readonly url: string;
  /** Most pages; 0: all. */
  readonly pages: number;
}

/**
 * What everybody does who has no digests: every record in full, a page at a time, next to ours in the same order. It maps,
 * checks and stores nothing.
 */
export async function pageThrough(
  dataSource: DataSource,
  http: Http,
  { url, pages }: Paging,
): Promise<{ readonly found: readonly string[]; readonly records: number }> {
  const found: string[] = [];
  let after = '';
  let records = 0;
  const most = pages === 0 ? Number.POSITIVE_INFINITY : pages;
  for (let page = 0; page < most; page += 1) {
    const theirs = await pageOf(http, url, after);
    const isLast = theirs.length < PAGE;
    const end = isLast ? 'g' : (theirs.at(-1)?.id ?? 'g');
    found.push(...differing(await ours(dataSource, after, end), theirs));
    records += theirs.length;
    after = end;
    if (isLast) break;
  }
  return { found, records };
}

async function pageOf(http: Http, url: string, after: string): Promise<readonly Row[]> {
  const outcome = await http.post({
    url: `${url}/list`,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ after, limit: PAGE })),
    deadlineMs: 30_000,
    maxResponseBytes: 64 * 1024 * 1024,
  });
  if (outcome.kind !== 'answered') throw new Error(outcome.reason);
  return (JSON.parse(Buffer.from(outcome.body).toString('utf8')) as { readonly rows: readonly Row[] }).rows;
}

async function ours(dataSource: DataSource, after: string, end: string): Promise<readonly Row[]> {
  const rows: { id: string; digest: Buffer }[] = await dataSource.query(
    `select n.national_id as id, d.digest from national_record n join record_digest d on d.national_record_id = n.id
     where n.national_id > $1 collate "C" and n.national_id <= $2 collate "C" order by n.national_id collate "C"`,
    [after, end],
  );
  return rows.map(({ id, digest }) => ({ id, digest: digest.toString('base64url') }));
}

function differing(own: readonly Row[], theirs: readonly Row[]): readonly string[] {
  const there = new Map(theirs.map(({ id, digest }) => [id, digest]));
  const here = new Set(own.map(({ id }) => id));
  return [
    ...own.flatMap(({ id, digest }) => {
      const other = there.get(id);
      if (other === digest) return [];
      return [`${other === undefined ? 'only-local' : 'different'} ${id}`];
    }),
    ...theirs.flatMap(({ id }) => (here.has(id) ? [] : [`only-national ${id}`])),
  ];
}
