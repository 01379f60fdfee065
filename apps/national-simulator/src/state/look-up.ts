import type { LookupSettings } from '../settings/settings';
import type { CodeLists } from '../wire/code-lists';
import { filled } from '../wire/field-rules';
import type { CaseRequest, LookupRequest, Person } from '../wire/requests';
import type { NationalStore } from './national-store';
import { comparable, referenceOf } from './petition-text';
import type { StoredPetition } from './stored-case';

export interface FoundRow {
  readonly Id: string;
  readonly ChuDon: string;
  readonly CMTND: string;
  readonly DiaChi: string;
  readonly NoiDung: string;
}

export interface LookupTools {
  readonly store: NationalStore;
  readonly lists: CodeLists;
  readonly settings: LookupSettings;
  readonly nowMs: number;
}

const BARE_REFERENCE = /^[A-Z0-9]+(-[A-Z0-9]+)+$/i;

/**
 * Petitions that meet every filled criterion, newest first, at most one row per case and `resultCap` rows.
 * Only what is durable and older than the index lag is found.
 */
export async function lookUp(request: LookupRequest, tools: LookupTools): Promise<readonly FoundRow[]> {
  const rows = new Map<string, FoundRow>();
  for (const petition of candidates(request, tools)) {
    if (rows.size >= tools.settings.resultCap) break;
    if (rows.has(petition.caseId) || !meets(petition, request, tools)) continue;
    const record = await tools.store.ledger.read(petition.seq);
    if (!record) continue;
    const body = record.body as CaseRequest;
    if (contentMeets(body.NoiDungDon, request.NoiDung, tools.settings)) {
      rows.set(petition.caseId, toRow(petition.caseId, body, tools));
    }
  }
  return [...rows.values()];
}

/** The smallest set an index offers; without one every petition is looked at. */
function candidates(request: LookupRequest, { store, settings }: LookupTools): Iterable<StoredPetition> {
  const { petitions } = store.state;
  if (filled(request.MaVuViec) !== '')
    return store.state.find(request.MaVuViec)?.petitions.toReversed() ?? [];
  const content = filled(request.NoiDung);
  if (content !== '' && settings.contentMatching !== 'ignored') {
    // A reference stands in the marker line only, so a search for one needs no scan of every text.
    const reference = referenceOf(content) ?? (BARE_REFERENCE.test(content) ? content : null);
    if (reference !== null) return petitions.withReference(reference).toReversed();
  }
  const identity = filled(request.SoDinhDanhCaNhan);
  if (identity !== '') return petitions.withIdentity(identity).toReversed();
  return petitions.newestFirst();
}

function meets(
  petition: StoredPetition,
  request: LookupRequest,
  { store, settings, nowMs }: LookupTools,
): boolean {
  if (petition.seq > store.ledger.durableSeq) return false;
  if (settings.indexLagMs > 0 && nowMs - petition.committedAt < settings.indexLagMs) return false;
  const identity = filled(request.SoDinhDanhCaNhan);
  if (identity !== '' && !petition.identityNumbers.includes(identity)) return false;
  const areas = `${petition.areas} `;
  for (const code of [request.MaTinh, request.MaHuyen, request.MaXa]) {
    if (filled(code) !== '' && !areas.includes(` ${filled(code)} `)) return false;
  }
  const name = comparable(request.TenNguoiKhieuNai);
  if (name === '') return true;
  return petition.names.includes(
    settings.nameMatching === 'exact'
      ? `
${name}
`
      : name,
  );
}

function contentMeets(content: string, wanted: string, { contentMatching }: LookupSettings): boolean {
  if (contentMatching === 'ignored' || filled(wanted) === '') return true;
  const [known, searched] = [comparable(content), comparable(wanted)];
  return contentMatching === 'exact' ? known === searched : known.includes(searched);
}

function toRow(caseId: string, body: CaseRequest, { lists, settings }: LookupTools): FoundRow {
  const person = body.NguoiKNTC.DataNguoiKNTC[0];
  const organisation = filled(body.NguoiKNTC.TenCoQuanToChuc);
  const limit = settings.contentTruncation;
  return {
    Id: caseId,
    ChuDon: organisation === '' ? filled(person?.HoTen) : organisation,
    CMTND: filled(person?.SoDinhDanhCaNhan),
    DiaChi: organisation === '' ? addressOf(person, lists) : filled(body.NguoiKNTC.DiaChiCoQuanToChuc),
    NoiDung: limit === null ? body.NoiDungDon : body.NoiDungDon.slice(0, limit),
  };
}

function addressOf(person: Person | undefined, lists: CodeLists): string {
  const areas = [person?.MaXa, person?.MaHuyen, person?.MaTinh].map(
    (code) => lists.nameOf(1, filled(code)) ?? '',
  );
  return [filled(person?.DiaChiChiTiet), ...areas].filter((part) => part !== '').join(', ');
}
