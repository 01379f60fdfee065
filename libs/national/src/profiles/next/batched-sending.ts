import type { Clock, HttpBody, NationalProfile, SendOptions, StepKey, StepOutcome } from '@kntc/domain';
import type { NationalSettings } from '../../settings/national-settings';
import type { Answer } from '../ttcp-2018/answers/answer';
import { stepOutcome } from '../ttcp-2018/answers/step-outcome';
import { STEP_METHODS } from '../ttcp-2018/body';
import type { Wire } from '../ttcp-2018/wire/wire-calls';

type Batch = Exclude<NationalSettings['capabilities']['batch'], false>;

interface Waiting {
  readonly key: StepKey;
  readonly body: Uint8Array;
  readonly expectedCaseId: string | undefined;
  readonly options: SendOptions & { readonly repeatKey: string };
  readonly answer: (outcome: StepOutcome) => void;
}

/** Bodies with files go alone: a lost answer would cost all the others a repeat of megabytes. */
const LARGEST_ITEM = 64 * 1024;

/**
 * Steps of different records that are ready at about the same time leave in one request. Each keeps its own intent, key, guard
 * and outcome, so that whoever sends one knows nothing of the others: what is unknown of the request is unknown of each of its
 * steps, and each is repeated under its own key.
 */
export class BatchedSending {
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(
    private readonly wire: Wire,
    private readonly settings: NationalSettings,
    private readonly batch: Batch,
    private readonly clock: Clock,
  ) {}

  readonly send: NationalProfile['send'] = (key, body, expectedCaseId, options) => {
    const { repeatKey } = options;
    const fits = body instanceof Uint8Array && body.length <= LARGEST_ITEM;
    const isAddressed = key.kind === 'case' || expectedCaseId !== undefined;
    if (!fits || !isAddressed || repeatKey === undefined)
      return this.wire.send(key, body, expectedCaseId, options);
    return this.#gathered(key, body, expectedCaseId, { ...options, repeatKey });
  };

  #gathered(
    key: StepKey,
    body: Uint8Array,
    expectedCaseId: string | undefined,
    options: Waiting['options'],
  ): Promise<StepOutcome> {
    return new Promise((answer) => {
      const account = options.account ?? '';
      const waiting = this.#waiting.get(account) ?? [];
      this.#waiting.set(account, waiting);
      waiting.push({ key, body, expectedCaseId, options, answer });
      if (waiting.length === 1) void this.#flushLater(account);
      if (waiting.length === this.batch.most) void this.#flush(account);
    });
  }

  async #flushLater(account: string): Promise<void> {
    await this.clock.sleep(this.batch.gather);
    await this.#flush(account);
  }

  /** What waits for an account leaves; nothing does where it has left already. */
  async #flush(account: string): Promise<void> {
    const waiting = this.#waiting.get(account) ?? [];
    this.#waiting.delete(account);
    const mayLeave = waiting.filter(
      ({ options }) => options.signal?.aborted !== true && options.beforeWrite(),
    );
    for (const one of waiting) if (!mayLeave.includes(one)) one.answer({ kind: 'not-sent', reason: 'guard' });
    const [first, ...others] = mayLeave;
    if (first === undefined) return;
    if (others.length === 0)
      return first.answer(await this.wire.send(first.key, first.body, first.expectedCaseId, first.options));
    const answers = await this.#exchanged(mayLeave);
    for (const [index, { key, expectedCaseId, answer }] of mayLeave.entries())
      answer(
        stepOutcome(answers[index] ?? WRONG_SHAPE, STEP_METHODS[key.kind], expectedCaseId, this.settings),
      );
  }

  async #exchanged(items: readonly Waiting[]): Promise<readonly Answer[]> {
    const answer = await this.wire.exchange({
      method: this.batch.method,
      kind: 'json',
      body: bodyOf(items, this.settings),
      account: items[0]?.options.account,
      // The last look right before the first byte is for all of them: one that must not leave keeps the others waiting.
      beforeWrite: () => items.every(({ options }) => options.beforeWrite()),
    });
    return answer.kind === 'value' ? answersOf(answer.value, items.length) : items.map(() => answer);
  }
}

const WRONG_SHAPE: Answer = { kind: 'unclear', reason: 'shape', why: 'unreadable' };

/** Each body as it is, byte for byte: its hash stands in the intent, and a repeat may come alone. */
function bodyOf(items: readonly Waiting[], { steps }: NationalSettings): HttpBody {
  const parts = items.flatMap(({ key, body, options }, index) => {
    const { method } = steps[STEP_METHODS[key.kind]];
    const head = `{"PhuongThuc":${JSON.stringify(method)},"Khoa":${JSON.stringify(options.repeatKey)},"NoiDung":`;
    return [Buffer.from(`${index === 0 ? '' : ','}${head}`), body, Buffer.from('}')];
  });
  return Buffer.concat([Buffer.from('{"Muc":['), ...parts, Buffer.from(']}')]);
}

/** One answer for each step, in their order; anything else says nothing about any of them. */
function answersOf(value: unknown, count: number): readonly Answer[] {
  const results = (value as { readonly KetQua?: unknown } | null)?.KetQua;
  if (!Array.isArray(results) || results.length !== count)
    return Array.from({ length: count }, () => WRONG_SHAPE);
  return results.map(answerOf);
}

function answerOf(result: unknown): Answer {
  if (typeof result !== 'object' || result === null) return WRONG_SHAPE;
  const { TrangThai: status } = result as { readonly TrangThai?: unknown };
  if (status === 200) return { kind: 'value', value: result };
  const conflict = status === 409 ? { value: result } : undefined;
  return { kind: 'unclear', reason: `http-${Number(status)}`, why: 'status', conflict };
}
