import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultRegister } from '../faults/fault-register';
import type { FaultRule } from '../faults/fault-rule';
import { playFault, sendAnswer } from '../faults/play-fault';
import type { Reading } from '../next/reading';
import type { Account, AnswerSettings, Settings } from '../settings/settings';
import { judge, type Judgement } from '../state/judge';
import { judgeRepeat } from '../state/judge-repeat';
import { lookUp } from '../state/look-up';
import type { NationalState } from '../state/national-state';
import type { NationalStore, Recorded } from '../state/national-store';
import {
  accepted,
  conflicting,
  encoded,
  refused,
  textAnswer,
  tooMany,
  unauthorized,
  type Answer,
} from './answers';
import { accountOf } from './authentication';
import { readBody, type ReceivedBody } from './body-reader';
import type { CodeLists } from './code-lists';
import { dayInVietnam } from './days';
import type { Verdict } from './field-rules';
import {
  isReadingMethod,
  isUpdateMethod,
  type LookupMethod,
  type Method,
  type ReadingMethod,
  type UpdateMethod,
} from './methods';
import { parseRequest, type ParsedBody } from './request-parser';
import { RequestRate } from './request-rate';
import type { CatalogueRequest, LookupRequest, UpdateRequest } from './requests';
import type { SchemaCheck } from './schema-check';
import { checkUpdate } from './step-rules';

export interface WireTools {
  readonly store: NationalStore;
  readonly settings: { readonly current: Settings };
  /** What the interface lets be read back; absent: nothing. */
  readonly reading?: Reading;
  readonly faults: FaultRegister;
  readonly lists: CodeLists;
  readonly schemas: SchemaCheck;
  readonly now: () => number;
}

interface Call {
  readonly method: Method;
  readonly arrivedAt: number;
  readonly fault: FaultRule | null;
  readonly account: Account;
  readonly repeatKey: string | null;
}

interface Outcome {
  readonly answer: Answer;
  /** Whose Id the answer carries; a lying answer must name another. */
  readonly caseId: string | null;
  readonly answered: () => void;
}

const NOTHING_TO_NOTE = (): void => undefined;
const UNAVAILABLE = textAnswer(503, 'text/plain; charset=utf-8', 'Hệ thống đang bận.');

/** The case an update speaks of; null for a create and for a body nobody can read. */
function namedCase(parsed: ParsedBody): string | null {
  const id = parsed.kind === 'parsed' ? parsed.value['Id'] : null;
  return typeof id === 'string' ? id : null;
}

/** The seven methods of the wire: log-in, body, judgement, record, answer – with the fault of the moment between. */
export class WireEndpoint {
  private readonly rate = new RequestRate();
  private readonly late = new Set<NodeJS.Timeout>();

  constructor(private readonly tools: WireTools) {}

  async handle(method: Method, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { settings, faults, now } = this.tools;
    const arrivedAt = now();
    if (!this.rate.lets(settings.current.requestsPerSecond, arrivedAt)) {
      this.tools.store.statistics.add(method, 'too-many');
      request.resume();
      sendAnswer(response, tooMany());
      return;
    }
    const fault = faults.match(method);
    if (fault?.phase === 'before-accept' && (await this.interrupts(fault, response, () => randomUUID())))
      return;
    const account = accountOf(request.headers.authorization, settings.current.accounts);
    if (account === null) {
      this.tools.store.statistics.add(method, 'unauthorized');
      request.resume();
      sendAnswer(response, unauthorized());
      return;
    }
    const received = await readBody(request, settings.current.maxBodyBytes);
    if (settings.current.latencyMs > 0) await pause(settings.current.latencyMs);
    const repeatKey = this.repeatKeyOf(request);
    await this.answer({ method, arrivedAt, fault, account, repeatKey }, received, response);
  }

  /** Where nothing counts once a key is a header like any other. */
  private repeatKeyOf({ headers }: IncomingMessage): string | null {
    const key = headers['idempotency-key'];
    return this.tools.settings.current.actsOnce === 'key' && typeof key === 'string' ? key : null;
  }

  private get form(): AnswerSettings {
    return this.tools.settings.current.answers;
  }

  /** Forgets commits that a `late-commit` rule still owes: their world is gone. */
  cancelLateCommits(): void {
    for (const timer of this.late) clearTimeout(timer);
    this.late.clear();
  }

  private async answer(call: Call, received: ReceivedBody, response: ServerResponse): Promise<void> {
    const { fault } = call;
    const foreignId = () => this.foreignId(namedCase(parseRequest(received, call.method)));
    if (fault?.phase === 'before-commit' && (await this.interrupts(fault, response, foreignId))) return;
    if (fault?.phase === 'late-commit') {
      this.commitLate(call, received, fault.delayMs ?? 0);
      await this.playWithoutCommit(fault, response, foreignId);
      return;
    }
    const outcome = await this.process(call, received);
    response.once('finish', outcome.answered);
    if (!fault || fault.phase.startsWith('before')) {
      sendAnswer(response, outcome.answer);
      return;
    }
    const wrongIdAnswer = accepted(this.foreignId(outcome.caseId), this.form);
    await playFault(fault, { response, answer: outcome.answer, wrongIdAnswer });
  }

  private commitLate(call: Call, received: ReceivedBody, delayMs: number): void {
    const timer = setTimeout(() => {
      this.late.delete(timer);
      this.process(call, received).catch((err: unknown) => {
        process.stderr.write(`Commit trễ không thực hiện được: ${String(err)}\n`);
      });
    }, delayMs);
    this.late.add(timer);
  }

