import type { StatutoryPetition } from '../statutory-entry';

/** Groups of list 6 as the forms count them. The list must be read again from TraDanhMuc(6) before it counts. */
export type FieldGroup =
  'policy' | 'land' | 'civil-servants' | 'administrative' | 'corruption' | 'judicial' | 'party' | 'other';

/** `domain.md` §3.2: deduced by others from a province's report SQL and the columns of TT 03/2013; the longest code counts. */
const GROUPS: Readonly<Record<string, FieldGroup>> = {
  'KN.01': 'administrative',
  'KN.01.01': 'policy',
  'KN.01.02': 'land',
  'KN.01.04': 'land',
  'KN.02': 'judicial',
  'KN.03': 'party',
  'KN.04': 'land',
  'KN.05': 'other',
  'TC.01': 'administrative',
  'TC.01.01': 'civil-servants',
  'TC.01.05': 'corruption',
  'TC.02': 'judicial',
  'TC.02.01': 'corruption',
  'TC.03': 'party',
  'TC.09': 'other',
};

/** The group of a petition by its deepest code; of several fields the first one that has a group. `undefined`: none has. */
export function fieldGroup({ fields }: Pick<StatutoryPetition, 'fields'>): FieldGroup | undefined {
  const deepestFirst = fields.toSorted((one, other) => other.length - one.length);
  for (const code of deepestFirst)
    for (let part = code; part !== ''; part = part.slice(0, Math.max(0, part.lastIndexOf('.')))) {
      const group = GROUPS[part];
      if (group !== undefined) return group;
    }
  return undefined;
}

/** List 13, as `domain.md` §3.4 and the catalogue know it. */
export type Direction = 'accept' | 'guide' | 'transfer' | 'urge';

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  '2': 'guide',
  '3': 'urge',
  '4': 'accept',
  '5': 'transfer',
  '7': 'guide',
};

export function directionOf({ handling }: Pick<StatutoryPetition, 'handling'>): Direction | undefined {
  return handling && DIRECTIONS[handling.direction];
}
