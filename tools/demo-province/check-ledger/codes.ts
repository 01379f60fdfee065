import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface CrosswalkEntry {
  readonly to: string;
  readonly from?: string;
  readonly until?: string;
}

interface CrosswalkFile {
  readonly source: string;
  readonly lists: Readonly<
    Record<string, Readonly<Record<string, CrosswalkEntry | readonly CrosswalkEntry[]>>>
  >;
}

interface AgenciesFile {
  readonly province: { readonly id: string; readonly prefix: string };
  readonly agencies: readonly { readonly id: string; readonly code: string }[];
}

export interface Codes {
  readonly source: string;
  readonly province: { readonly id: string; readonly prefix: string };
  /** National code; empty for no local code; throws when there is none, for then no expectation exists. */
  national(list: number, local: string, day: string): string;
  /** Stable id of the receiving agency with this national code. */
  agencyId(national: string): string | undefined;
}

/** Reads the crosswalk of a source and the agencies of the province from the configuration folder. */
export function readCodes(source: string, configFolder = 'config'): Codes {
  const crosswalk = readYaml(join(configFolder, 'crosswalks', `${source}.yaml`)) as CrosswalkFile;
  const { province, agencies } = readYaml(join(configFolder, 'agencies.yaml')) as AgenciesFile;
  const ids = new Map(agencies.map((agency) => [agency.code, agency.id]));
  return {
    source,
    province,
    national: (list, local, day) => {
      if (local === '') return '';
      const found = [crosswalk.lists[list]?.[local] ?? []].flat().find((entry) => isValid(entry, day));
      if (found === undefined) throw new Error(`${source}: no national code for ${local} in list ${list}`);
      return found.to;
    },
    agencyId: (national) => ids.get(national),
  };
}

function isValid({ from, until }: CrosswalkEntry, day: string): boolean {
  return (from === undefined || day >= from) && (until === undefined || day <= until);
}

function readYaml(file: string): unknown {
  return parse(readFileSync(file, 'utf8'));
}
