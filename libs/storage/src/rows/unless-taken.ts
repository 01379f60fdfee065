import type { EntityManager } from 'typeorm';

const UNIQUE_VIOLATION = '23505';
/** One record of ours for one id of the far side. */
const NATIONAL_ID = 'national_record_national_id_key';

/** Whether the database refused what another row has already. @param constraint this one alone */
export function isUniqueViolation(err: unknown, constraint?: string): boolean {
  if (!(err instanceof Error) || !('code' in err) || err.code !== UNIQUE_VIOLATION) return false;
  return constraint === undefined || ('constraint' in err && err.constraint === constraint);
}

/**
 * Writes a national id down. Whoever looked before may have seen it free, and another session wrote it meanwhile: then nothing of
 * `write` stays, the transaction goes on, and the caller decides.
 */
export async function unlessTaken<T>(
  manager: EntityManager,
  write: (manager: EntityManager) => Promise<T>,
): Promise<T | 'id-taken'> {
  try {
    return await manager.transaction(write);
  } catch (err) {
    if (isUniqueViolation(err, NATIONAL_ID)) return 'id-taken';
    throw err;
  }
}
