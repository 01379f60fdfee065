import {
  mask,
  SECRET_MARK,
  type CaseDraft,
  type MappedRecord,
  type RawRecord,
  type RawRow,
  type RecordIssue,
  type Repair,
} from '@kntc/domain';
import { DUPLICATE_KEY } from '../connector';
import type {
  ElementMap,
  Expression,
  FieldMap,
  GroupMap,
  ShapeMap,
  SourceDefinition,
} from '../definition/source-definition';
import { textOf } from './cell';
import { columnsRead, evaluate, evaluateText, type Evaluated } from './evaluate';
import { tooLarge } from '../attachments/too-large';
import { holds } from './holds';
import { noteText, readLegacyRecord, type LegacyNotes } from './legacy-text';
import { namesIn } from './people-in-cell';
import { missingFileWarns, onlyWarns } from './severity';
import { takesColumns } from './takes-columns';

type Definition = Pick<
  SourceDefinition,
  | 'map'
  | 'mandatory'
  | 'legacyText'
  | 'lenient'
  | 'nulls'
  | 'outOfScope'
  | 'receptionOnly'
  | 'timeZone'
  | 'attachmentLimits'
>;
type Draft = Record<string, unknown>;

/**
 * Applies the map of a source file to one raw record. Pure; never throws on data. A value that cannot be read is
 * absent from the draft and stands in `issues`, or in `warnings` where most systems cannot supply it anyway.
 */
export function mapRecord(definition: Definition, raw: RawRecord): MappedRecord {
  if (raw.row[SECRET_MARK] === true) return SECRET;
  const { record, notes } = readLegacyRecord(raw, definition.legacyText);
  const mapping = new Mapping(definition, record, notes);
  const draft = mapping.shape(definition.map, record.row, '') as CaseDraft;
  const rule = definition.outOfScope.find(({ when }) => holds(when, record.row, definition.nulls));
  const found = [...mapping.issues, ...tooLarge(draft, definition.attachmentLimits)];
  const issues = record.row[DUPLICATE_KEY] === true ? [DUPLICATE, ...found] : found;
  const isBareReception = definition.receptionOnly.some((when) => holds(when, record.row, definition.nulls));
  const { warnings, repairs } = mapping;
  return { draft, issues, warnings, repairs, outOfScope: rule?.basis, isBareReception };
}

/** Nothing is left of it but its key. */
const SECRET: MappedRecord = {
  draft: { confidentiality: 'secret' },
  issues: [],
  warnings: [],
  repairs: [],
  outOfScope: undefined,
};

/** The source shows different rows under one key: nobody can say which of them is the petition. */
const DUPLICATE: RecordIssue = { code: 'KEY_NOT_UNIQUE', field: 'localKey' };

class Mapping {
  readonly issues: RecordIssue[] = [];
  readonly warnings: RecordIssue[] = [];
  readonly repairs: Repair[] = [];
  /** Values of columns, conditions of constants that hold and rows of children met so far. */
  #said = 0;

  constructor(
    private readonly definition: Definition,
    private readonly record: RawRecord,
    private readonly notes: LegacyNotes | undefined,
  ) {}

  shape(map: ShapeMap, row: RawRow, prefix: string): Draft {
    const draft: Draft = {};
    for (const [name, field] of map.fields) {
      const value = this.#field(field, row, `${prefix}${name}`);
      if (value !== undefined) draft[name] = value;
    }
    for (const [name, group] of map.groups) {
      const value = group.many
        ? this.#many(group, row, `${prefix}${name}`)
        : this.#one(group, row, `${prefix}${name}`);
      if (value !== undefined) draft[name] = value;
    }
    return draft;
  }

