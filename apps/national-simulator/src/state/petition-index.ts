import type { StoredPetition } from './stored-case';

/** One petition for nearly every key: only the rare others pay for a list. */
type Lookup = Map<string, StoredPetition | readonly StoredPetition[]>;

/** Finds petitions by reference and identity number without reading any text from disk. */
export class PetitionIndex {
  private readonly all: StoredPetition[] = [];
  private readonly byReference: Lookup = new Map();
  private readonly byIdentity: Lookup = new Map();

  add(petition: StoredPetition): void {
    this.all.push(petition);
    this.enter(petition);
  }

  /** Changes a petition in place, its keys included. */
  change(petition: StoredPetition, changes: Partial<StoredPetition>): void {
    if (petition.reference !== null) leave(this.byReference, petition.reference.toUpperCase(), petition);
    for (const number of petition.identityNumbers) leave(this.byIdentity, number, petition);
    Object.assign(petition, changes);
    this.enter(petition);
  }

  remove(petition: StoredPetition): void {
    if (petition.reference !== null) leave(this.byReference, petition.reference.toUpperCase(), petition);
    for (const number of petition.identityNumbers) leave(this.byIdentity, number, petition);
    this.all.splice(this.all.indexOf(petition), 1);
  }

  withIdentity(number: string): readonly StoredPetition[] {
    return under(this.byIdentity, number);
  }

  /** Petitions whose reference contains this piece, in any case; a whole reference is found without a scan. */
  withReference(piece: string): readonly StoredPetition[] {
    const wanted = piece.toUpperCase();
    const whole = under(this.byReference, wanted);
    if (whole.length > 0) return whole;
    return this.all.filter(
      ({ reference }) =>
        reference !== null && reference.length > wanted.length && reference.toUpperCase().includes(wanted),
    );
  }

  /** Newest first. */
  *newestFirst(): Generator<StoredPetition> {
    for (let index = this.all.length - 1; index >= 0; index -= 1) {
      const petition = this.all[index];
      if (petition) yield petition;
    }
  }

  private enter(petition: StoredPetition): void {
    if (petition.reference !== null) enter(this.byReference, petition.reference.toUpperCase(), petition);
    for (const number of petition.identityNumbers) enter(this.byIdentity, number, petition);
  }
}

function under(lookup: Lookup, key: string): readonly StoredPetition[] {
  const known = lookup.get(key);
  if (known === undefined) return [];
  return isList(known) ? known : [known];
}

function enter(lookup: Lookup, key: string, petition: StoredPetition): void {
  const known = under(lookup, key);
  lookup.set(key, known.length === 0 ? petition : [...known, petition]);
}

function leave(lookup: Lookup, key: string, petition: StoredPetition): void {
  const [first, ...more] = under(lookup, key).filter((entry) => entry !== petition);
  if (first === undefined) lookup.delete(key);
  else lookup.set(key, more.length === 0 ? first : [first, ...more]);
}

function isList(value: StoredPetition | readonly StoredPetition[]): value is readonly StoredPetition[] {
  return Array.isArray(value);
}
