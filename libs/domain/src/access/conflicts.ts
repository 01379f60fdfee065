/** Who stands above whom: agency → the agency directly above it. */
export type Hierarchy = ReadonlyMap<string, string>;

/** Of one case: accounts and whole agencies that must not know of it. */
export interface Barriers {
  readonly accounts: ReadonlySet<string>;
  readonly agencies: ReadonlySet<string>;
}

/** As far as who may see a case is concerned. */
export interface Viewer {
  readonly account: string;
  readonly agencies: 'all' | readonly string[];
  /** Agencies this person belongs to, whatever cases the account works on. */
  readonly worksAt: readonly string[];
}

/**
 * The agency that decides a case: the one that manages it – its head stays competent for a denunciation of somebody
 * below – or, where head or deputy head are denounced, the first one above it that is not excluded itself
 * (Law on Denunciations art. 12–13). `undefined`: nobody in this province.
 */
export function competentAgency(
  managing: string,
  barred: ReadonlySet<string>,
  above: Hierarchy,
): string | undefined {
  const seen = new Set<string>();
  let agency: string | undefined = managing;
  while (agency !== undefined && barred.has(agency) && !seen.has(agency)) {
    seen.add(agency);
    agency = above.get(agency);
  }
  return agency === undefined || barred.has(agency) ? undefined : agency;
}

/** Whether somebody may know that this case exists. */
export function maySeeCase(viewer: Viewer, managing: string, barriers: Barriers, above: Hierarchy): boolean {
  if (barriers.accounts.has(viewer.account)) return false;
  if (viewer.worksAt.some((agency) => barriers.agencies.has(agency))) return false;
  if (viewer.agencies === 'all') return true;
  const competent = competentAgency(managing, barriers.agencies, above);
  return competent !== undefined && viewer.agencies.includes(competent);
}

/** Positions in an agency. Only the first two exclude the whole agency when they are denounced. */
export const POSITIONS = ['head', 'deputy', 'officer'] as const;
export type Position = (typeof POSITIONS)[number];

/** Whether a denunciation of somebody in this position takes the case out of the agency. */
export function excludesAgency(position: Position): boolean {
  return position !== 'officer';
}
