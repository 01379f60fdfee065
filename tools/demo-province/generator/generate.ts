import type { Petition } from '../store/rows';
import { cleanPetitions, newWriter, type CleanPetition } from './clean-petitions';
import { dirtyPetitions, type DirtyPetition, type Expectation } from './dirty-petitions';

export interface DemoProvince {
  readonly clean: readonly CleanPetition[];
  readonly dirty: readonly DirtyPetition[];
  readonly petitions: readonly Petition[];
  /** Every row that must not be confirmed, with its class and reason. */
  readonly expectations: readonly Expectation[];
}

/** The whole demo province, the same on every machine and in every run. */
export function generateDemoProvince(): DemoProvince {
  const writer = newWriter();
  const clean = cleanPetitions(writer);
  const dirty = dirtyPetitions(writer, clean);
  return {
    clean,
    dirty,
    petitions: [...clean, ...dirty].map(({ petition }) => petition),
    expectations: dirty.map(({ expectation }) => expectation),
  };
}

export function expectedCsv(expectations: readonly Expectation[]): string {
  const rows = expectations.map(({ key, class: group, code }) => `${key},${group},${code}\n`);
  return `key,class,code\n${rows.join('')}`;
}
