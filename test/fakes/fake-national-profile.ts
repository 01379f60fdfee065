import { canonicalJson, GatewayError, sha256 } from '@kntc/domain';
import type {
  AskOptions,
  Case,
  Clock,
  CodeListEntry,
  HttpBody,
  LookUpOutcome,
  NationalCapabilities,
  NationalIds,
  NationalProfile,
  PlanContext,
  PlannedStep,
  SendOptions,
  StepKey,
  StepKind,
  StepOutcome,
  StepBody,
  StepPlan,
  TimeBounds,
} from '@kntc/domain';
import type { Behaviour, Habits, LedgerEntry } from './far-side-behaviour';
import { planned, toStep } from './fake-plan';
import type { Planned } from './fake-plan';

type Request = Body & { readonly repeatKey: string | undefined };

interface Body {
  readonly reference: string;
  readonly key: StepKey;
  readonly caseId: string | undefined;
  readonly resultIds: Readonly<Record<string, string>>;
  readonly stepId: string | undefined;
  readonly content: unknown;
}

const PROVEN: NationalCapabilities = {
  lookup: 'exact',
  readBack: 'none',
  actsOnce: { by: 'nothing' },
  batch: false,
  changeFeed: false,
  digest: false,
  delete: false,
  lookupByReference: 'proven',
  verifyCreate: false,
  attach: true,
  repeat: {
    case: 'replace',
    handling: 'replace',
    acceptance: 'replace',
    resolution: 'replace',
    enforcement: 'replace',
  },
};

export interface FarSideOptions {
  readonly clock: Clock;
  readonly capabilities?: Partial<NationalCapabilities>;
  readonly timeBounds?: Partial<TimeBounds>;
  /** Agencies by account; default: one account for everybody. */
  readonly accounts?: Readonly<Record<string, readonly string[]>>;
  /** Default: replaces, and finds what contains the reference. */
  readonly habits?: Partial<Habits>;
}

const EVERYBODY = 'everybody';

/** A far side in memory with a ledger of its own: what it really accepted, whatever it answered. */
export class FakeNationalProfile implements NationalProfile {
  readonly id = 'fake';
  readonly ledger: LedgerEntry[] = [];
  /** Every request whose bytes arrived or might have, in order: `reference step:ordinal`. */
  readonly requests: string[] = [];
  /** Sends and look-ups in order: `send case:1`, `look-up`. */
  readonly calls: string[] = [];
  lookUps = 0;
  codeListCalls = 0;
  /** Set: code lists (and so probes) fail with it. */
  failure: GatewayError | undefined;
  /** Called as the last thing before a request leaves. */
  onSend: () => void = () => undefined;
  /** Accounts that the far side refuses now. */
  readonly refused = new Set<string>();
  /** Accounts of the requests whose bytes arrived, in order. */
  readonly spokenBy: string[] = [];
  /** Changes the body of a step: what it returns is sent, what it throws comes before anything is sent. */
  onBody: (bytes: Uint8Array, key: StepKey) => StepBody = (bytes) => bytes;
  readonly #scripts = new Map<StepKind, Behaviour[]>();
  readonly #lookUpScript: LookUpOutcome[] = [];
  readonly #unplannable = new Set<string>();
  readonly #answers = new Map<string, { readonly id: string; readonly atMs: number }>();
  /** Set: what it says the reference of a standing case is. */
  namesReference: string | undefined;
  /** Keys of the requests whose bytes arrived, in order. */
  readonly keys: (string | undefined)[] = [];
  readonly lists = new Map<number, readonly CodeListEntry[]>();
  #caseCount = 0;
  readonly capabilities: NationalCapabilities;
  readonly timeBounds: TimeBounds;

  constructor(private readonly options: FarSideOptions) {
    this.capabilities = { ...PROVEN, ...options.capabilities };
    this.timeBounds = { requestMaxMs: 30_000, indexLagMs: 10_000, marginMs: 5_000, ...options.timeBounds };
  }

  get accounts(): readonly string[] {
    return Object.keys(this.options.accounts ?? { [EVERYBODY]: [] });
  }

  accountOf(agencyId: string): string {
    const named = Object.entries(this.options.accounts ?? {}).find(([, agencies]) =>
      agencies.includes(agencyId),
    );
    return named?.[0] ?? EVERYBODY;
  }

  /** What to do with the next requests of a step, in order; afterwards everything is accepted. */
  script(step: StepKind, ...behaviours: readonly Behaviour[]): void {
    this.#scripts.set(step, [...(this.#scripts.get(step) ?? []), ...behaviours]);
  }

