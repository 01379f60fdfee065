import type { FarEntry } from './far-side';
import { contentText, fileText, officerName } from './local-mapping';
import { STAGES, type LocalVersion } from './local-version';

const KEY = /^Nội dung đơn (K\d+), bản \d+\.$/;
const STEP_NAMES: Readonly<Record<string, number>> = { handling: 0, acceptance: 1 };

export function accepted(history: readonly FarEntry[]): readonly FarEntry[] {
  return history.filter(({ decision }) => decision !== 'refused' && decision !== 'repeated');
}

export function acceptedOf(history: readonly FarEntry[], caseId: string): readonly FarEntry[] {
  return accepted(history).filter((entry) => entry.caseId === caseId);
}

/** Whether a body says what a version says, as far as its step shows. */
export function says(version: LocalVersion, { told }: FarEntry): boolean {
  const officer = officerName(version.officer);
  switch (told.method) {
    case 'CapNhatVuViec':
      return (
        told.content === contentText(version.key, version.content) &&
        told.officer === officer &&
        told.files.join('|') === filesOf(version).join('|')
      );
    case 'CapNhatThiHanh':
      return reached(version) >= 3;
    case 'CapNhatKQGiaiQuyet':
      return told.officer === officer && reached(version) >= 2;
    default:
      return told.officer === officer && reached(version) >= (STEP_NAMES[told.step] ?? 0);
  }
}

function filesOf({ key, files }: LocalVersion): readonly string[] {
  return Array.from({ length: files }, (_unused, nth) => fileText(key, nth + 1));
}

export function expectedSteps(version: LocalVersion): readonly string[] {
  const all = ['case', 'handling', 'acceptance', 'decision 1', 'enforcement', 'decision 2'];
  return all.slice(0, reached(version) + 2);
}

export function stepOf({ told }: FarEntry): string {
  if (told.method === 'CapNhatThiHanh') return 'enforcement';
  if (told.method !== 'CapNhatKQGiaiQuyet') return told.step;
  return told.step.includes('20/06/2026') ? 'decision 2' : 'decision 1';
}

function reached(version: LocalVersion): number {
  return STAGES.indexOf(version.stage);
}

/** The petition a create is about, from the text it carries. */
export function keyOf({ told }: FarEntry): string | undefined {
  return KEY.exec(told.content)?.[1];
}

export function grouped<T>(items: readonly T[], by: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}
