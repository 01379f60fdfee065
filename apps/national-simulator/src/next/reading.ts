import type { Account } from '../settings/settings';
import { parseHead, type Decision } from '../state/ledger-entry';
import type { NationalState } from '../state/national-state';
import type { NationalStore } from '../state/national-store';
import type { StoredCase } from '../state/stored-case';
import { mayActFor } from '../wire/authentication';
import type { CodeLists } from '../wire/code-lists';
import type { ReadingMethod } from '../wire/methods';
import { fieldsThatCount, recordDigest, stepDigest } from './digest-form';
import { DigestIndex } from './digest-index';
import { storedSteps } from './stored-steps';

type Members = Readonly<Record<string, unknown>>;

interface RecordsAsked {
  readonly MaVuViec: readonly string[];
  readonly MaThamChieu: readonly string[];
}

const LIST_OF_AGENCIES = 2;
const KINDS: Readonly<Partial<Record<Decision, string>>> = { created: 'tao', deleted: 'go-bo' };
/** A head is a few hundred bytes. */
const HEAD_BYTES = 4_096;

/** The methods of the assumed interface that read back (`config/national/next.openapi.yaml`). They change nothing. */
export class Reading {
  private index = new DigestIndex();
  private indexed: NationalState | null = null;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: NationalStore,
    private readonly lists: CodeLists,
  ) {}

  /** The answer to a request whose shape was checked. */
  answer(method: ReadingMethod, body: Members, account: Account): Promise<unknown> {
    switch (method) {
      case 'TraTomTat':
        return this.digests(body, account);
      case 'TraBanGhi':
        return this.records(body as unknown as RecordsAsked, account);
      case 'TraThayDoi':
        return this.changes(body, account);
      case 'TraCoQuan':
        return Promise.resolve(this.agencies());
    }
  }

  private digests(body: Members, { agencies }: Account): Promise<unknown> {
    const sees = agencies === undefined ? undefined : (agency: string) => agencies.includes(agency);
    const ranges = body['Khoang'] as readonly string[];
    return this.inTurn(async () => {
      await this.refresh();
      return { Khoang: ranges.map((range) => this.index.look(range, Number(body['ThemChuSo']), sees)) };
    });
  }

  /** Takes what changed since the last question into the index; of another database everything. */
  private async refresh(): Promise<void> {
    const { state, ledger } = this.store;
    const touched = state.takeTouched();
    if (this.indexed !== state || touched === null) this.index = new DigestIndex();
    this.indexed = state;
    await ledger.flush();
    for (const id of touched ?? state.caseIds()) {
      const found = state.find(id);
      if (found === null) this.index.remove(id);
      else this.index.put(id, found.agency, recordDigest(await storedSteps(found, this.store)));
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async records({ MaVuViec, MaThamChieu }: RecordsAsked, account: Account): Promise<unknown> {
    await this.store.ledger.flush();
    const BanGhi: unknown[] = [];
    const KhongCo: string[] = [];
    const asked = [
      ...MaVuViec.map((id) => ({ key: id, ids: [id] })),
      ...MaThamChieu.map((reference) => ({ key: reference, ids: this.idsOf(reference) })),
    ];
    for (const { key, ids } of asked) {
      const found = ids.map((id) => this.store.state.find(id)).filter((one) => one !== null);
      const visible = found.filter(({ agency }) => mayActFor(account, agency));
      if (visible.length === 0) KhongCo.push(key);
      for (const one of visible) BanGhi.push(await this.wholeRecord(one));
    }
    return { BanGhi, KhongCo };
  }

  private idsOf(reference: string): readonly string[] {
    const petitions = this.store.state.petitions.withReference(reference);
    return petitions.filter((one) => one.reference === reference).map(({ caseId }) => caseId);
  }

  private async wholeRecord(found: StoredCase): Promise<unknown> {
    const steps = await storedSteps(found, this.store);
    const times = steps.map(({ record }) => record.committedAt ?? '').toSorted();
    return {
      MaVuViec: found.id,
      MaThamChieu: found.petitions[0]?.reference ?? '',
      MaCoQuan: found.agency,
      ThoiDiem: times.at(-1) ?? '',
      TomTat: recordDigest(steps),
      CacBuoc: steps.map(({ method, ownId, body }) => ({
        PhuongThuc: method,
        Id: ownId,
        TomTat: stepDigest(method, body),
        NoiDung: fieldsThatCount(method, body),
      })),
    };
  }

  /** The cursor is the number of the last ledger line looked at. */
  private async changes(body: Members, account: Account): Promise<unknown> {
    const { ledger } = this.store;
    const limit = Number(body['GioiHan']);
    const until = ledger.durableSeq;
    let seq = Number(body['ConTro']) || 0;
    const ThayDoi: unknown[] = [];
    for (; seq < until && ThayDoi.length < limit; seq += 1) {
      const change = await this.change(seq + 1, account);
      if (change !== null) ThayDoi.push(change);
    }
    return { ThayDoi, ConTro: String(seq), Con: seq < until ? 1 : 0 };
  }

  private async change(seq: number, account: Account): Promise<unknown> {
    const { ledger, state } = this.store;
    const head = parseHead((await ledger.readStart(seq, HEAD_BYTES)) ?? '');
    if (head?.committedAt == null || head.caseId === null || head.decision === 'repeated') return null;
    const found = state.find(head.caseId);
    // What is gone no longer says whose it was.
    if (found === null ? account.agencies !== undefined : !mayActFor(account, found.agency)) return null;
    return {
      MaVuViec: head.caseId,
      MaThamChieu: head.reference ?? '',
      Loai: KINDS[head.decision] ?? 'cap-nhat',
      ThoiDiem: head.committedAt,
    };
  }

  private agencies(): unknown {
    const everything = { LoaiDanhMuc: LIST_OF_AGENCIES, MaTinh: '', MaBoNganh: '', MaLoaiKhieuTo: '' };
    const rows = this.lists.answer(everything) ?? [];
    return {
      CoQuan: rows.map(({ Ma, Ten }) => {
        const parent = Ma.includes('.') ? Ma.slice(0, Ma.lastIndexOf('.')) : '';
        return {
          Ma,
          Ten,
          MaCha: this.lists.has(LIST_OF_AGENCIES, parent) ? parent : '',
          HieuLucTu: '',
          HieuLucDen: '',
        };
      }),
    };
  }
}
