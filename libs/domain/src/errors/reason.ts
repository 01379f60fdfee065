/** Who must act so that a record goes on. */
export type Owner = 'province' | 'gateway' | 'national' | 'operator';

export interface Reason {
  readonly class: 'waiting' | 'quarantined' | 'held' | 'outOfScope' | 'noChannel' | 'warning';
  readonly owner: Owner;
  /** What happened, what it means for the case, what to do. `{field}` and `{value}` are filled in. */
  readonly vi: readonly [string, string, string];
  readonly en: string;
}
