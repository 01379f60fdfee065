import { fold, partialDate, referenceIn } from '@kntc/domain';
import type {
  ListedRecord,
  ListedRecords,
  PartialDate,
  PetitionKind,
  ReadSheet,
  ShownField,
} from '@kntc/domain';
import { isGuid } from '../answers/step-outcome';
import { SHOWN, withoutMarker } from '../read-back/shown-rows';

/** What the columns of a list from the national web may be called; compared without accents and case. */
const TITLES = {
  id: ['ma vu viec', 'ma dinh danh', 'ma vu viec tren csdlqg', 'id', 'mavuviec'],
  reference: ['ma ho so dia phuong', 'ma ho so', 'so tham chieu'],
  name: ['chu don', 'chudon', 'ho ten', 'nguoi khieu nai, to cao', 'nguoi kntc', 'ten nguoi khieu nai'],
  number: ['cmtnd', 'so cmnd', 'so cccd', 'so dinh danh ca nhan', 'cmnd/cccd', 'so cmnd/cccd'],
  kind: ['loai don', 'loai don thu', 'loai khieu to', 'ma loai don', 'phan loai don'],
  received: ['ngay nhap don', 'ngay tiep nhan', 'ngay nhan don', 'ngay nhan', 'ngay tiep nhan don'],
  content: ['noi dung don', 'noi dung', 'noidung'],
} as const;
type Column = keyof typeof TITLES;
type Columns = Readonly<Partial<Record<Column, number>>>;

/**
 * A list that was exported from the national web, as if each of its rows had been looked up; `undefined`: no sheet has a column
 * of ids. A field without a column is one this list does not show.
 */
export function listedRecords(sheets: readonly ReadSheet[]): ListedRecords | undefined {
  for (const { rows } of sheets) {
    const head = rows.findIndex(({ cells }) => columnsIn(cells).id !== undefined);
    if (head < 0) continue;
    const columns = columnsIn(rows[head]?.cells ?? []);
    const below = rows
      .slice(head + 1)
      .filter(({ cells }) => cells.some((cell) => (cell ?? '').trim() !== ''));
    const records = below.map(({ cells }) => recordOf(cells, columns));
    return {
      records: records.filter(({ caseId }) => isGuid(caseId)),
      unreadable: below
        .filter((_row, index) => !isGuid(records[index]?.caseId ?? ''))
        .map(({ number }) => number),
      showsReferences: columns.reference !== undefined || columns.content !== undefined,
    };
  }
  return undefined;
}

function columnsIn(cells: readonly (string | undefined)[]): Columns {
  const titles = cells.map((cell) => fold(cell ?? ''));
  return Object.fromEntries(
    Object.entries(TITLES).flatMap(([column, names]) => {
      const at = titles.findIndex((title) => (names as readonly string[]).includes(title));
      return at < 0 ? [] : [[column, at] as const];
    }),
  );
}

/** Kinds by the beginning of what a list calls them: a word, or a code of list 6. */
const KINDS: readonly (readonly [start: RegExp, kind: PetitionKind])[] = [
  [/^(don )?(khieu nai|kn\b)/, 'KN'],
  [/^(don )?(to cao|tc\b)/, 'TC'],
  [/^(don )?(kien nghi|phan anh|knpa\b|pa\b)/, 'KNPA'],
];

/** What it cannot be told from stays unknown: then it is treated as what may be a denunciation. */
function kindOf(text: string): PetitionKind | undefined {
  const folded = fold(text);
  return KINDS.find(([start]) => start.test(folded))?.[1];
}

/** `dd/MM/yyyy` or `yyyy-MM-dd`, with or without an hour; half a day is none. */
function dayOf(text: string): PartialDate | undefined {
  const [day = ''] = text.split(/[ T]/);
  const parts = day.includes('/') ? day.split('/').toReversed() : day.split('-');
  const date = partialDate(parts.map((part) => part.padStart(2, '0')).join('-'));
  return date?.length === 10 ? date : undefined;
}

function recordOf(cells: readonly (string | undefined)[], columns: Columns): ListedRecord {
  const text = (column: Column): string | undefined => {
    const at = columns[column];
    return at === undefined ? undefined : (cells[at] ?? '').trim();
  };
  const fields = (['name', 'number', 'content'] as const).flatMap((column): readonly ShownField[] => {
    const value = text(column);
    return value === undefined ? [] : [{ ...SHOWN[column], value }];
  });
  const named = text('reference') ?? '';
  const reference = named === '' ? referenceIn(text('content') ?? '') : named;
  const shown = withoutMarker({ caseId: text('id') ?? '', reference, fields });
  return { ...shown, kind: kindOf(text('kind') ?? ''), receivedOn: dayOf(text('received') ?? '') };
}
