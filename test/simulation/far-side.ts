import { createHash } from 'node:crypto';
import type { Dice } from './dice';
import type { FaultName } from './faults';
import type { VirtualTime } from './virtual-time';
import type { Told } from './wire-reading';

/** One line of what the far side really did. */
export interface FarEntry {
  readonly seq: number;
  readonly told: Told;
  /** `repeated`: known already, so nothing was done. */
  readonly decision: 'created' | 'updated' | 'recorded' | 'refused' | 'repeated';
  /** Case it concerns; for `refused` the one addressed. */
  readonly caseId: string;
  /** Reference of that case, as it was created. */
  readonly reference: string;
  readonly bodySha256: string;
  readonly arrivedAtMs: number;
  readonly committedAtMs: number;
  readonly fault: FaultName | undefined;
  /** The far side was put back from a copy that holds nothing of it. */
  isUndone?: true;
}

interface FarCase {
  readonly id: string;
  readonly reference: string;
  readonly createdAtMs: number;
  content: string;
  /** Own ids of steps by their names. */
  readonly steps: Map<string, string>;
}

interface Done {
  readonly answer: FarAnswer;
  readonly file: FarCase;
  readonly atMs: number;
  readonly sha: string;
}

export interface Arrival {
  readonly told: Told;
  readonly bytes: Uint8Array;
  readonly arrivedAtMs: number;
  readonly fault: FaultName | undefined;
  readonly repeatKey?: string | undefined;
}

export interface FarAnswer {
  readonly Id: string;
  readonly Message: string;
  /** Reference the answer is about, where the far side names one. */
  readonly MaThamChieu?: string;
  /** There is one already. */
  readonly isConflict?: true;
}

export interface FarHabits {
  readonly actsOnce: 'nothing' | 'key' | 'reference';
  /** How long a key is remembered. */
  readonly keyWindowMs: number;
}

interface Copy {
  readonly cases: Map<string, FarCase>;
  readonly underKeys: Map<string, Done>;
  readonly seq: number;
}

/**
 * The national database: it creates a case for every create, replaces steps it has, and keeps a ledger of all of it.
 * Nothing here comes from the gateway; only bytes arrive.
 */
