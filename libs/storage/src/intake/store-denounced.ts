import type { EntityManager } from 'typeorm';
import type { PlacedCase } from './placed';

/** Keeps whom each denunciation denounces, as digests; a statement more only where a batch denounces somebody. */
export async function storeDenounced(manager: EntityManager, placed: readonly PlacedCase[]): Promise<void> {
  const rows = placed.flatMap(({ caseId, accepted }) =>
    [...new Set(accepted.denounced ?? [])].map((digest) => ({ caseId, digest, agencyId: accepted.agencyId })),
  );
  const changed = placed.filter(({ version }) => version > 1);
  if (changed.length > 0)
    await manager.query('delete from case_denounced where case_id = any($1)', [
      changed.map(({ caseId }) => caseId),
    ]);
  if (rows.length === 0) return;
  await manager.query(
    `insert into case_denounced (case_id, agency_id, digest)
     select * from unnest($1::uuid[], $2::text[], $3::text[]) on conflict do nothing`,
    [rows.map((one) => one.caseId), rows.map((one) => one.agencyId), rows.map((one) => one.digest)],
  );
}
