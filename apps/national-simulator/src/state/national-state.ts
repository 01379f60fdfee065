import { parseDay, type Day } from '../wire/days';
import { filled } from '../wire/field-rules';
import { isUpdateMethod } from '../wire/methods';
import type { CaseRequest, UpdateRequest } from '../wire/requests';
import type { LedgerEntry } from './ledger-entry';
import { PetitionIndex } from './petition-index';
import { petitionFacts, type PetitionFacts } from './petition-text';
import type { StoredCase, StoredPetition, StoredStep } from './stored-case';

const NO_STEPS = { processing: [], acceptance: [], decisions: [], enforcements: [] };

/**
 * What the national database knows, as small indexes over the ledger. `apply` is the only way to change it, live and
 * after a restart alike, so both always agree.
 */
export class NationalState {
  readonly petitions = new PetitionIndex();
  private readonly cases = new Map<string, StoredCase>();
  private readonly words = new Map<string, string>();
  private readonly underKeys = new Map<string, LedgerEntry>();
  private seq = 0;
  private touched: Set<string> | null = null;

  get lastSeq(): number {
    return this.seq;
  }

  get caseCount(): number {
    return this.cases.size;
  }

  find(caseId: string): StoredCase | null {
    return this.cases.get(caseId.trim().toLowerCase()) ?? null;
  }

  caseIds(): Iterable<string> {
    return this.cases.keys();
  }

  /** Cases that changed since this was last asked; null the first time: nothing is noted before somebody wants to know. */
  takeTouched(): ReadonlySet<string> | null {
    const { touched } = this;
    this.touched = new Set();
    return touched;
  }

  /** What was done under a key. */
  doneUnder(repeatKey: string): LedgerEntry | null {
    return this.underKeys.get(repeatKey) ?? null;
  }

  /** The Id of some other case, for answers that lie. */
  otherCaseId(than: string | null): string | null {
    for (const id of this.cases.keys()) if (id !== than) return id;
    return null;
  }

  apply(entry: LedgerEntry, body: unknown): void {
    this.seq = entry.seq;
    if (entry.decision === 'repeated') return;
    if (entry.repeatKey !== undefined && entry.decision !== 'refused')
      this.underKeys.set(entry.repeatKey, entry);
    if (entry.decision === 'refused' || entry.caseId === null || !isUpdateMethod(entry.method)) return;
    this.touched?.add(entry.caseId);
    const request = { method: entry.method, body } as UpdateRequest;
    if (request.method === 'CapNhatVuViec') {
      this.applyCase(entry, request.body);
      return;
    }
    const found = this.cases.get(entry.caseId);
    if (found) this.applyStep(found, entry, request);
  }

  private applyCase(entry: LedgerEntry, body: CaseRequest): void {
    const caseId = entry.caseId ?? '';
    if (entry.decision === 'attached') {
      const head = this.cases.get(caseId);
      if (head) head.petitions = [...head.petitions, this.newPetition(head.id, entry, body)];
      return;
    }
    if (entry.decision === 'deleted') {
      for (const petition of this.cases.get(caseId)?.petitions ?? []) this.petitions.remove(petition);
      this.cases.delete(caseId);
      return;
    }
    const header = {
      agency: this.word(body.CoQuanTiepNhan),
      type: this.word(filled(body.PhanLoaiDon[0]?.MaLoaiDon)),
      receivedOn: day(body.VuViec.NgayNhapDon),
    };
    const known = this.cases.get(caseId);
    const petition = known?.petitions[0];
    if (known && petition) {
      Object.assign(known, header);
      this.petitions.change(petition, { seq: entry.seq, ...this.facts(body) });
      return;
    }
    const petitions = [this.newPetition(caseId, entry, body)];
    this.cases.set(caseId, { id: caseId, ...header, petitions, ...NO_STEPS });
  }

  private newPetition(caseId: string, entry: LedgerEntry, body: CaseRequest): StoredPetition {
    const committedAt = Date.parse(entry.committedAt ?? entry.arrivedAt);
    const petition = { caseId, seq: entry.seq, committedAt, ...this.facts(body) };
    this.petitions.add(petition);
    return petition;
  }

  private facts(body: CaseRequest): PetitionFacts {
    const facts = petitionFacts(body);
    return { ...facts, areas: this.word(facts.areas) };
  }

  private applyStep(
    found: StoredCase,
    entry: LedgerEntry,
    request: Exclude<UpdateRequest, { method: 'CapNhatVuViec' }>,
  ): void {
    const { seq } = entry;
    const id = entry.id ?? '';
    switch (request.method) {
      case 'CapNhatKQXuLy':
        found.processing = put(found.processing, { seq, on: day(request.body.NoiDungXuLy.NgayXuLy) }, entry);
        return;
      case 'CapNhatGiaiQuyet':
        found.acceptance = put(found.acceptance, { seq, on: day(request.body.NgayThuLy) }, entry);
        return;
      case 'CapNhatKQGiaiQuyet': {
        const { NgayBanHanh, MaCoQuanBanHanh } = request.body;
        const stored = { seq, id, on: day(NgayBanHanh), agency: this.word(MaCoQuanBanHanh) };
        found.decisions = put(found.decisions, stored, entry, (decision) => decision.id === id);
        return;
      }
      case 'CapNhatThiHanh': {
        const { NgayCapNhat, MaCoQuanThiHanh } = request.body.ThiHanhGiaiQuyet;
        const decision = found.decisions.find((known) => known.id === entry.resultId);
        const about = { agency: this.word(filled(MaCoQuanThiHanh)), decisionId: decision?.id ?? '' };
        const stored = { seq, id, on: day(filled(NgayCapNhat)), ...about };
        found.enforcements = put(found.enforcements, stored, entry, (enforcement) => enforcement.id === id);
      }
    }
  }

  /** One copy of each code, however many records carry it. */
  private word(text: string): string {
    const known = this.words.get(text);
    if (known !== undefined) return known;
    this.words.set(text, text);
    return text;
  }
}

function day(text: string): Day {
  return parseDay(text.trim()) ?? 0;
}

/** The steps with the one an `updated` entry speaks of replaced, or with one more. */
function put<Step extends StoredStep>(
  steps: readonly Step[],
  step: Step,
  entry: LedgerEntry,
  isSame: (known: Step) => boolean = () => true,
): readonly Step[] {
  const position = entry.decision === 'updated' ? steps.findLastIndex(isSame) : -1;
  return position >= 0 ? steps.with(position, step) : [...steps, step];
}