  #field({ field, expression }: FieldMap, row: RawRow, path: string): unknown {
    const evaluated = this.#withNotes(evaluate(expression, row, field, this.definition), expression, row);
    const { column, isStated, value, issue } = evaluated;
    const isSaid = column !== undefined || isStated === true;
    if (isSaid && (value !== undefined || issue !== undefined)) this.#said += 1;
    return this.#note(evaluated, path);
  }

  /** Adds what was found out about the encoding of the text a value came from. */
  #withNotes(evaluated: Evaluated, expression: Expression, row: RawRow): Evaluated {
    const notes = this.notes?.get(row);
    if (notes === undefined) return evaluated;
    return noteText(evaluated, { columns: columnsRead(expression, row, this.definition), row, notes });
  }

  /** Keeps what was noticed about a value and gives the value. */
  #note(evaluated: Evaluated, path: string): unknown {
    const { issue, warning, repairs = [], value } = evaluated;
    for (const kind of repairs) this.repairs.push({ field: path, kind });
    if (warning !== undefined) this.warnings.push(issueOf(warning, path, evaluated));
    if (issue === undefined) return value;
    const lenient =
      issue === 'FILE_MISSING'
        ? missingFileWarns(path, this.definition)
        : issue !== 'MANY_PEOPLE_IN_ONE_FIELD' && onlyWarns(path, this.definition);
    (lenient ? this.warnings : this.issues).push(issueOf(issue, path, evaluated));
    return value;
  }

  #many(group: GroupMap, row: RawRow, path: string): readonly Draft[] | undefined {
    const elements: Draft[] = [];
    for (const map of group.elements) {
      for (const element of this.#rows(map, row)) {
        const draft = this.#element(map, element, `${path}[${elements.length}].`);
        if (draft !== undefined)
          elements.push(draft, ...this.#others(map, element, draft, { path, at: elements.length }));
      }
    }
    return elements.length === 0 ? undefined : elements;
  }

  #one(group: GroupMap, row: RawRow, path: string): Draft | undefined {
    for (const map of group.elements) {
      const element = this.#rows(map, row)[0];
      const draft = element === undefined ? undefined : this.#element(map, element, `${path}.`);
      if (draft !== undefined) return draft;
    }
    return undefined;
  }

  /**
   * A row of its own stands for something even when empty; a column group that says nothing does not, whatever
   * constants stand beside its columns. A group that takes no column at all is said by the source file itself.
   */
  #element(map: ElementMap, row: RawRow, prefix: string): Draft | undefined {
    const before = this.#said;
    const draft = this.shape(map.shape, row, prefix);
    if (map.each !== undefined) this.#said += 1;
    if (map.people !== undefined && evaluateText(map.people, row, this.definition) !== undefined)
      this.#said += 1;
    if (this.#said > before || map.when !== undefined) return draft;
    const isOfConstants = map.people === undefined && !takesColumns(map.shape);
    return isOfConstants && Object.keys(draft).length > 0 ? draft : undefined;
  }

  /**
   * People of one cell: the first gets the name of this element, every further one becomes an element of its own.
   * Who cannot be told apart stays in one name, with the issue that says so.
   */
  #others({ people }: ElementMap, row: RawRow, first: Draft, place: Placed): readonly Draft[] {
    if (people === undefined) return [];
    return namesIn(people, row, this.definition).flatMap((name, index) => {
      const evaluated = this.#withNotes(name, people, row);
      const fullName = this.#note(evaluated, `${place.path}[${place.at + index}].fullName`);
      const named = fullName === undefined ? {} : { fullName };
      if (index > 0) return [named];
      Object.assign(first, named);
      return [];
    });
  }

  /** Rows an element is made of: of the child collection, or the enclosing one, that match and fulfil `when`. */
  #rows({ each, match, when }: ElementMap, row: RawRow): readonly RawRow[] {
    const rows = each === undefined ? [row] : (this.record.children[each] ?? []);
    return rows.filter(
      (candidate) =>
        match.every(([child, enclosing]) => sameValue(candidate[child], row[enclosing])) &&
        (when === undefined || holds(when, candidate, this.definition.nulls)),
    );
  }
}

interface Placed {
  readonly path: string;
  /** Index of the first element the cell makes. */
  readonly at: number;
}

function issueOf(code: RecordIssue['code'], field: string, { raw, column }: Evaluated): RecordIssue {
  return { code, field, masked: raw === undefined ? undefined : mask(raw), column };
}

/** Values that join rows: equal as text; nothing equals nothing. */
function sameValue(first: RawRow[string] | undefined, second: RawRow[string] | undefined): boolean {
  const text = first === undefined ? undefined : textOf(first);
  return text !== undefined && second !== undefined && text === textOf(second);
}
