import type {
  Clock,
  Http,
  KeyedDigest,
  NationalCapabilities,
  NationalProfile,
  RepeatSemantics,
  SendOptions,
  StepKey,
  StepKind,
  StepOutcome,
} from '@kntc/domain';
import type { BodyKind, NationalSettings } from '../../settings/national-settings';
import { createDirectTransport } from '../../transports/direct/direct.transport';
import type { Transport } from '../../transports/transport';
import { readAnswer, type Answer } from './answers/answer';
import { codeListRows } from './answers/code-list-rows';
import { lookUpIdOutcome, lookUpIdRequest } from './answers/look-up-id';
import { lookUpOutcome, lookUpRequest } from './answers/look-up-outcome';
import { isGuid, stepOutcome } from './answers/step-outcome';
import { bodyOf, STEP_METHODS } from './body';
import { planSteps } from './plan';
import { toForm } from './wire/form';

export interface Ttcp2018Options {
  readonly settings: NationalSettings;
  /** With or without the path of the interface. */
  readonly baseUrl: string;
  readonly username: string;
  readonly password: string;
  readonly http: Http;
  readonly keyedDigest: KeyedDigest;
  readonly clock: Clock;
}

/**
 * The interface provinces used from 2018 on (`national/README.md`). Throws `GatewayError` `GW_P401` for an address or
 * account that cannot work. Holds no state: a crash loses nothing here.
 */
export function createTtcp2018Profile(options: Ttcp2018Options): NationalProfile {
  const { settings, keyedDigest } = options;
  const wire = new Wire(options);
  return {
    id: settings.profile,
    capabilities: capabilitiesOf(settings),
    timeBounds: {
      requestMaxMs: settings.timeBounds.requestMax,
      indexLagMs: settings.timeBounds.indexLag,
      marginMs: settings.timeBounds.margin,
    },
    plan: (kase, context) => planSteps(kase, context, settings, keyedDigest),
    body: (step, ids) => bodyOf(step, ids, settings),
    send: (key, body, expectedCaseId, sendOptions) => wire.send(key, body, expectedCaseId, sendOptions),
    lookUp: (reference, signal) => wire.lookUp(reference, signal),
    lookUpId: (caseId, signal) => wire.lookUpId(caseId, signal),
    codeList: (list) => wire.codeList(list),
  };
}

/** Without the marker there is nothing to look a record up by, whatever `lookupByReference` says. */
function capabilitiesOf(settings: NationalSettings): NationalCapabilities {
  const repeat = Object.fromEntries(
    Object.entries(STEP_METHODS).map(([kind, method]) => [kind, settings.steps[method].repeat]),
  ) as Record<StepKind, RepeatSemantics>;
  const { referenceMarker } = settings;
  const lookupByReference = referenceMarker ? settings.lookupByReference : 'no';
  const verifyCreate = referenceMarker && settings.verifyCreate;
  return { ...settings.capabilities, lookupByReference, verifyCreate, repeat };
}

const CONTENT_TYPES = {
  json: 'application/json; charset=utf-8',
  form: 'application/x-www-form-urlencoded; charset=utf-8',
} as const satisfies Record<BodyKind, string>;

/** The seven methods over one transport. */
class Wire {
  readonly #transport: Transport;
  readonly #settings: NationalSettings;
  readonly #clock: Clock;

  constructor({ settings, clock, ...account }: Ttcp2018Options) {
    this.#settings = settings;
    this.#clock = clock;
    this.#transport = createDirectTransport({ ...settings.connection, ...account });
  }

  async send(
    key: StepKey,
    body: Uint8Array,
    expectedCaseId: string | undefined,
    options: SendOptions,
  ): Promise<StepOutcome> {
    const { steps, limits, answers, timeBounds } = this.#settings;
    const method = STEP_METHODS[key.kind];
    if (key.kind !== 'case' && expectedCaseId === undefined)
      return { kind: 'not-sent', reason: 'no-case-id' };
    if (body.length > limits.maxRequestSize) return tooLarge(body.length, limits.maxRequestSize);
    const outcome = await this.#transport.post({
      ...options,
      method: steps[method].method,
      body,
      contentType: CONTENT_TYPES[steps[method].body],
      deadlineMs: timeBounds.requestMax,
      maxResponseBytes: answers.maxSize,
    });
    return stepOutcome(readAnswer(outcome, answers, this.#clock), method, expectedCaseId, steps);
  }

  async lookUp(reference: string, signal: AbortSignal | undefined): ReturnType<NationalProfile['lookUp']> {
    return lookUpOutcome(await this.#search(lookUpRequest(reference), signal), reference);
  }

  async lookUpId(caseId: string, signal: AbortSignal | undefined): ReturnType<NationalProfile['lookUpId']> {
    if (!isGuid(caseId)) return { kind: 'absent' };
    return lookUpIdOutcome(await this.#search(lookUpIdRequest(caseId), signal), caseId);
  }

  async #search(request: Readonly<Record<string, string>>, signal: AbortSignal | undefined): Promise<Answer> {
    const { lookups, answers, timeBounds } = this.#settings;
    const { method, body } = lookups.TraThongTinDon;
    const outcome = await this.#transport.post({
      method,
      body: this.#encode(request, body),
      contentType: CONTENT_TYPES[body],
      deadlineMs: timeBounds.requestMax,
      maxResponseBytes: answers.maxSize,
      signal,
    });
    return readAnswer(outcome, answers, this.#clock);
  }

  async codeList(list: number): ReturnType<NationalProfile['codeList']> {
    const { lookups, codeLists, answers, values } = this.#settings;
    const { method, body } = lookups.TraDanhMuc;
    const request = {
      LoaiDanhMuc: values.numberForms.LoaiDanhMuc === 'number' ? list : String(list),
      MaTinh: codeLists.provinceFilter,
      MaBoNganh: '',
      MaLoaiKhieuTo: '',
    };
    const outcome = await this.#transport.post({
      method,
      body: this.#encode(request, body),
      contentType: CONTENT_TYPES[body],
      deadlineMs: codeLists.requestMax,
      maxResponseBytes: codeLists.maxSize,
    });
    return codeListRows(readAnswer(outcome, answers, this.#clock), list);
  }

  #encode(request: Readonly<Record<string, unknown>>, kind: BodyKind): Uint8Array {
    const { formEmptyArrays } = this.#settings.values;
    return Buffer.from(kind === 'json' ? JSON.stringify(request) : toForm(request, formEmptyArrays), 'utf8');
  }
}

/** Nothing is sent, and a repeat would end the same way: for the record the same as a refusal, with a way out. */
function tooLarge(bytes: number, limit: number): StepOutcome {
  const megabytes = (value: number): string => (value / (1024 * 1024)).toFixed(1);
  return {
    kind: 'rejected',
    message: `Cổng chưa gửi: bước này nặng ${megabytes(bytes)} MB, quá giới hạn ${megabytes(limit)} MB. Giảm dung lượng tệp đính kèm rồi gửi lại.`,
  };
}
