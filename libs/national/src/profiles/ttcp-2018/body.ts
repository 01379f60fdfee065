import {
  type AttachmentContent,
  type AttachmentFiles,
  type NationalIds,
  type PlannedStep,
  Sealed,
  type StepBody,
  type StepKind,
} from '@kntc/domain';
import type { NationalSettings, StepMethod } from '../../settings/national-settings';
import { checkLimits } from './check-limits';
import { roundOf } from './to-resolution-steps';
import type { StepContent } from './step-draft';
import { BodyFiles, toBytes } from './wire/body-bytes';
import { OPTIONAL_OBJECT_KEYS } from './wire/wire';

export const STEP_METHODS = {
  case: 'CapNhatVuViec',
  handling: 'CapNhatKQXuLy',
  acceptance: 'CapNhatGiaiQuyet',
  resolution: 'CapNhatKQGiaiQuyet',
  enforcement: 'CapNhatThiHanh',
} as const satisfies Record<StepKind, StepMethod>;

type Members = Readonly<Record<string, unknown>>;

/**
 * The exact bytes of a step: ids inserted, values in the form of the settings, files opened. Throws when an id that
 * the step needs is not known – an empty one is never sent on (BT did) – and `BodyProblem` for what the far side would
 * not take.
 */
export function bodyOf(
  step: PlannedStep,
  ids: NationalIds,
  settings: NationalSettings,
  source: AttachmentFiles,
): StepBody {
  const content = contentOf(step);
  const { keys, body } = settings.steps[content.method];
  const members = withIds(step, content, ids);
  checkLimits(members, settings.limits);
  const files = new BodyFiles();
  const formed = new Former(settings, keys, files).members(members);
  return toBytes(formed, files, { kind: body, style: settings.values, source });
}

/** The fields of a step as they are sent, but for ids, the marker line and the bytes of files. Opens no file. */
export function fieldsOf(step: PlannedStep, settings: NationalSettings): Members {
  const content = contentOf(step);
  const { keys } = settings.steps[content.method];
  const former = new Former(settings, keys, new BodyFiles());
  if (content.method !== 'CapNhatVuViec') return former.members(content.wire);
  const Attachment = content.wire.Attachment.map((file) => ({ ...file, FileDinhKem: null }));
  return former.members({ ...content.wire, Attachment });
}

/** What a planned step of this profile holds. Throws on one of another profile. */
export function contentOf(step: PlannedStep): StepContent {
  const content = step.content as Partial<StepContent> | undefined;
  if (content?.method !== STEP_METHODS[step.key.kind] || content.wire === undefined)
    throw new Error('not a step of this profile');
  return content as StepContent;
}

/** Top-level members in the order the clients send them. */
function withIds(step: PlannedStep, content: StepContent, ids: NationalIds): Members {
  if (content.method === 'CapNhatVuViec') {
    const { VuViec, NoiDungDon, ...rest } = content.wire;
    const { NgayNhapDon, ...reception } = VuViec;
    const { CoQuanTiepNhan, ...middle } = rest;
    return {
      VuViec: { Id: ids.caseId ?? '', NgayNhapDon, GanVuViec: ids.isAttached === true ? 1 : 0, ...reception },
      ...middle,
      NoiDungDon: content.marker === undefined ? NoiDungDon : `${NoiDungDon}\n${content.marker}`,
      CoQuanTiepNhan,
    };
  }
  const Id = needed(ids.caseId, 'case');
  if (content.method !== 'CapNhatThiHanh') return { Id, ...content.wire };
  const IdKetQua = needed(ids.resultIds.get(roundOf(step.key.ordinal)), 'decision');
  return { Id, IdKetQua, ThiHanhId: ids.stepId ?? '', ...content.wire };
}

function needed(id: string | undefined, of: string): string {
  if (id === undefined || id.trim() === '') throw new Error(`the national id of the ${of} is not known yet`);
  return id;
}

/** Wire keys that hold a date. */
const DATE_KEY = /^(Ngay[A-Z]|HanGiaiQuyet$)/;

/** The name of a key that the settings do not name themselves. */
export function inCase(key: string, keyCase: NationalSettings['values']['keyCase']): string {
  return keyCase === 'camel' ? `${key.charAt(0).toLowerCase()}${key.slice(1)}` : key;
}

/** Gives absent values, genders, numbers and key names the form the settings ask for. */
class Former {
  readonly #absent: unknown;

  constructor(
    private readonly settings: NationalSettings,
    private readonly keys: Readonly<Record<string, string>>,
    private readonly files: BodyFiles,
  ) {
    this.#absent = { emptyString: '', null: null, omit: undefined }[settings.values.nullForm];
  }

  members(value: object): Members {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [this.#name(key), this.#member(key, item)]),
    );
  }

  #name(key: string): string {
    const alias = Object.hasOwn(this.keys, key) ? this.keys[key] : undefined;
    return alias ?? inCase(key, this.settings.values.keyCase);
  }

  #member(key: string, value: unknown): unknown {
    const { absentObjects, numberForms } = this.settings.values;
    if (key === 'GioiTinh') return this.#gender(value);
    if (value === null) return isKey(absentObjects, key) ? this.#absentObject(key) : this.#absent;
    if (typeof value === 'string' && isKey(numberForms, key))
      return numberForms[key] === 'number' ? Number(value) : value;
    return DATE_KEY.test(key) ? this.#date(value) : this.#value(key, value);
  }

  #value(key: string, value: unknown): unknown {
    if (value instanceof Sealed) return this.files.place((value as Sealed<AttachmentContent>).open());
    // a file that went through JSON is lost: better no body than the word "[sealed]" as a file
    if (key === 'FileDinhKem') throw new Error('the content of a planned step is not JSON-safe');
    if (Array.isArray(value)) return value.map((item: object) => this.members(item));
    return typeof value === 'object' && value !== null ? this.members(value) : value;
  }

  #date(value: unknown): unknown {
    const isIso = this.settings.values.dateFormat === 'yyyy-MM-dd';
    return isIso && typeof value === 'string' ? value.split('/').toReversed().join('-') : value;
  }

  #gender(value: unknown): unknown {
    const { male, female, unknown } = this.settings.values.gender;
    if (value === 'male') return male;
    if (value === 'female') return female;
    return { emptyString: '', omit: undefined, zero: 0 }[unknown];
  }

  #absentObject(key: keyof typeof OPTIONAL_OBJECT_KEYS): unknown {
    const form = this.settings.values.absentObjects[key];
    if (form === 'omit') return undefined;
    const names = form === 'emptyStrings' ? OPTIONAL_OBJECT_KEYS[key] : [];
    return this.#renamed(names);
  }

  #renamed(names: readonly string[]): Members {
    return Object.fromEntries(names.map((name) => [this.#name(name), '']));
  }
}

function isKey<T extends object>(record: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(record, key);
}
