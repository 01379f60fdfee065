import { randomUUID } from 'node:crypto';
import type { Account, Settings } from '../settings/settings';
import { mayActFor } from '../wire/authentication';
import { formatDay, parseDay, type Day } from '../wire/days';
import { filled, type Verdict } from '../wire/field-rules';
import type {
  AcceptanceRequest,
  CaseRequest,
  DecisionRequest,
  EnforcementRequest,
  ProcessingRequest,
  UpdateRequest,
} from '../wire/requests';
import type { Decision } from './ledger-entry';
import type { NationalState } from './national-state';
import type { StoredCase, StoredStep } from './stored-case';

export type Judgement =
  | {
      readonly kind: 'refused';
      readonly message: string;
      readonly caseId: string | null;
      /** There is one already, and under which reference; null: under which key is not said. */
      readonly conflict?: { readonly reference: string | null };
    }
  | {
      readonly kind: 'accepted';
      readonly decision: Exclude<Decision, 'refused'>;
      readonly id: string;
      readonly caseId: string;
      readonly resultId: string | null;
    };

type StepSettings = Pick<Settings, 'repeat' | 'strictOrder' | 'foreignUpdate'>;

/** Decides about a request whose content is in order, by what is stored and who sent it. Changes nothing. */
export function judge(
  request: UpdateRequest,
  state: NationalState,
  settings: StepSettings,
  account: Account,
): Judgement {
  if (request.method === 'CapNhatVuViec') {
    const { CoQuanTiepNhan } = request.body;
    return mayActFor(account, CoQuanTiepNhan)
      ? judgeCase(request.body, state, settings)
      : refuse(null, notYours('CoQuanTiepNhan', CoQuanTiepNhan));
  }
  const found = state.find(request.body.Id);
  if (!found) return refuse(null, `Trường Id: không có vụ việc "${request.body.Id}" trên hệ thống.`);
  if (!mayActFor(account, found.agency)) return refuse(found, notYours('Id', found.agency));
  switch (request.method) {
    case 'CapNhatKQXuLy':
      return judgeProcessing(request.body, found, settings);
    case 'CapNhatGiaiQuyet':
      return judgeAcceptance(request.body, found, settings);
    case 'CapNhatKQGiaiQuyet':
      return judgeDecision(request.body, found, settings);
    case 'CapNhatThiHanh':
      return judgeEnforcement(request.body, found, settings);
  }
}

function judgeCase(body: CaseRequest, state: NationalState, settings: StepSettings): Judgement {
  const given = filled(body.VuViec.Id);
  if (given === '') {
    // Every call creates: the real interface has no key by which to recognise a repeat.
    const id = randomUUID();
    return { kind: 'accepted', decision: 'created', id, caseId: id, resultId: null };
  }
  const found = state.find(given);
  if (!found) return refuse(null, `Trường VuViec.Id: không có vụ việc "${given}" trên hệ thống.`);
  if (Number(body.VuViec.GanVuViec) === 1) return accept(found, 'attached');
  if (settings.foreignUpdate === 'refuse' && found.agency !== body.CoQuanTiepNhan) {
    return refuse(found, 'Trường CoQuanTiepNhan: vụ việc này do cơ quan khác nhập, không được cập nhật.');
  }
  const order = notAfter(
    'VuViec.NgayNhapDon',
    dayOf(body.VuViec.NgayNhapDon),
    found.processing.at(-1),
    'ngày xử lý',
  );
  if (order !== null) return refuse(found, order);
  const { CapNhatVuViec: repeat } = settings.repeat;
  if (repeat === 'reject') return refuse(found, 'Trường VuViec.Id: vụ việc đã có, không cập nhật lại được.');
  return accept(found, repeat === 'add' ? 'attached' : 'updated');
}

function notYours(field: string, agency: string): string {
  return `Trường ${field}: tài khoản không được cập nhật hồ sơ của cơ quan ${agency}.`;
}

function judgeProcessing(body: ProcessingRequest, found: StoredCase, settings: StepSettings): Judgement {
  const on = dayOf(body.NoiDungXuLy.NgayXuLy);
  const order =
    notBefore('NoiDungXuLy.NgayXuLy', on, found.receivedOn, 'ngày nhập đơn') ??
    notAfter('NoiDungXuLy.NgayXuLy', on, found.acceptance.at(-1), 'ngày thụ lý');
  if (order !== null) return refuse(found, order);
  return repeatable(found, found.processing.length > 0, settings.repeat.CapNhatKQXuLy, 'kết quả xử lý');
}

