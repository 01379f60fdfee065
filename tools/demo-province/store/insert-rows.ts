import type { Petition } from './rows';

/** As much of a `pg` client as is needed here. */
export interface SqlClient {
  query(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>;
}

type Row = object;

const MAX_PARAMETERS = 30_000;

/** Tables in the order in which their references allow inserting. */
export const TABLES: readonly (readonly [table: string, rows: (petition: Petition) => readonly Row[]])[] = [
  ['don', (petition) => [petition.don]],
  ['don_linh_vuc', (petition) => petition.linh_vuc],
  ['nguoi_lien_quan', (petition) => petition.nguoi],
  ['doi_tuong_bi_kn', (petition) => petition.bi_don],
  ['buoi_tiep', (petition) => petition.buoi_tiep],
  ['xu_ly_don', (petition) => petition.xu_ly],
  ['thu_ly', (petition) => petition.thu_ly],
  ['xac_minh', (petition) => petition.xac_minh],
  ['doi_thoai', (petition) => petition.doi_thoai],
  ['quyet_dinh_giai_quyet', (petition) => petition.quyet_dinh],
  ['ca_nhan_bi_xu_ly', (petition) => petition.bi_xu_ly],
  ['thi_hanh', (petition) => petition.thi_hanh],
  ['tam_dinh_chi', (petition) => petition.tam_dinh_chi],
  ['gia_han', (petition) => petition.gia_han],
  ['tai_lieu', (petition) => petition.tai_lieu],
];

export async function insertPetitions(client: SqlClient, petitions: readonly Petition[]): Promise<void> {
  for (const [table, rowsOf] of TABLES) await insertRows(client, table, petitions.flatMap(rowsOf));
}

/** Many rows per statement; all rows of a table have the same columns. */
export async function insertRows(client: SqlClient, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const perStatement = Math.floor(MAX_PARAMETERS / columns.length);
  for (let from = 0; from < rows.length; from += perStatement) {
    const part = rows.slice(from, from + perStatement);
    const values = part.flatMap((row) =>
      columns.map((column) => (row as Record<string, unknown>)[column] ?? null),
    );
    const tuples = part.map(
      (_, index) => `(${columns.map((__, at) => `$${index * columns.length + at + 1}`).join(',')})`,
    );
    await client.query(
      `insert into donthu.${table} (${columns.join(',')}) values ${tuples.join(',')}`,
      values,
    );
  }
}
