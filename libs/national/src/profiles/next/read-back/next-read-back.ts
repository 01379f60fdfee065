import { stepName } from '@kntc/domain';
import type {
  ExpectedField,
  ExpectedRecord,
  NationalRecordRead,
  PetitionKind,
  ReadBack,
  ReadBackOutcome,
  ReadOptions,
  RecordsRead,
  SentRecord,
  ShownField,
  ShownRecord,
} from '@kntc/domain';
import type { NationalSettings } from '../../../settings/national-settings';
import { fieldsOf, STEP_METHODS } from '../../ttcp-2018/body';
import { SHOWN } from '../../ttcp-2018/read-back/shown-rows';
import type { StepContent } from '../../ttcp-2018/step-draft';
import type { NextReading } from '../next-reading';
import { stepsField, wholeFields, type WholeStep } from './whole-fields';

/** What the law lets the far side hide of a denouncer. */
const OF_PETITIONERS = /^(petitioners|CapNhatVuViec\.(NguoiKNTC|NguoiUyQuyen))\b/;

/** Every field of every step, compared with what was sent. Asks by id and by reference, never by anything of a person. */
export class NextReadBack implements ReadBack {
  readonly level = 'full';

  constructor(
    private readonly reading: NextReading,
    private readonly settings: NationalSettings,
  ) {}

  expected({ kind, plan, confirmed }: SentRecord): ExpectedRecord {
    const sent = plan.steps.filter(({ key }) => confirmed.has(stepName(key)));
    const steps = sent.map((step): WholeStep => ({
      method: STEP_METHODS[step.key.kind],
      fields: fieldsOf(step, this.settings),
    }));
    const content = sent.find(({ key }) => key.kind === 'case')?.content as StepContent | undefined;
    const first = content?.method === 'CapNhatVuViec' ? content : undefined;
    return {
      fields: [
        stepsField(steps, this.settings.steps),
        ...wholeFields(steps).map((field) => this.#expected(field, kind, first?.derivedText === true)),
      ],
      unshown:
        first !== undefined && first.wire.Attachment.length > 0
          ? [{ field: 'attachments', why: 'not-shown' }]
          : [],
      carriesReference: first?.marker !== undefined,
    };
  }

  async byReference(reference: string, options: ReadOptions = {}): Promise<ReadBackOutcome> {
    const read = await this.reading.recordsOf(reference, options);
    return shown(read, this.settings);
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

function shown(read: RecordsRead, settings: NationalSettings): ReadBackOutcome {
  if (read.kind === 'failed') return read;
  return {
    kind: 'shown',
    records: read.records.map((record) => shownRecord(record, settings)),
    foreign: 0,
    isWhole: true,
  };
}

function shownRecord({ id, reference, steps }: NationalRecordRead, settings: NationalSettings): ShownRecord {
  const whole = steps.map(({ kind, fields }): WholeStep => ({
    method: STEP_METHODS[kind],
    fields: fields.open(),
  }));
  return { caseId: id, reference, fields: [stepsField(whole, settings.steps), ...wholeFields(whole)] };
}
