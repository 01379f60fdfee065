/** What the far side says it did (`GET /_control/ledger`); only the members the checker needs. */
export interface LedgerEntry {
  readonly seq: number;
  readonly method: string;
  readonly decision: string;
  readonly id: string | null;
  readonly body: unknown;
  readonly caseId?: string | null;
  readonly resultId?: string | null;
}

export const UPDATE_METHODS = [
  'CapNhatVuViec',
  'CapNhatKQXuLy',
  'CapNhatGiaiQuyet',
  'CapNhatKQGiaiQuyet',
  'CapNhatThiHanh',
] as const;

export async function fetchLedger(baseUrl: string): Promise<LedgerEntry[]> {
  const answer = await fetch(new URL('/_control/ledger', baseUrl));
  if (!answer.ok) throw new Error(`Ledger answered ${answer.status}`);
  const { entries } = (await answer.json()) as { entries: LedgerEntry[] };
  return entries.toSorted((a, b) => a.seq - b.seq);
}

export function isRefused(entry: LedgerEntry): boolean {
  return entry.decision === 'refused';
}

/** Member of a body by path, empty when absent. */
export function memberText(body: unknown, ...path: readonly string[]): string {
  let node: unknown = body;
  for (const key of path) {
    node = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined;
  }
  return typeof node === 'string' || typeof node === 'number' ? String(node) : '';
}