  /** Plays a fault ahead of the commit; false when it was a mere delay and the request goes on. */
  private async interrupts(
    fault: FaultRule,
    response: ServerResponse,
    foreignId: () => string,
  ): Promise<boolean> {
    if (fault.action === undefined) {
      await pause(fault.delayMs ?? 0);
      return false;
    }
    await this.playWithoutCommit(fault, response, foreignId);
    return true;
  }

  /** Nothing was stored: an answer can only be a lie or an excuse. */
  private playWithoutCommit(
    fault: FaultRule,
    response: ServerResponse,
    foreignId: () => string,
  ): Promise<void> {
    const lie = accepted(foreignId(), this.form);
    const answer = fault.action === 'malformed' || fault.action === 'wrong-id' ? lie : UNAVAILABLE;
    return playFault(fault, { response, answer, wrongIdAnswer: lie });
  }

  private foreignId(than: string | null): string {
    return this.tools.store.state.otherCaseId(than) ?? randomUUID();
  }

  private process(call: Call, received: ReceivedBody): Promise<Outcome> {
    const parsed = parseRequest(received, call.method);
    return isUpdateMethod(call.method)
      ? this.update(call.method, call, { received, parsed })
      : this.inquire(call.method, call.account, { received, parsed });
  }

  private async update(
    method: UpdateMethod,
    call: Call,
    { received, parsed }: { readonly received: ReceivedBody; readonly parsed: ParsedBody },
  ): Promise<Outcome> {
    const { store, settings, now } = this.tools;
    const isParsed = parsed.kind === 'parsed';
    const body = isParsed ? parsed.value : null;
    const complaint = isParsed ? this.complaint(method, parsed.value, received.isForm) : parsed.message;
    const recorded = await store.record(
      {
        method,
        body,
        bodySha256: received.sha256,
        ledgerText: isParsed ? parsed.ledgerText : 'null',
        arrivedAt: call.arrivedAt,
        faultId: call.fault?.id ?? null,
        account: call.account.username,
        repeatKey: call.repeatKey,
      },
      (state) => {
        if (complaint !== null) return complained(complaint, method, body, state);
        const request = { method, body } as unknown as UpdateRequest;
        const arrival = { request, repeatKey: call.repeatKey, bodySha256: received.sha256, nowMs: now() };
        return (
          judgeRepeat(arrival, state, settings.current) ??
          judge(request, state, settings.current, call.account)
        );
      },
    );
    const { entry, answered } = recorded;
    return { answer: this.answerTo(recorded), caseId: entry.caseId, answered };
  }

  private answerTo({ entry, judgement }: Recorded): Answer {
    if (judgement.kind === 'refused' && judgement.conflict !== undefined)
      return conflicting(
        entry.message ?? '',
        { caseId: entry.caseId ?? '', ...judgement.conflict },
        this.form,
      );
    if (entry.id === null) return refused(entry.message ?? '', this.form);
    const isNamed = this.tools.settings.current.actsOnce === 'reference' && entry.decision === 'created';
    return accepted(entry.id, this.form, isNamed ? entry.reference : null);
  }

  private complaint(method: UpdateMethod, body: Record<string, unknown>, fromForm: boolean): Verdict {
    const { schemas, settings, lists, now } = this.tools;
    const shape = schemas.check(method, body, { fromForm, unknownKeys: settings.current.unknownKeys });
    if (shape !== null) return shape;
    return checkUpdate({ method, body } as unknown as UpdateRequest, { lists, today: dayInVietnam(now()) });
  }

  private async inquire(
    method: LookupMethod | ReadingMethod,
    account: Account,
    { received, parsed }: { readonly received: ReceivedBody; readonly parsed: ParsedBody },
  ): Promise<Outcome> {
    const { schemas, settings, store, lists, now, reading } = this.tools;
    const rows = async (): Promise<Answer> => {
      if (parsed.kind === 'unreadable') return refused(parsed.message, this.form);
      const body = parsed.value;
      const { unknownKeys } = settings.current;
      const complaint = schemas.check(method, body, { fromForm: received.isForm, unknownKeys });
      if (complaint !== null) return refused(complaint, this.form);
      if (isReadingMethod(method))
        return reading === undefined
          ? refused('Không có phương thức này.', this.form)
          : encoded(await reading.answer(method, body, account), this.form);
      if (method === 'TraDanhMuc') {
        const list = lists.answer(body as unknown as CatalogueRequest);
        return list === null
          ? refused('Trường LoaiDanhMuc: không có danh mục này (1..14).', this.form)
          : encoded(list, this.form);
      }
      const query = body as unknown as LookupRequest;
      return encoded(
        await lookUp(query, { store, lists, settings: settings.current.lookup, nowMs: now() }),
        this.form,
      );
    };
    const answer = await rows();
    store.statistics.add(method, 'answered');
    return { answer, caseId: null, answered: NOTHING_TO_NOTE };
  }
}

/** A complaint about the content still belongs to the case it speaks of, when that is known. */
function complained(
  message: string,
  method: UpdateMethod,
  body: Record<string, unknown> | null,
  state: NationalState,
): Judgement {
  const holder = (method === 'CapNhatVuViec' ? body?.['VuViec'] : body) as
    { readonly Id?: unknown } | null | undefined;
  const id = typeof holder?.Id === 'string' ? holder.Id : '';
  return { kind: 'refused', message, caseId: state.find(id)?.id ?? null };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
