import type { Http, HttpOutcome, HttpRequest } from '@kntc/domain';
import type { Dice } from './dice';
import type { Arrival, FarAnswer, FarSide } from './far-side';
import { FAR_FAULTS, LOOK_UP_FAULTS, type FaultName, type FaultPlan } from './faults';
import type { Machine } from './machine';
import type { VirtualTime } from './virtual-time';
import { readLookUp, readStep } from './wire-reading';

const TYPICAL_TRIP_MS = 20;
const CONFLICT = 409;
const STATUSES = [500, 502, 503, 504];
/** What a Retry-After may say; the last ones are absurd on purpose. */
const RETRY_AFTERS = ['1', '5', '60', '0', '', '-5', 'soon', '1000000000'];
const GARBAGE = ['', '<html>Xin chờ</html>', '{"Id":', '"\\"Id\\""', 'null', '{"Id":17}', '{"Id":"x"}'];

export interface FarHabits {
  /** The longest a request may still be working after it arrived. */
  readonly longestWorkMs: number;
  /** Until a stored case can be looked up. */
  readonly indexLagMs: number;
}

interface Arriving {
  readonly method: string;
  readonly bytes: Uint8Array;
  readonly fault: FaultName | undefined;
  readonly repeatKey: string | undefined;
}

interface World {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly faults: FaultPlan;
  readonly far: FarSide;
  readonly habits: FarHabits;
}

/** Everything between a process and the far side: trips that take time, answers that never come, and lies. */
export class FarNetwork {
  /** Nobody answers until then. */
  downUntilMs = 0;
  requests = 0;

  constructor(private readonly world: World) {}

  /** The network as one process has it: what is on its way when it dies arrives all the same. */
  httpOf(machine: Machine): Http {
    return { post: (request) => this.#post(machine, request) };
  }

  async #post(machine: Machine, request: HttpRequest): Promise<HttpOutcome> {
    const { time, faults } = this.world;
    const begunMs = time.nowMs;
    const method = request.url.slice(request.url.lastIndexOf('/') + 1);
    const isRead = method.startsWith('Tra');
    const fault = faults.draw<FaultName>(isRead ? LOOK_UP_FAULTS : FAR_FAULTS);
    await machine.hop(`${isRead ? 'look-up' : 'send'} connects`, () => undefined);
    const durationMs = time.nowMs - begunMs;
    if (fault === 'refused' || fault === 'look-up-refused' || time.nowMs < this.downUntilMs)
      return { kind: 'not-sent', reason: 'refused', durationMs };
    if (request.signal?.aborted === true) return { kind: 'not-sent', reason: 'aborted', durationMs };
    if (request.beforeWrite?.() === false) return { kind: 'not-sent', reason: 'guard', durationMs };
    this.requests += 1;
    const outcome = await this.#exchange(machine, request, { method, fault, begunMs });
    return machine.hop(`${isRead ? 'look-up' : 'send'} hears`, () => outcome);
  }

