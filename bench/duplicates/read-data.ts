import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { UnitTable, type PetitionToMatch } from '@kntc/duplicates';

/** Objects of a file of lines. */
async function* rowsOf<T>(path: string): AsyncIterable<T> {
  for await (const line of createInterface({ input: createReadStream(path) }))
    if (line !== '') yield JSON.parse(line) as T;
}

/** Petitions that the shared generator wrote, one after the other. What it calls null is left out. */
export async function* petitionsIn(folder: string): AsyncIterable<PetitionToMatch> {
  for await (const row of rowsOf<object>(join(folder, 'petitions.ndjson')))
    yield JSON.parse(JSON.stringify(row, (_key, value: unknown) => value ?? undefined)) as PetitionToMatch;
}

/** Duplicates of each petition that has any, by its labels. */
export async function duplicatesIn(folder: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Set<string>>();
  const add = (one: string, other: string): void => {
    const known = found.get(one);
    if (known === undefined) found.set(one, new Set([other]));
    else known.add(other);
  };
  for await (const { a, b, label } of rowsOf<Label>(join(folder, 'labels.ndjson'))) {
    if (label !== 'duplicate') continue;
    add(a, b);
    add(b, a);
  }
  return found;
}

interface Label {
  readonly a: string;
  readonly b: string;
  readonly label: string;
}

/** Old and new communes of the generator. */
export function unitsIn(folder: string): UnitTable {
  const rows = JSON.parse(readFileSync(join(folder, 'units.json'), 'utf8')) as readonly (readonly string[])[];
  return new UnitTable(
    rows.map(([province = '', district = '', commune = '', newProvince = '', newCommune = '']) => ({
      province,
      district,
      commune,
      newProvince,
      newCommune,
    })),
  );
}