export class FarSide {
  readonly ledger: FarEntry[] = [];
  #cases = new Map<string, FarCase>();
  #underKeys = new Map<string, Done>();
  #copy: Copy | undefined;
  /** Ids of cases that were lost and are given away again, in the order in which they were. */
  #toGiveAgain: string[] = [];
  #serial = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly dice: Dice,
    private readonly habits: FarHabits,
  ) {}

  /** Its backup. */
  copy(): void {
    this.#copy = {
      ...structuredClone({ cases: this.#cases, underKeys: this.#underKeys }),
      seq: this.ledger.length,
    };
  }

  /** All of it is as it was when it was copied; the ledger goes on. @param givesIdsAnew new cases get the ids of lost ones */
  putBack(givesIdsAnew: boolean): void {
    if (this.#copy === undefined) return;
    const { cases, underKeys, seq } = this.#copy;
    const lost = this.ledger.slice(seq);
    for (const entry of lost) entry.isUndone = true;
    [this.#cases, this.#underKeys] = [cases, underKeys];
    this.#copy = undefined;
    if (givesIdsAnew)
      this.#toGiveAgain = lost.filter(({ decision }) => decision === 'created').map(({ caseId }) => caseId);
    this.time.note(`the far side is put back: ${lost.length} lost`);
  }

  /** Does what a request says, now; one that acts once does not do again what it has done. */
  commit(arrival: Arrival): FarAnswer {
    const known = this.#doneBefore(arrival);
    if (known !== undefined) {
      this.#write(arrival, 'repeated', known.file);
      return known.answer;
    }
    const { answer, file } = this.#act(arrival);
    if (arrival.repeatKey !== undefined && file !== undefined)
      this.#underKeys.set(arrival.repeatKey, {
        answer,
        file,
        atMs: arrival.arrivedAtMs,
        sha: shaOf(arrival),
      });
    return answer;
  }

  #doneBefore(arrival: Arrival): Pick<Done, 'answer' | 'file'> | undefined {
    const { told, repeatKey } = arrival;
    if (this.habits.actsOnce === 'key') {
      const done = this.#underKeys.get(repeatKey ?? '');
      if (done === undefined || this.time.nowMs - done.atMs > this.habits.keyWindowMs) return undefined;
      const isSame = done.sha === shaOf(arrival);
      return isSame
        ? done
        : { file: done.file, answer: { Id: '', Message: 'Khoá đã dùng.', isConflict: true } };
    }
    const isCreate = told.method === 'CapNhatVuViec' && told.caseId === '';
    if (this.habits.actsOnce !== 'reference' || !isCreate) return undefined;
    const file = [...this.#cases.values()].find(({ reference }) => reference === told.reference);
    if (file === undefined) return undefined;
    const answer = { Id: file.id, MaThamChieu: file.reference, Message: 'Đã có.', isConflict: true } as const;
    return { file, answer };
  }

  /** The case is absent from what was refused. */
  #act(arrival: Arrival): { readonly answer: FarAnswer; readonly file?: FarCase } {
    const { told } = arrival;
    if (told.method === 'CapNhatVuViec' && told.caseId === '') return this.#create(arrival);
    const file = this.#cases.get(told.caseId);
    if (file === undefined) return { answer: this.refuse(arrival, 'Không có vụ việc này.') };
    if (told.method === 'CapNhatVuViec') file.content = told.content;
    if (told.decisionId !== undefined && ![...file.steps.values()].includes(told.decisionId))
      return { answer: this.refuse(arrival, 'Không có quyết định này.') };
    const stands = file.steps.get(told.step);
    const id = stands ?? this.#newId();
    file.steps.set(told.step, id);
    const isFirst = told.method !== 'CapNhatVuViec' && stands === undefined;
    this.#write(arrival, isFirst ? 'recorded' : 'updated', file);
    const isOwn = told.method === 'CapNhatKQGiaiQuyet' || told.method === 'CapNhatThiHanh';
    return { answer: { Id: isOwn ? id : file.id, Message: '' }, file };
  }

  /** Creates its first case again, unasked: what no gateway did, an oracle must notice all the same. */
  double(): void {
    const first = this.ledger.find(({ decision }) => decision === 'created');
    if (first !== undefined)
      this.ledger.push({ ...first, seq: this.ledger.length + 1, caseId: this.#newId() });
  }

  refuse(arrival: Arrival, message: string): FarAnswer {
    const file = this.#cases.get(arrival.told.caseId);
    const reference = file?.reference ?? arrival.told.reference ?? '';
    this.#write(arrival, 'refused', { id: arrival.told.caseId, reference });
    return { Id: '', Message: message };
  }

  /** Rows whose text holds the words; created so long ago that the index has them. */
  search(text: string, lagMs: number): readonly { readonly Id: string; readonly NoiDung: string }[] {
    const indexed = [...this.#cases.values()].filter((one) => one.createdAtMs + lagMs <= this.time.nowMs);
    return indexed.filter((one) => shownText(one).includes(text)).map(toRow);
  }

  byId(id: string): readonly { readonly Id: string; readonly NoiDung: string }[] {
    const file = this.#cases.get(id);
    return file === undefined ? [] : [toRow(file)];
  }

  /** Ids of other cases than this one. */
  othersThan(id: string): readonly string[] {
    return [...this.#cases.keys()].filter((one) => one !== id);
  }

  #create(arrival: Arrival): { readonly answer: FarAnswer; readonly file: FarCase } {
    const reference = arrival.told.reference ?? '';
    const id = this.#toGiveAgain.shift() ?? this.#newId();
    const { content } = arrival.told;
    const file = { id, reference, createdAtMs: this.time.nowMs, content, steps: new Map<string, string>() };
    this.#cases.set(id, file);
    this.#write(arrival, 'created', file);
    const isNamed = this.habits.actsOnce === 'reference';
    return { answer: { Id: id, Message: '', ...(isNamed && { MaThamChieu: reference }) }, file };
  }

  #write(
    arrival: Arrival,
    decision: FarEntry['decision'],
    file: { readonly id: string; readonly reference: string },
  ): void {
    const { told, arrivedAtMs, fault } = arrival;
    this.ledger.push({
      seq: this.ledger.length + 1,
      told,
      decision,
      caseId: file.id,
      reference: file.reference,
      bodySha256: shaOf(arrival),
      arrivedAtMs,
      committedAtMs: this.time.nowMs,
      fault,
    });
    this.time.note(`far ${decision} ${told.step} of ${file.reference}`);
  }

  #newId(): string {
    this.#serial += 1;
    const tail = this.#serial.toString(16).padStart(12, '0');
    const mid = this.dice.between(0, 0xffff).toString(16).padStart(4, '0');
    return `00000000-${mid}-4000-8000-${tail}`;
  }
}

function shaOf({ bytes }: Arrival): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function shownText({ content, reference }: FarCase): string {
  return `${content}\n[Mã hồ sơ địa phương: ${reference}]`;
}

function toRow(file: FarCase): { readonly Id: string; readonly NoiDung: string } {
  return { Id: file.id, NoiDung: shownText(file) };
}
