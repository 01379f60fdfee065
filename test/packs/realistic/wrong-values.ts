import type { LedgerEntry } from '../../journey/far-side';
import type { Standing } from './standings';
import type { TrueRow } from './make-packs';

export interface Comparison {
  /** Rows at the far side whose truth is known. */
  readonly compared: number;
  /** One line per value that is not the true one. */
  readonly wrong: readonly string[];
}

interface CaseBody {
  readonly VuViec: { readonly NgayNhapDon: string };
  readonly NguoiKNTC: {
    readonly SoNguoiKNTC: number;
    readonly DataNguoiKNTC: readonly { readonly HoTen: string }[];
  };
  readonly PhanLoaiDon: readonly Readonly<Record<string, string>>[];
  readonly NoiDungDon: string;
}

/**
 * Holds what stands in the far side's ledger against what the generator knew of each row before it soiled it: day of
 * receipt, subject (and with it the type), name of the petitioner, story. A duplicate is a copy of another row and
 * has no truth of its own; of a denunciation the name and the story must be absent.
 */
export function compareValues(
  standings: readonly Standing[],
  ledger: readonly LedgerEntry[],
  codeOf: (row: TrueRow) => string | undefined,
): Comparison {
  const bodies = new Map<string | null, CaseBody>();
  for (const { method, decision, reference, body } of ledger)
    if (method === 'CapNhatVuViec' && decision !== 'refused')
      bodies.set(reference, body as unknown as CaseBody);
  const compared = standings.filter(({ class: cls, row }) => cls === 'confirmed' && row.dirt !== 'duplicate');
  const wrong = compared.flatMap(({ row, reference }) => {
    const body = bodies.get(reference);
    if (body === undefined) return [`${row.file} ${row.row}: confirmed, but not in the ledger`];
    return [...checks(row, body, codeOf(row))]
      .filter(([, actual, expected]) => actual !== expected)
      .map(
        ([what, actual, expected]) =>
          `${row.file} ${row.row} (${row.dirt}) ${what}: ${String(actual)}, not ${String(expected)}`,
      );
  });
  return { compared: compared.length, wrong };
}

type Check = readonly [what: string, actual: unknown, expected: unknown];

function* checks(row: TrueRow, body: CaseBody, code: string | undefined): Iterable<Check> {
  const { dirt, kind, received, name, story } = row;
  // Before the start date is what the sheet says: the generator keeps no other day.
  if (dirt !== 'before_2018') yield ['received', body.VuViec.NgayNhapDon, onWire(received)];
  const path = Object.values(body.PhanLoaiDon[0] ?? {}).filter((one) => one !== '');
  yield ['subject', path.at(-1), code];
  const names = body.NguoiKNTC.DataNguoiKNTC.map(({ HoTen }) => plain(HoTen));
  const tells = plain(body.NoiDungDon).includes(plain(story));
  yield ['story', tells, kind !== 'TC'];
  if (kind === 'TC') yield ['name of a denouncer', names.includes(plain(name)), false];
  else if (dirt === 'many_petitioners') yield ['several people', body.NguoiKNTC.SoNguoiKNTC > 1, true];
  else yield ['name', names[0], plain(name)];
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** The far side wants dd/MM/yyyy. */
function onWire(isoDate: string): string {
  return isoDate.split('-').toReversed().join('/');
}
