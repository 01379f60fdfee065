import { RECORDS_PER_READ, stepName } from '@kntc/domain';
import type {
  ExpectedField,
  ExpectedRecord,
  NationalRecordRead,
  NotCompared,
  PetitionKind,
  ReadBack,
  ReadBackOutcome,
  ReadOptions,
  RecordsRead,
  SentRecord,
  SeveralOutcome,
  SeveralReads,
  ShownField,
  ShownRecord,
  StepKey,
  StepKind,
} from '@kntc/domain';
import type { NationalSettings, StepMethod } from '../../../settings/national-settings';
import { fieldsOf, STEP_METHODS } from '../../ttcp-2018/body';
import { SHOWN } from '../../ttcp-2018/read-back/shown-rows';
import type { StepContent } from '../../ttcp-2018/step-draft';
import type { NextReading } from '../next-reading';
import { stepsField, wholeFields, type WholeStep } from './whole-fields';

const FILE_BYTES: NotCompared = { field: 'attachments', why: 'not-shown' };

/** Fields of the case under the names that summaries show as well. */
const OF_CASE: readonly string[] = Object.values(SHOWN).map(({ name }) => name);
/** Steps that stand once in a record. */
const ONCE: readonly StepKind[] = ['case', 'handling', 'acceptance'];

/** What the law lets the far side hide of a denouncer. */
const OF_PETITIONERS = /^(petitioners|CapNhatVuViec\.(NguoiKNTC|NguoiUyQuyen))\b/;

/** Every field of every step, compared with what was sent. Asks by id and by reference, never by anything of a person. */
export class NextReadBack implements ReadBack {
  readonly level = 'full';

  constructor(
    private readonly reading: NextReading,
    private readonly settings: NationalSettings,
  ) {}

  expected({ kind, plan, confirmed, digests }: SentRecord): ExpectedRecord {
    const sent = plan.steps.filter(
      ({ key, contentDigest }) =>
        confirmed.has(stepName(key)) && (digests?.get(stepName(key)) ?? contentDigest) === contentDigest,
    );
    const known = new Set(sent.map(({ key }) => stepName(key)));
    const steps = sent.map((step): WholeStep => ({
      method: STEP_METHODS[step.key.kind],
      fields: fieldsOf(step, this.settings),
    }));
    const content = sent.find(({ key }) => key.kind === 'case')?.content as StepContent | undefined;
    const first = content?.method === 'CapNhatVuViec' ? content : undefined;
    const unknown = [...confirmed].filter((name) => !known.has(name));
    return {
      fields: [
        stepsField([...confirmed].map(methodOf), this.settings.steps),
        // Where not all of several is known, nobody can say which of them is which.
        ...wholeFields(steps.filter(({ method }) => !unknown.some((name) => methodOf(name) === method))).map(
          (field) => this.#expected(field, kind, first?.derivedText === true),
        ),
      ],
      unshown: [
        ...unknown.map((field): NotCompared => ({ field, why: 'base-unknown' })),
        ...(first !== undefined && first.wire.Attachment.length > 0 ? [FILE_BYTES] : []),
      ],
      carriesReference: first?.marker !== undefined,
    };
  }

  stepOf(field: string): StepKey | undefined {
    if (OF_CASE.some((name) => name === field)) return { kind: 'case', ordinal: 1 };
    const kind = ONCE.find((one) => field.startsWith(`${STEP_METHODS[one]}.`));
    return kind && { kind, ordinal: 1 };
  }

  async byReference(reference: string, options: ReadOptions = {}): Promise<ReadBackOutcome> {
    const read = await this.reading.recordsOf([reference], options);
    return read.kind === 'unchanged' ? asAcknowledged(reference, options) : shown(read, this.settings);
  }

  readonly several: SeveralReads = {
    atOnce: RECORDS_PER_READ,
    byReference: async (references, options = {}) => {
      const read = await this.reading.recordsOf(references, options);
      if (read.kind !== 'unchanged') return this.#shownEach(references, read, 'reference');
      return { kind: 'shown', of: new Map(references.map((one) => [one, asAcknowledged(one, options)])) };
    },
    byId: async (caseIds, options = {}) =>
      this.#shownEach(caseIds, await this.reading.records(caseIds, options), 'id'),
  };

  #shownEach(asked: readonly string[], read: RecordsRead, by: 'reference' | 'id'): SeveralOutcome {
    if (read.kind === 'failed') return read;
    const keys = by === 'id' ? asked.map((id) => id.toLowerCase()) : asked;
    return {
      kind: 'shown',
      of: new Map(
        keys.map((key, place) => {
          const records = read.records.filter((record) => record[by] === key);
          // Rows of nobody who was asked for belong to the whole answer, and are counted once.
          const foreign = place === 0 ? read.foreign : 0;
          return [key, shown({ ...read, records, foreign }, this.settings)];
        }),
      ),
    };
  }

  async byId(caseId: string, options: ReadOptions = {}): Promise<ReadBackOutcome> {
    return shown(await this.reading.records([caseId], options), this.settings);
  }

  #expected(field: ShownField, kind: PetitionKind, isDerivedText: boolean): ExpectedField {
    const { anonymousName, withheldName } = this.settings.values;
    const isFixed = field.value === '' || field.value === anonymousName || field.value === withheldName;
    if (field.name === SHOWN.content.name)
      return { ...field, isDerived: isDerivedText, tells: isDerivedText ? undefined : 'what' };
    const isWho = field.name === SHOWN.name.name || field.name === SHOWN.number.name;
    const mayBeHidden = kind === 'TC' && OF_PETITIONERS.test(field.name);
    return { ...field, mayBeHidden, tells: isWho && !isFixed ? 'who' : undefined };
  }
}

/** Of a step's name (`resolution:2`). */
function methodOf(name: string): StepMethod {
  return STEP_METHODS[name.slice(0, name.indexOf(':')) as StepKind];
}

/** The far side says that all of it stands as it is believed to. */
function asAcknowledged(reference: string, { standing }: ReadOptions): ReadBackOutcome {
  const id = standing?.get(reference)?.id.toLowerCase();
  if (id === undefined) return { kind: 'failed', reason: 'shape' };
  const record: ShownRecord = { caseId: id, reference, fields: [], isAsAcknowledged: true };
  return { kind: 'shown', records: [record], foreign: 0, isWhole: true };
}

function shown(read: RecordsRead, settings: NationalSettings): ReadBackOutcome {
  if (read.kind === 'failed') return read;
  return {
    kind: 'shown',
    records: read.records.map((record) => shownRecord(record, settings)),
    foreign: read.foreign,
    isWhole: true,
  };
}

function shownRecord({ id, reference, steps }: NationalRecordRead, settings: NationalSettings): ShownRecord {
  const whole = steps.map(({ kind, fields }): WholeStep => ({
    method: STEP_METHODS[kind],
    fields: fields.open(),
  }));
  const methods = whole.map(({ method }) => method);
  return { caseId: id, reference, fields: [stepsField(methods, settings.steps), ...wholeFields(whole)] };
}
