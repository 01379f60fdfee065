import { officeKey, type Office } from './office';

export type FoundOffice =
  | { readonly kind: 'found'; readonly office: Office }
  | { readonly kind: 'unknown' | 'ambiguous' | 'ended' | 'not-yet' };

/** How an office is written so that there is no other: a department with what is above it. */
export function officeLabel(office: Office, offices: readonly Office[]): string {
  const above = offices.find(({ id }) => id === office.superiorId);
  return office.kind === 'department' && above !== undefined ? `${office.name}, ${above.name}` : office.name;
}

/**
 * The office that a cell of Biểu số 2 names, on a day: by its name, or by that and the name of what is above it, in either order and
 * whatever stands between them.
 */
export function findOffice(text: string, offices: readonly Office[], on: string): FoundOffice {
  const key = officeKey(text);
  if (key === '') return { kind: 'unknown' };
  const same = offices.filter((office) => keysOf(office, offices).includes(key));
  const living = same.filter(({ endedOn }) => endedOn === undefined || on <= endedOn);
  const agencies = living.filter(({ kind }) => kind === 'agency');
  // An agency is meant rather than a department of the same name somewhere.
  const named = agencies.length === 1 ? agencies : living;
  const [office] = named;
  if (office === undefined) return { kind: same.length > 0 ? 'ended' : 'unknown' };
  if (named.length > 1) return { kind: 'ambiguous' };
  return on < office.firstDay ? { kind: 'not-yet' } : { kind: 'found', office };
}

function keysOf(office: Office, offices: readonly Office[]): readonly string[] {
  const above = offices.find(({ id }) => id === office.superiorId);
  const { name } = office;
  return [
    officeKey(name),
    ...(above === undefined ? [] : [officeKey(`${name} ${above.name}`), officeKey(`${above.name} ${name}`)]),
  ];
}
