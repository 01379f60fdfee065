import { explain, explanationLines, LEVELS_VERSION, PROPOSALS, type Model } from '@kntc/duplicates';
import {
  DENUNCIATION_PAIR,
  DUPLICATE_SITUATION_NAMES,
  DUPLICATE_STATE_NAMES,
  FOUND_THERE,
  type DuplicateState,
  vietnamTime,
} from '@kntc/domain';
import type { DuplicateRow, DuplicateView } from '@kntc/storage';
import { pairs, table } from '../output';

/** Pairs as a table; no names, no content. */
export function pairTable(rows: readonly DuplicateRow[]): readonly string[] {
  if (rows.length === 0) return ['Không có cặp đơn nào.'];
  return [
    ...table(
      ['Mã cặp', 'Đơn đến sau', 'Cơ quan', 'Đơn trước của', 'Tình huống', 'Dải', 'Trạng thái', 'Chờ tới'],
      rows.map((row) => [
        row.id,
        row.reference ?? '',
        row.agency,
        row.earlierAgency,
        DUPLICATE_SITUATION_NAMES[row.situation],
        row.band === 'auto' ? 'gần như chắc' : 'cần xem',
        stateName(row.state),
        waitOf(row),
      ]),
    ),
    `${rows.length} cặp. Xem từng cặp: npm run kntc -- duplicates show <mã cặp>. Chỉ là gợi ý của máy.`,
  ];
}

function stateName(state: DuplicateState): string {
  return DUPLICATE_STATE_NAMES[state];
}

function waitOf({ isHeld, until, silentAt }: DuplicateRow): string {
  if (!isHeld) return '';
  if (silentAt !== null) return `${vietnamTime(silentAt)} (đã chuyển lên)`;
  return until === null ? '' : vietnamTime(until);
}

/** One pair with the reason it was found; of a denunciation only whom to ask. */
export function pairLines(view: DuplicateView, model: Model): readonly string[] {
  const { row, group } = view;
  const isHidden = row.kind === 'TC' || row.earlierKind === 'TC';
  return [
    ...pairs([
      ['Đơn đến sau', `${row.reference ?? ''} (${row.agency}, nhận ${row.receivedOn ?? 'không rõ'})`],
      ...earlierSide(view, isHidden),
      ['Trạng thái', stateName(row.state)],
      ['Chờ tới', waitOf(row)],
      ['Nhóm', group === null ? '' : `${group.size} đơn, đứng đầu ${group.head ?? 'không được xem'}`],
      ['Người quyết định', [row.decidedBy, row.approver].filter((one) => one !== null).join(', ')],
      ['Lý do', row.reason ?? ''],
    ]),
    ...(isHidden ? DENUNCIATION_PAIR : said(view, model)),
  ];
}

function earlierSide(
  { row, earlierReference, earlierNationalId }: DuplicateView,
  isHidden: boolean,
): readonly (readonly [string, string])[] {
  const { earlierAgency, foundThere } = row;
  const isUnnamed = isHidden || foundThere !== null;
  return [
    [
      'Đơn đến trước',
      isUnnamed ? earlierAgency : `${earlierReference ?? 'không được xem'} (${earlierAgency})`,
    ],
    ['Mã CSDLQG của đơn trước', isHidden ? '' : (earlierNationalId ?? '(chưa có)')],
  ];
}

function said(view: DuplicateView, model: Model): readonly string[] {
  const { foundThere, situation } = view.row;
  return foundThere === null ? [...why(view, model), ...PROPOSALS[situation].text] : FOUND_THERE;
}

function why({ levels, levelsVersion }: DuplicateView, model: Model): readonly string[] {
  if (levels === undefined || levelsVersion !== LEVELS_VERSION)
    return ['Cặp này do phiên bản khác tìm ra: chạy kiểm tra lại để xem lý do.'];
  return explanationLines(explain(Uint8Array.from(levels), model));
}
