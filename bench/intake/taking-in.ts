import type { Client } from 'pg';

export interface TakingIn {
  readonly records: number;
  readonly seconds: number;
}

/** Records behind the first stored page, and the time from it to the last: reading, judging, sealing and storing. */
export async function takingIn(client: Client): Promise<TakingIn> {
  const { rows } = await client.query<{ records: number; seconds: number }>(
    `select count(*) filter (where xmin::text <> first)::int as records,
       extract(epoch from max(judged_at) - min(judged_at))::float8 as seconds
     from source_record, (select xmin::text as first from source_record order by judged_at limit 1) f`,
  );
  return rows[0] ?? { records: 0, seconds: 0 };
}