  #exchange(
    machine: Machine,
    request: HttpRequest,
    {
      method,
      fault,
      begunMs,
    }: { readonly method: string; readonly fault: FaultName | undefined; readonly begunMs: number },
  ): Promise<HttpOutcome> {
    const { time } = this.world;
    return new Promise((resolve) => {
      const { body, signal } = request;
      if (!(body instanceof Uint8Array)) throw new Error('nothing is streamed here');
      const end = (outcome: Outcome): void => {
        signal?.removeEventListener('abort', giveUp);
        machine.wake(() => resolve({ ...outcome, durationMs: time.nowMs - begunMs }));
      };
      const giveUp = (): void => end({ kind: 'unanswered', reason: 'aborted' });
      signal?.addEventListener('abort', giveUp);
      time.after(request.deadlineMs, `${machine.name} gives up waiting`, () =>
        end({ kind: 'unanswered', reason: 'timeout' }),
      );
      const repeatKey = request.headers['idempotency-key'];
      this.#later(`${method} arrives`, () => this.#arrive({ method, bytes: body, fault, repeatKey }, end));
    });
  }

  #arrive({ method, bytes, fault, repeatKey }: Arriving, end: (outcome: Outcome) => void): void {
    const answer = (outcome: Outcome): void => this.#later(`${method} answers`, () => end(outcome));
    if (method === 'TraDanhMuc') return answer(doubled([]));
    if (method === 'TraThongTinDon') return this.#lookUp(bytes, fault, answer);
    const arrival: Arrival = {
      told: readStep(method, bytes),
      bytes,
      arrivedAtMs: this.world.time.nowMs,
      fault,
      repeatKey,
    };
    this.#update(arrival, answer);
  }

  #lookUp(bytes: Uint8Array, fault: FaultName | undefined, answer: (outcome: Outcome) => void): void {
    const { dice, far, habits } = this.world;
    if (fault === 'look-up-hang') return;
    if (fault === 'look-up-status') return answer(status(dice.pick(STATUSES)));
    if (fault === 'look-up-garbage') return answer(answered(200, dice.pick(GARBAGE)));
    const { text, caseId } = readLookUp(bytes);
    const lagMs = dice.between(0, habits.indexLagMs);
    answer(doubled(caseId === '' ? far.search(text, lagMs) : far.byId(caseId)));
  }

  #update(arrival: Arrival, answer: (outcome: Outcome) => void): void {
    const { dice, far } = this.world;
    const { fault } = arrival;
    const undone = fault === undefined ? undefined : NOTHING_DONE[fault];
    if (undone !== undefined) return answerUnless(answer, undone(dice));
    if (fault === 'rejected') return answer(doubled(far.refuse(arrival, 'Dữ liệu chưa hợp lệ.')));
    if (fault === 'late-commit') return this.#commitLate(arrival, answer);
    const said = far.commit(arrival);
    if (fault === 'wrong-id') return answer(spoken(this.#lied(said)));
    const instead = fault === undefined ? undefined : DONE_BUT[fault];
    answerUnless(answer, instead === undefined ? spoken(said) : instead(dice));
  }

  #commitLate(arrival: Arrival, answer: (outcome: Outcome) => void): void {
    const { time, dice, far, habits } = this.world;
    time.after(dice.between(0, habits.longestWorkMs), 'a late commit', () => far.commit(arrival));
    if (dice.chance(0.5)) answer(status(504));
  }

  /** Another case, or where it names one, another reference. */
  #lied(said: FarAnswer): FarAnswer {
    const isReference = said.MaThamChieu !== undefined && this.world.dice.chance(0.5);
    return isReference
      ? { ...said, MaThamChieu: 'BDI-0000000000000' }
      : { ...said, Id: this.#anotherId(said) };
  }

  #anotherId({ Id }: FarAnswer): string {
    const { dice, far } = this.world;
    const others = far.othersThan(Id);
    return others.length === 0 ? '' : dice.pick(others);
  }

  #later(what: string, happen: () => void): void {
    const { time, dice } = this.world;
    time.after(dice.latencyMs(TYPICAL_TRIP_MS), what, happen);
  }
}

type Outcome = HttpOutcome extends infer One
  ? One extends HttpOutcome
    ? Omit<One, 'durationMs'>
    : never
  : never;

function answered(code: number, text: string, headers: Readonly<Record<string, string>> = {}): Outcome {
  return { kind: 'answered', status: code, headers, body: Buffer.from(text) };
}

function status(code: number, headers: Readonly<Record<string, string>> = {}): Outcome {
  return answered(code, 'Lỗi', headers);
}

function doubled(value: unknown, code = 200): Outcome {
  return answered(code, JSON.stringify(JSON.stringify(value)));
}

function spoken({ isConflict, ...said }: FarAnswer): Outcome {
  return doubled(said, isConflict === true ? CONFLICT : 200);
}

type Answers = Readonly<Partial<Record<FaultName, (dice: Dice) => Outcome | 'nothing'>>>;

/** What comes back when nothing was stored. */
const NOTHING_DONE: Answers = {
  'hang-before': () => 'nothing',
  'reset-before': () => ({ kind: 'unanswered', reason: 'reset' }),
  'status-before': (dice) => status(dice.pick(STATUSES)),
  throttled: (dice) => status(429, { 'retry-after': dice.pick(RETRY_AFTERS) }),
  unauthorised: () => status(401),
};

/** What comes back instead of the answer when all was stored. */
const DONE_BUT: Answers = {
  'hang-after': () => 'nothing',
  'reset-after': () => ({ kind: 'unanswered', reason: 'closed' }),
  'status-after': (dice) => status(dice.pick(STATUSES)),
  'redirect-after': (dice) => status(dice.pick([301, 302, 307, 308]), { location: '/KNTC/again' }),
  'garbage-after': (dice) => answered(200, dice.pick(GARBAGE)),
};

function answerUnless(answer: (outcome: Outcome) => void, outcome: Outcome | 'nothing'): void {
  if (outcome !== 'nothing') answer(outcome);
}
