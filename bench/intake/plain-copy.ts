import { Client } from 'pg';

/**
 * What the bench compares with: the copy job a province's programmer would write. One row after the other: read it
 * with its children, make JSON of it, write it with one INSERT. It translates, checks and seals nothing, moves no
 * cursor with the rows and finds no duplicate; speed is all it is here for.
 */
export async function plainCopy(): Promise<boolean> {
  const limit = Number(process.env['PLAIN_LIMIT']);
  const source = new Client({ connectionString: process.env['PLAIN_SOURCE_URL'] ?? '' });
  const target = new Client({ connectionString: process.env['PLAIN_DATABASE_URL'] ?? '' });
  await Promise.all([source.connect(), target.connect()]);
  await target.query('create table ban_sao (ma text primary key, noi_dung jsonb not null)');
  const started = performance.now();
  const { rows } = await source.query<Record<string, unknown>>('select * from don order by ma limit $1', [
    limit,
  ]);
  for (const row of rows) await copy(source, target, row);
  process.send?.({ type: 'done', seconds: (performance.now() - started) / 1000, rows: rows.length });
  // Lives on until it was measured.
  await new Promise((resolve) => process.once('SIGTERM', resolve));
  process.disconnect();
  process.exit();
}

async function copy(source: Client, target: Client, row: Record<string, unknown>): Promise<void> {
  const decisions = await source.query('select * from quyet_dinh where ma = $1 order by lan', [row['ma']]);
  const enforcements = await source.query('select * from thi_hanh where ma = $1 order by ngay', [row['ma']]);
  const document = { ...row, quyet_dinh: decisions.rows, thi_hanh: enforcements.rows };
  await target.query('insert into ban_sao values ($1, $2)', [row['ma'], JSON.stringify(document)]);
}
