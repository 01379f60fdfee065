import { z } from 'zod';
import type { LockedPackage } from './lock-file';
import { compareVersions } from './version-order';

const DAY_MS = 86_400_000;
/** An older snapshot says nothing about today. */
export const MAX_AGE_DAYS = 45;

const RANGE = z.strictObject({
  introduced: z.string(),
  fixed: z.string().optional(),
  last: z.string().optional(),
});
const ADVISORY = z.strictObject({
  /** GHSA or CVE number. */
  id: z.string(),
  package: z.string(),
  severity: z.enum(['low', 'moderate', 'high', 'critical']),
  summary: z.string(),
  /** From `introduced` on, before `fixed` or up to `last`. */
  ranges: z.array(RANGE).default([]),
  /** Single versions, as those that carried malicious code. */
  versions: z.array(z.string()).default([]),
  source: z.string(),
});
const SNAPSHOT = z.strictObject({
  /** The day on which it was put together. */
  asOf: z.iso.date(),
  how: z.string(),
  /** Packages somebody looked for; about all others the snapshot says nothing. */
  covers: z.array(z.string()),
  advisories: z.array(ADVISORY),
});

export type Advisory = z.infer<typeof ADVISORY>;
export type Snapshot = z.infer<typeof SNAPSHOT>;

export type AdvisoryAnswer =
  | { readonly kind: 'skipped'; readonly reason: string }
  | {
      readonly kind: 'checked';
      readonly asOf: string;
      readonly advisories: number;
      /** Production packages the snapshot covers, and those it says nothing about. */
      readonly covered: readonly string[];
      readonly notCovered: readonly string[];
      readonly found: readonly string[];
    };

export function parseSnapshot(text: string): Snapshot {
  return SNAPSHOT.parse(JSON.parse(text));
}

/**
 * Compares what is locked with the advisories of a vendored snapshot: no network is asked. Without one, or with an old
 * one, nothing is claimed: the answer is `skipped` and says why.
 */
export function checkAdvisories(
  packages: readonly LockedPackage[],
  snapshot: Snapshot | undefined,
  now: Date,
): AdvisoryAnswer {
  if (snapshot === undefined)
    return { kind: 'skipped', reason: 'no advisory snapshot (tools/supply/advisories.json)' };
  const days = Math.floor((now.getTime() - Date.parse(snapshot.asOf)) / DAY_MS);
  if (days > MAX_AGE_DAYS)
    return { kind: 'skipped', reason: `the advisory snapshot of ${snapshot.asOf} is ${days} days old` };
  const names = [...new Set(packages.filter(({ isDev }) => !isDev).map(({ name }) => name))];
  const covers = new Set(snapshot.covers);
  return {
    kind: 'checked',
    asOf: snapshot.asOf,
    advisories: snapshot.advisories.length,
    covered: names.filter((name) => covers.has(name)),
    notCovered: names.filter((name) => !covers.has(name)),
    found: packages.flatMap((locked) => found(locked, snapshot)),
  };
}

function found({ name, path, version }: LockedPackage, { advisories }: Snapshot): readonly string[] {
  return advisories
    .filter((advisory) => advisory.package === name && isAffected(advisory, version))
    .map(({ id, severity, summary }) => `${path} ${version}: ${id} (${severity}) ${summary}`);
}

export function isAffected(
  { ranges, versions }: Pick<Advisory, 'ranges' | 'versions'>,
  version: string,
): boolean {
  return (
    versions.includes(version) ||
    ranges.some(
      ({ introduced, fixed, last }) =>
        compareVersions(version, introduced) >= 0 &&
        (fixed === undefined || compareVersions(version, fixed) < 0) &&
        (last === undefined || compareVersions(version, last) <= 0),
    )
  );
}
