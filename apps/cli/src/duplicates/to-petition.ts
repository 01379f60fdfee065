import type { PairLabel, PetitionerToMatch, PetitionToMatch } from '@kntc/duplicates';
import type { ColumnMap } from './column-map';
import type { Row } from './read-rows';

type Columns = string | readonly string[] | undefined;

/** A petition of a line in our own format; undefined when it has no id. Fields of the wrong type count as missing. */
export function petitionFrom(row: Row): PetitionToMatch | undefined {
  const id = text(row['id']);
  if (id === undefined) return undefined;
  const petitioners = Array.isArray(row['petitioners']) ? row['petitioners'] : [];
  return {
    id,
    caseType: text(row['caseType']),
    receivedDate: text(row['receivedDate']),
    subjectParty: text(row['subjectParty']),
    field: text(row['field']),
    summary: text(row['summary']),
    content: text(row['content']),
    agency: text(row['agency']),
    petitioners: petitioners.filter(isRow).map(petitionerFrom),
  };
}

function petitionerFrom(row: Row): PetitionerToMatch {
  const address = isRow(row['address']) ? row['address'] : {};
  return {
    fullName: text(row['fullName']),
    birthDate: text(row['birthDate']),
    birthYear: year(row['birthYear']),
    idNumber: text(row['idNumber']),
    phone: text(row['phone']),
    address: {
      line: text(address['line']),
      commune: text(address['commune']),
      district: text(address['district']),
      province: text(address['province']),
    },
  };
}

/** A petition of a row of somebody else's table. */
export function mappedPetition(row: Row, map: ColumnMap): PetitionToMatch | undefined {
  const of = (columns: Columns): string | undefined => joined(row, columns);
  const id = of(map.id);
  if (id === undefined) return undefined;
  const person = {
    fullName: of(map.fullName),
    birthDate: of(map.birthDate),
    birthYear: year(of(map.birthYear)),
    idNumber: of(map.idNumber),
    phone: of(map.phone),
    address: {
      line: of(map.line),
      commune: of(map.commune),
      district: of(map.district),
      province: of(map.province),
    },
  };
  return {
    id,
    caseType: of(map.caseType),
    receivedDate: of(map.receivedDate),
    subjectParty: of(map.subjectParty),
    field: of(map.field),
    summary: of(map.summary),
    content: of(map.content),
    agency: of(map.agency),
    petitioners: [person],
  };
}

/** Value by which rows are duplicates of each other; undefined where it is not said. */
export function clusterOf(row: Row, { cluster }: ColumnMap): string | undefined {
  if (cluster === undefined) return undefined;
  const value = text(row[cluster.column]);
  if (value === undefined || cluster.pattern === undefined) return value;
  return new RegExp(cluster.pattern).exec(value)?.[1];
}

const OWN_LABELS = { a: 'a', b: 'b', label: 'label', duplicate: ['duplicate'] };

/** A label of a line in our own format, or of the columns a map names; undefined when it is none. */
export function labelFrom(row: Row, map: ColumnMap | undefined): PairLabel | undefined {
  const columns = map?.pairs ?? OWN_LABELS;
  const [a, b, written] = [columns.a, columns.b, columns.label].map((column) => text(row[column]));
  if (a === undefined || b === undefined || written === undefined) return undefined;
  const label = columns.duplicate.includes(written)
    ? 'duplicate'
    : otherLabel(written, columns !== OWN_LABELS);
  return label === undefined ? undefined : { a, b, label, tags: tagsOf(row['tags']) };
}

function otherLabel(written: string, isForeign: boolean): PairLabel['label'] | undefined {
  if (written === 'related' || written === 'distinct') return written;
  return isForeign ? 'distinct' : undefined;
}

function tagsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((tag) => typeof tag === 'string') : [];
}

function joined(row: Row, columns: Columns): string | undefined {
  if (columns === undefined) return undefined;
  const names = typeof columns === 'string' ? [columns] : columns;
  const values = names.map((name) => text(row[name])).filter((value) => value !== undefined);
  return values.length === 0 ? undefined : values.join(' ');
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function year(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isInteger(number) && number > 1850 && number < 2100 ? number : undefined;
}
