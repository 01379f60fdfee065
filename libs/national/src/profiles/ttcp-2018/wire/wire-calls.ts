import {
  type AskOptions,
  type Clock,
  type CodeListEntry,
  GatewayError,
  type HttpBody,
  isOfAnAccount,
  type NationalProfile,
  type ReadBackOutcome,
  type SendOptions,
  sizeOfBody,
  type StepKey,
  type StepOutcome,
} from '@kntc/domain';
import type { Credentials } from '../../../credentials/credentials';
import { closedAt } from '../../../schedule/opening-hours';
import { Pace } from '../../../schedule/pace';
import type { BodyKind, NationalSettings } from '../../../settings/national-settings';
import {
  createDirectTransport,
  type DirectTransportOptions,
} from '../../../transports/direct/direct.transport';
import type { Transport, TransportCall } from '../../../transports/transport';
import { type Answer, isUnchanged, readAnswer } from '../answers/answer';
import { codeListRows } from '../answers/code-list-rows';
import { lookUpIdOutcome, lookUpIdRequest } from '../answers/look-up-id';
import { lookUpOutcome, lookUpRequest, type LookUpRules } from '../answers/look-up-outcome';
import { isGuid, stepOutcome } from '../answers/step-outcome';
import { inCase, STEP_METHODS } from '../body';
import { megabytes } from '../check-limits';
import { shownById, shownByReference } from '../read-back/shown-rows';
import { toForm } from './form';

const CONTENT_TYPES = {
  json: 'application/json; charset=utf-8',
  form: 'application/x-www-form-urlencoded; charset=utf-8',
} as const satisfies Record<BodyKind, string>;

export interface WireOptions extends Pick<DirectTransportOptions, 'baseUrl' | 'http'> {
  readonly settings: NationalSettings;
  readonly credentials: Credentials;
  readonly clock: Clock;
}

type Call = Omit<TransportCall, 'authorization' | 'contentType'> & {
  readonly kind: BodyKind;
  readonly account: string | undefined;
};

type Exchange = Omit<Call, 'deadlineMs' | 'maxResponseBytes'>;

interface KnownList {
  readonly etag: string;
  readonly rows: readonly CodeListEntry[];
}

/** The seven methods over one transport, each with the account of the agency it speaks for. */
export class Wire {
  readonly #transport: Transport;
  readonly #settings: NationalSettings;
  readonly #credentials: Credentials;
  readonly #clock: Clock;
  readonly #pace: Pace;
  /** Lists of far sides that tag them, as they were answered last. */
  readonly #lists = new Map<string, KnownList>();

  constructor({ settings, credentials, clock, baseUrl, http }: WireOptions) {
    this.#settings = settings;
    this.#credentials = credentials;
    this.#clock = clock;
    this.#pace = new Pace(settings.limits.requestsPerMinute, clock);
    this.#transport = createDirectTransport({ ...settings.connection, baseUrl, http });
  }

  async send(
    key: StepKey,
    body: HttpBody,
    expectedCaseId: string | undefined,
    { account, repeatKey, ...options }: SendOptions,
  ): Promise<StepOutcome> {
    const { steps, limits } = this.#settings;
    const method = STEP_METHODS[key.kind];
    if (key.kind !== 'case' && expectedCaseId === undefined)
      return { kind: 'not-sent', reason: 'no-case-id' };
    if (sizeOfBody(body) > limits.maxRequestSize) return tooLarge(sizeOfBody(body), limits.maxRequestSize);
    const answer = await this.exchange({
      ...options,
      account,
      headers: this.#keyHeader(repeatKey),
      method: steps[method].method,
      body,
      kind: steps[method].body,
    });
    return stepOutcome(answer, method, expectedCaseId, this.#settings);
  }

  #keyHeader(repeatKey: string | undefined): Call['headers'] {
    const { idempotencyKey } = this.#settings.capabilities;
    if (idempotencyKey === false || repeatKey === undefined) return undefined;
    return { [idempotencyKey.header.toLowerCase()]: repeatKey };
  }