function judgeAcceptance(body: AcceptanceRequest, found: StoredCase, settings: StepSettings): Judgement {
  if (settings.strictOrder && found.processing.length === 0) {
    return refuse(
      found,
      'Trường Id: vụ việc chưa có kết quả xử lý (CapNhatKQXuLy) nên chưa cập nhật được thụ lý.',
    );
  }
  const on = dayOf(body.NgayThuLy);
  const order =
    notBefore('NgayThuLy', on, found.processing.at(-1)?.on ?? found.receivedOn, 'ngày xử lý') ??
    notAfter('NgayThuLy', on, found.decisions[0], 'ngày ban hành quyết định');
  if (order !== null) return refuse(found, order);
  return repeatable(
    found,
    found.acceptance.length > 0,
    settings.repeat.CapNhatGiaiQuyet,
    'quyết định thụ lý',
  );
}

function judgeDecision(body: DecisionRequest, found: StoredCase, settings: StepSettings): Judgement {
  if (settings.strictOrder && found.acceptance.length === 0) {
    return refuse(
      found,
      'Trường Id: vụ việc chưa thụ lý (CapNhatGiaiQuyet) nên chưa cập nhật được kết quả giải quyết.',
    );
  }
  const on = dayOf(body.NgayBanHanh);
  const order = notBefore('NgayBanHanh', on, found.acceptance.at(-1)?.on ?? found.receivedOn, 'ngày thụ lý');
  if (order !== null) return refuse(found, order);
  const known = found.decisions.findLast(
    ({ agency, on: issued }) => agency === body.MaCoQuanBanHanh && issued === on,
  );
  const repeat = settings.repeat.CapNhatKQGiaiQuyet;
  if (known && repeat === 'reject') return refuse(found, alreadyThere('quyết định giải quyết này'));
  if (known && repeat === 'replace') return { ...accept(found, 'updated'), id: known.id, resultId: known.id };
  const id = randomUUID();
  return { ...accept(found, 'recorded'), id, resultId: id };
}

function judgeEnforcement(body: EnforcementRequest, found: StoredCase, settings: StepSettings): Judgement {
  const decision = found.decisions.find(({ id }) => id === body.IdKetQua.trim().toLowerCase());
  if (!decision) return refuse(found, `Trường IdKetQua: vụ việc không có quyết định "${body.IdKetQua}".`);
  const on = dayOf(filled(body.ThiHanhGiaiQuyet.NgayCapNhat));
  const order = notBefore('ThiHanhGiaiQuyet.NgayCapNhat', on, decision.on, 'ngày ban hành quyết định');
  if (order !== null) return refuse(found, order);
  const wanted = filled(body.ThiHanhId).toLowerCase();
  const agency = filled(body.ThiHanhGiaiQuyet.MaCoQuanThiHanh);
  const known = found.enforcements.findLast((entry) =>
    wanted === ''
      ? entry.decisionId === decision.id && entry.on === on && entry.agency === agency
      : entry.id === wanted && entry.decisionId === decision.id,
  );
  if (wanted !== '' && !known)
    return refuse(found, `Trường ThiHanhId: không có lần thi hành "${body.ThiHanhId}".`);
  const repeat = settings.repeat.CapNhatThiHanh;
  if (known && repeat === 'reject') return refuse(found, alreadyThere('lần thi hành này'));
  if (known && (repeat === 'replace' || wanted !== '')) {
    return { ...accept(found, 'updated'), id: known.id, resultId: decision.id };
  }
  return { ...accept(found, 'recorded'), id: randomUUID(), resultId: decision.id };
}

function repeatable(
  found: StoredCase,
  isThere: boolean,
  repeat: StepSettings['repeat']['CapNhatKQXuLy'],
  what: string,
): Judgement {
  if (isThere && repeat === 'reject') return refuse(found, alreadyThere(what));
  return accept(found, isThere && repeat === 'replace' ? 'updated' : 'recorded');
}

function accept(
  found: StoredCase,
  decision: Exclude<Decision, 'refused'>,
): Extract<Judgement, { kind: 'accepted' }> {
  return { kind: 'accepted', decision, id: found.id, caseId: found.id, resultId: null };
}

function refuse(found: StoredCase | null, message: string): Judgement {
  return { kind: 'refused', message, caseId: found?.id ?? null };
}

function alreadyThere(what: string): string {
  return `Trường Id: vụ việc đã có ${what}, không cập nhật lại được.`;
}

function dayOf(text: string): Day {
  return parseDay(text.trim()) ?? 0;
}

function notBefore(field: string, on: Day, earliest: Day, what: string): Verdict {
  return on < earliest ? `Trường ${field}: ${formatDay(on)} trước ${what} ${formatDay(earliest)}.` : null;
}

function notAfter(field: string, on: Day, next: StoredStep | undefined, what: string): Verdict {
  return next && on > next.on ? `Trường ${field}: ${formatDay(on)} sau ${what} ${formatDay(next.on)}.` : null;
}
