import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultRule } from '../faults/fault-rule';
import { playFault, sendAnswer } from '../faults/play-fault';
import { itemsOf, resultOf } from '../next/batch';
import { withETag } from '../next/etag';
import type { AnswerSettings } from '../settings/settings';
import { lookUp } from '../state/look-up';
import { accepted, encoded, refused, textAnswer, tooMany, unauthorized, type Answer } from './answers';
import { accountOf } from './authentication';
import { readBody, type ReceivedBody } from './body-reader';
import {
  isReadingMethod,
  isUpdateMethod,
  type LookupMethod,
  type Method,
  type ReadingMethod,
} from './methods';
import { parseRequest, type ParsedBody } from './request-parser';
import { RequestRate } from './request-rate';
import type { CatalogueRequest, LookupRequest } from './requests';
import { type Call, type Outcome, UpdateDesk, type WireTools } from './update-desk';

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
  private readonly desk: UpdateDesk;

  constructor(private readonly tools: WireTools) {
    this.desk = new UpdateDesk(tools);
  }

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
    const knownTag = request.headers['if-none-match'] ?? null;
    await this.answer({ method, arrivedAt, fault, account, repeatKey, knownTag }, received, response);
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
    if (call.method === 'CapNhatLo') return this.batch(call, parsed, received);
    return isUpdateMethod(call.method)
      ? this.desk.update(call.method, call, { received, parsed })
      : this.inquire(call.method, call, { received, parsed });
  }

  /** Every step of a batch as if it had come alone, in their order; one answer for all of them. */
  private async batch(call: Call, parsed: ParsedBody, { isForm }: ReceivedBody): Promise<Outcome> {
    const { schemas, settings } = this.tools;
    const { unknownKeys } = settings.current;
    const complaint =
      parsed.kind === 'parsed'
        ? schemas.check('CapNhatLo', parsed.value, { fromForm: isForm, unknownKeys })
        : parsed.message;
    if (parsed.kind !== 'parsed' || complaint !== null)
      return { answer: refused(complaint ?? '', this.form), caseId: null, answered: NOTHING_TO_NOTE };
    const outcomes = await Promise.all(
      itemsOf(parsed.value).map(({ method, key, received }) =>
        this.desk.update(
          method,
          { ...call, repeatKey: key },
          { received, parsed: parseRequest(received, method) },
        ),
      ),
    );
    const answered = (): void => outcomes.forEach((outcome) => outcome.answered());
    return { answer: encoded({ KetQua: outcomes.map(resultOf) }, this.form), caseId: null, answered };
  }

  private async inquire(
    method: LookupMethod | ReadingMethod,
    { account, knownTag: known }: Pick<Call, 'account' | 'knownTag'>,
    { received, parsed }: { readonly received: ReceivedBody; readonly parsed: ParsedBody },
  ): Promise<Outcome> {
    const { schemas, settings, store, lists, now, reading } = this.tools;
    const tagged = (value: unknown): Answer => {
      const answer = encoded(value, this.form);
      return reading === undefined ? answer : withETag(answer, { method, value, known });
    };
    const rows = async (): Promise<Answer> => {
      if (parsed.kind === 'unreadable') return refused(parsed.message, this.form);
      const body = parsed.value;
      const { unknownKeys } = settings.current;
      const complaint = schemas.check(method, body, { fromForm: received.isForm, unknownKeys });
      if (complaint !== null) return refused(complaint, this.form);
      if (isReadingMethod(method))
        return reading === undefined
          ? refused('Không có phương thức này.', this.form)
          : tagged(await reading.answer(method, body, account));
      if (method === 'TraDanhMuc') {
        const list = lists.answer(body as unknown as CatalogueRequest);
        return list === null
          ? refused('Trường LoaiDanhMuc: không có danh mục này (1..14).', this.form)
          : tagged(list);
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

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
