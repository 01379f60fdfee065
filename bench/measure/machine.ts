import { cpus } from 'node:os';

/** One line that says on what the numbers were taken. */
export function describeMachine(postgresVersion: string): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown CPU';
  return `${model}, ${cpus().length} cores; Node ${process.versions.node}; PostgreSQL ${postgresVersion}, fsync on`;
}