  /** Accepts the requests of a step again, whatever its script still says. */
  heal(step: StepKind): void {
    this.#scripts.delete(step);
  }

  scriptLookUp(...outcomes: readonly LookUpOutcome[]): void {
    this.#lookUpScript.push(...outcomes);
  }

  /** A case that makes planning throw. */
  poison(reference: string): void {
    this.#unplannable.add(reference);
  }

  /** Steps of one reference in the order in which they were accepted. */
  stepsOf(reference: string): readonly string[] {
    return this.ledger
      .filter((entry) => entry.reference === reference)
      .map((entry) => `${entry.step}:${entry.ordinal}`);
  }

  plan(kase: Case, context: PlanContext): StepPlan {
    if (this.#unplannable.has(context.reference)) throw new Error('planning broke');
    return { steps: planned(kase).map(([key, parts]) => toStep(key, parts, context.reference)) };
  }

  body(step: PlannedStep, ids: NationalIds): StepBody {
    const { reference, parts } = step.content as { reference: string; parts: Planned };
    const body: Body = {
      reference,
      key: step.key,
      caseId: ids.caseId,
      resultIds: Object.fromEntries(ids.resultIds),
      stepId: ids.stepId,
      content: parts.all,
    };
    return this.onBody(Buffer.from(canonicalJson(body)), step.key);
  }

  async send(
    key: StepKey,
    sent: HttpBody,
    expectedCaseId: string | undefined,
    options: SendOptions,
  ): Promise<StepOutcome> {
    const { account = EVERYBODY } = options;
    if (this.refused.has(account))
      return { kind: 'not-sent', reason: 'http-401', pause: { code: 'GW_N201' } };
    const bytes = sent instanceof Uint8Array ? sent : await gathered(sent.stream());
    const body = JSON.parse(Buffer.from(bytes).toString('utf8')) as Body;
    const behaviour: Behaviour = this.#scripts.get(key.kind)?.shift() ?? { kind: 'accept' };
    if (behaviour.kind === 'throw') throw new Error('the profile broke');
    if (behaviour.kind === 'not-sent') return notSent(behaviour);
    this.onSend();
    if (!options.beforeWrite()) return { kind: 'not-sent', reason: 'guard' };
    this.requests.push(`${body.reference} ${key.kind}:${key.ordinal}`);
    this.calls.push(`send ${key.kind}:${key.ordinal}`);
    this.spokenBy.push(account);
    this.keys.push(options.repeatKey);
    if (expectedCaseId !== body.caseId) return { kind: 'wrong-answer', reason: 'ids-differ' };
    const request = { ...body, repeatKey: options.repeatKey };
    return this.#knownBefore(behaviour, request) ?? this.#act(behaviour, request, bytes, options.signal);
  }

  /** A far side that acts once does nothing with what it has already; what it says is what it said, or that it is there. */
  #knownBefore(
    behaviour: Behaviour,
    { reference, caseId, repeatKey = '' }: Request,
  ): StepOutcome | undefined {
    if (behaviour.kind !== 'accept') return undefined;
    const id = this.#answered(repeatKey);
    if (id !== undefined) return { kind: 'confirmed', id };
    const [standing] = caseId === undefined ? this.casesOf(reference) : [];
    if (this.options.habits?.once !== 'reference' || standing === undefined) return undefined;
    return { kind: 'exists', id: standing, reference: this.namesReference ?? reference };
  }