  async lookUp(reference: string, options: AskOptions): ReturnType<NationalProfile['lookUp']> {
    const answer = await this.search(lookUpRequest(reference), options);
    return lookUpOutcome(answer, reference, this.#rules);
  }

  async lookUpId(caseId: string, options: AskOptions): ReturnType<NationalProfile['lookUpId']> {
    if (!isGuid(caseId)) return { kind: 'absent' };
    const answer = await this.search(lookUpIdRequest(caseId), options);
    return lookUpIdOutcome(answer, caseId, this.#settings.answers.keyCase);
  }

  /** As {@link lookUp}, with what the rows show. */
  async readByReference(reference: string, options: AskOptions): Promise<ReadBackOutcome> {
    return shownByReference(await this.search(lookUpRequest(reference), options), reference, this.#rules);
  }

  /** As {@link lookUpId}, with what the rows show. */
  async readById(caseId: string, options: AskOptions): Promise<ReadBackOutcome> {
    if (!isGuid(caseId)) return { kind: 'shown', records: [], foreign: 0, isWhole: true };
    return shownById(await this.search(lookUpIdRequest(caseId), options), caseId, this.#rules);
  }

  get #rules(): LookUpRules {
    const { lookups, answers } = this.#settings;
    return { keyCase: answers.keyCase, resultCap: lookups.TraThongTinDon.resultCap };
  }

  /** `TraThongTinDon`. Never throws. */
  search(request: Readonly<Record<string, string>>, options: AskOptions): Promise<Answer> {
    return this.ask(this.#settings.lookups.TraThongTinDon, request, options);
  }

  /** Asks a method that changes nothing. Never throws. */
  ask(
    { method, body: kind }: { readonly method: string; readonly body: BodyKind },
    request: Readonly<Record<string, unknown>>,
    { signal, account, knownTag }: AskOptions & { readonly knownTag?: string | undefined },
  ): Promise<Answer> {
    const headers = ifChanged(knownTag);
    return this.exchange({ method, account, headers, body: this.#encode(request, kind), kind, signal });
  }

  /** One request with the bounds of the settings. Never throws. */
  exchange(call: Exchange): Promise<Answer> {
    const { answers, timeBounds } = this.#settings;
    return this.#post({ ...call, deadlineMs: timeBounds.requestMax, maxResponseBytes: answers.maxSize });
  }

  /** Every account may read the lists: one that is refused does not keep the others from it. */
  async codeList(list: number, account: string | undefined): ReturnType<NationalProfile['codeList']> {
    let refusal = new GatewayError('GW_N205', 'no account');
    for (const one of account === undefined ? this.#credentials.groups : [account]) {
      try {
        return await this.#codeList(list, one);
      } catch (err) {
        if (!(err instanceof GatewayError) || !isOfAnAccount(err.code)) throw err;
        refusal = err;
      }
    }
    throw refusal;
  }

  async #codeList(list: number, account: string): ReturnType<NationalProfile['codeList']> {
    const { lookups, codeLists, answers, values } = this.#settings;
    const { method, body: kind } = lookups.TraDanhMuc;
    const request = {
      LoaiDanhMuc: values.numberForms.LoaiDanhMuc === 'number' ? list : String(list),
      MaTinh: codeLists.provinceFilter,
      MaBoNganh: '',
      MaLoaiKhieuTo: '',
    };
    const known = this.#lists.get(`${account} ${list}`);
    const answer = await this.#post({
      method,
      account,
      headers: ifChanged(known?.etag),
      body: this.#encode(request, kind),
      kind,
      deadlineMs: codeLists.requestMax,
      maxResponseBytes: codeLists.maxSize,
    });
    if (known !== undefined && isUnchanged(answer)) return known.rows;
    const rows = codeListRows(answer, list, answers.keyCase);
    const etag = answer.kind === 'value' ? answer.etag : undefined;
    if (etag !== undefined) this.#lists.set(`${account} ${list}`, { etag, rows });
    return rows;
  }

  /** Nothing leaves outside the hours of the far side or without an account: that is a proof of nothing done. */
  async #post({ kind, account, ...call }: Call): Promise<Answer> {
    const closed = closedAt(this.#settings, this.#clock.now());
    if (closed !== undefined) {
      const pause = { code: 'GW_N206', retryAfterMs: closed.remainingMs } as const;
      return { kind: 'not-processed', reason: closed.reason, pause };
    }
    await this.#pace.turn(call.signal);
    const own = this.#credentials.authorization(account ?? this.#credentials.groups[0] ?? '');
    if ('trouble' in own)
      return { kind: 'not-processed', reason: `credential-${own.trouble}`, pause: { code: 'GW_N205' } };
    const outcome = await this.#transport.post({
      ...call,
      authorization: own.header,
      contentType: CONTENT_TYPES[kind],
    });
    return readAnswer(outcome, this.#settings.answers, this.#clock);
  }

  #encode(request: Readonly<Record<string, unknown>>, kind: BodyKind): Uint8Array {
    const { values } = this.#settings;
    const named = Object.fromEntries(
      Object.entries(request).map(([key, value]) => [inCase(key, values.keyCase), value]),
    );
    return Buffer.from(kind === 'json' ? JSON.stringify(named) : toForm(named, values), 'utf8');
  }
}

function ifChanged(etag: string | undefined): Call['headers'] {
  return etag === undefined ? undefined : { 'if-none-match': etag };
}

/** Nothing is sent, and a repeat would end the same way: for the record the same as a refusal, with a way out. */
function tooLarge(bytes: number, limit: number): StepOutcome {
  return {
    kind: 'rejected',
    message: `Cổng chưa gửi: bước này nặng ${megabytes(bytes)} MB, quá giới hạn ${megabytes(limit)} MB. Giảm dung lượng tệp đính kèm rồi gửi lại.`,
  };
}
