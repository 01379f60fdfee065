import type { FaultRegister } from '../faults/fault-register';
import type { FaultRule } from '../faults/fault-rule';
import type { Reading } from '../next/reading';
import type { Account, AnswerSettings, Settings } from '../settings/settings';
import { judge, type Judgement } from '../state/judge';
import { judgeRepeat } from '../state/judge-repeat';
import type { NationalState } from '../state/national-state';
import type { NationalStore, Recorded } from '../state/national-store';
import { accepted, conflicting, refused, type Answer } from './answers';
import type { ReceivedBody } from './body-reader';
import type { CodeLists } from './code-lists';
import { dayInVietnam } from './days';
import type { Verdict } from './field-rules';
import type { Method, UpdateMethod } from './methods';
import type { ParsedBody } from './request-parser';
import type { UpdateRequest } from './requests';
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

export interface Call {
  readonly method: Method;
  readonly arrivedAt: number;
  readonly fault: FaultRule | null;
  readonly account: Account;
  readonly repeatKey: string | null;
  /** `If-None-Match` */
  readonly knownTag: string | null;
}

export interface Outcome {
  readonly answer: Answer;
  /** Whose Id the answer carries; a lying answer must name another. */
  readonly caseId: string | null;
  readonly answered: () => void;
}

/** Judges, records and answers one step. */
export class UpdateDesk {
  constructor(private readonly tools: WireTools) {}

  private get form(): AnswerSettings {
    return this.tools.settings.current.answers;
  }

  async update(
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
