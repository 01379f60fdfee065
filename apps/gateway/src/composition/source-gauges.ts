import type { SourceGauges } from '@kntc/platform';
import type { SourceState } from '@kntc/storage';

/** What metrics say of one source. */
export function sourceGaugesOf(
  { id, pausedCode, suspicious, digests }: SourceState,
  gone: ReadonlyMap<string, number>,
): SourceGauges {
  return {
    isPaused: pausedCode !== undefined,
    gone: gone.get(id) ?? 0,
    unconfirmedGone: suspicious?.missing ?? 0,
    isUncompared: digests?.outcome.kind === 'broken-off',
  };
}
