const DIGEST = `substring(sha256(string_agg(d.digest, ''::bytea order by d.position, d.digest)) for 16) as digest`;

/** A table of digests by their positions, as `d`. */
export interface DigestTable {
  /** Table or join in which `d` has `position` and `digest`. */
  readonly from: string;
  /** Joined where the records themselves are shown, with their `id` and `reference`. */
  readonly names: string;
  readonly id: string;
  readonly reference: string;
  /** Which of them one side shows, by one parameter. */
  readonly shows: (param: string) => string;
}

export interface DigestStatements {
  /** Parts of several ranges of one length, and each range as a whole (`part` is null), in one snapshot. */
  readonly parts: string;
  /** Parts of everything: one pass, and no digest of the whole. */
  readonly partsOfAll: string;
  readonly rows: string;
}

/** Parameters: first and last positions of the ranges, bits a part is shorter, what the side shows; `parts` without ranges, `rows` without bits. */
export function digestStatements({ from, names, id, reference, shows }: DigestTable): DigestStatements {
  const ranges = 'unnest($1::bigint[], $2::bigint[]) with ordinality as r(first, last, n)';
  const within = `join ${from} on d.position between r.first and r.last`;
  return {
    parts: `
      select r.n::int, d.position >> $3::int as part, count(*)::int as count, ${DIGEST}
      from ${ranges} ${within}
      where ${shows('$4')}
      group by grouping sets ((r.n, d.position >> $3::int), (r.n))`,
    partsOfAll: `
      select 1 as n, d.position >> $1::int as part, count(*)::int as count, ${DIGEST}
      from ${from}
      where ${shows('$2')}
      group by d.position >> $1::int`,
    rows: `
      select r.n::int, ${id} as id, ${reference} as reference, d.digest
      from ${ranges} ${within}
      ${names}
      where ${shows('$3')}`,
  };
}

export const KNOWN = `
  select n.national_id, n.reference, o.state <> 'done' as is_on_its_way
  from national_record n join outbox o on o.national_record_id = n.id
  where n.national_id = any($1::text[])`;