  #answered(repeatKey: string): string | undefined {
    const known = this.#answers.get(repeatKey);
    const { once, keyWindowMs = Infinity } = this.options.habits ?? {};
    const isRemembered = known !== undefined && this.options.clock.monotonicMs() - known.atMs <= keyWindowMs;
    return once === 'key' && isRemembered ? known.id : undefined;
  }

  async #act(
    behaviour: Exclude<Behaviour, { kind: 'throw' | 'not-sent' }>,
    body: Request,
    bytes: Uint8Array,
    signal: AbortSignal | undefined,
  ): Promise<StepOutcome> {
    const unknown = { kind: 'unknown', reason: 'timeout' } as const;
    switch (behaviour.kind) {
      case 'accept':
        return this.#isRefusedRepeat(body)
          ? { kind: 'rejected', message: 'đã có bước này' }
          : { kind: 'confirmed', id: this.#store(body, bytes) };
      case 'lost-answer':
        this.#store(body, bytes);
        return unknown;
      case 'late-commit':
        void this.options.clock.sleep(behaviour.afterMs).then(() => this.#store(body, bytes));
        return unknown;
      case 'never-arrived':
        return unknown;
      case 'refuse':
        return { kind: 'rejected', message: behaviour.message };
      case 'wrong-id':
        this.#store(body, bytes);
        return { kind: 'confirmed', id: behaviour.id };
      case 'wrong-answer':
        return behaviour;
      case 'hang': {
        const id = this.#store(body, bytes);
        const signals = signal === undefined ? [behaviour.until] : [behaviour.until, signal];
        await aborted(AbortSignal.any(signals));
        return behaviour.until.aborted ? { kind: 'confirmed', id } : { kind: 'unknown', reason: 'aborted' };
      }
    }
  }

  /** Takes out the register number of the case, which stands for everything personal here. */
  withoutPeople(message: string, { steps }: StepPlan): string {
    const { parts } = (steps[0]?.content ?? {}) as { parts?: Planned };
    const { registerNo } = (parts?.all ?? {}) as { registerNo?: string };
    return registerNo === undefined ? message : message.replaceAll(registerNo, '•••');
  }

  async lookUp(reference: string, { account = EVERYBODY }: AskOptions = {}): Promise<LookUpOutcome> {
    this.lookUps += 1;
    if (this.refused.has(account)) return { kind: 'failed', reason: 'http-401', pause: { code: 'GW_N201' } };
    this.calls.push('look-up');
    const scripted = this.#lookUpScript.shift();
    if (scripted !== undefined) return scripted;
    return this.#search(reference);
  }

  #search(reference: string): LookUpOutcome {
    const { search = 'contains' } = this.options.habits ?? {};
    // The whole text of a petition is never just its reference.
    const ids = search === 'exact' ? [] : this.casesOf(reference);
    if (ids.length === 0 && search === 'ignored' && this.ledger.length > 0)
      return { kind: 'failed', reason: 'rows-of-others' };
    if (ids.length > 1) return { kind: 'several', count: ids.length };
    return ids[0] === undefined ? { kind: 'absent' } : { kind: 'found', caseId: ids[0] };
  }

  async lookUpId(caseId: string): Promise<LookUpOutcome> {
    this.lookUps += 1;
    this.calls.push('look-up-id');
    const scripted = this.#lookUpScript.shift();
    if (scripted !== undefined) return scripted;
    const stands = this.ledger.some((entry) => entry.caseId === caseId);
    return stands ? { kind: 'found', caseId } : { kind: 'absent' };
  }

  async codeList(list: number, account = EVERYBODY): Promise<readonly CodeListEntry[]> {
    this.codeListCalls += 1;
    if (this.refused.has(account)) throw new GatewayError('GW_N201');
    if (this.failure !== undefined) throw this.failure;
    return this.lists.get(list) ?? [];
  }

  /** National ids under which a reference stands: more than one is what must never happen. */
  casesOf(reference: string): readonly string[] {
    const created = this.ledger.filter((entry) => entry.reference === reference && entry.step === 'case');
    return [...new Set(created.map((entry) => entry.caseId))];
  }

  #isRefusedRepeat(body: Body): boolean {
    return this.options.habits?.repeat === 'reject' && this.#stands(body);
  }

  #stands({ caseId, key }: Body): boolean {
    return this.ledger.some(
      (entry) => entry.caseId === caseId && entry.step === key.kind && entry.ordinal === key.ordinal,
    );
  }

  #store(body: Request, bytes: Uint8Array): string {
    const [standing] =
      this.options.habits?.once === 'reference' && body.caseId === undefined
        ? this.casesOf(body.reference)
        : [];
    const known = standing ?? this.#answered(body.repeatKey ?? '');
    if (known !== undefined) return known;
    const id = this.#put(body, bytes);
    if (body.repeatKey !== undefined)
      this.#answers.set(body.repeatKey, { id, atMs: this.options.clock.monotonicMs() });
    return id;
  }

  #put(body: Body, bytes: Uint8Array): string {
    const isReplaced = this.#stands(body) && this.options.habits?.repeat !== 'add';
    const caseId = body.caseId ?? this.#newCase();
    const { reference, key, content } = body;
    this.ledger.push({
      reference,
      step: key.kind,
      ordinal: key.ordinal,
      caseId,
      content,
      bodySha256: sha256(bytes),
      atMs: this.options.clock.monotonicMs(),
      decision: isReplaced ? 'updated' : 'recorded',
    });
    return key.kind === 'case' ? caseId : `${caseId}/${key.kind}-${key.ordinal}`;
  }

  #newCase(): string {
    this.#caseCount += 1;
    return `QG-${this.#caseCount}`;
  }
}

async function gathered(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function notSent({ reason, pause }: Extract<Behaviour, { kind: 'not-sent' }>): StepOutcome {
  return { kind: 'not-sent', reason, ...(pause !== undefined && { pause: { code: pause } }) };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}
