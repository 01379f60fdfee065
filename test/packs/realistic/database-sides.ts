import { HtttSystem } from '../httt-kntc-postgresql/local-system';
import { TiepdanSystem } from '../tiepdan-mariadb/local-system';
import type { LocalSide } from './local-side';
import type { TrueRow } from './make-packs';

const TABLES: Readonly<Record<string, string>> = {
  'httt-khieu-nai': 'Complains',
  'httt-to-cao': 'Denounces',
};
const HTTT_COLUMNS = [
  'thoi_gian_tiep_nhan',
  'noi_dung_vu_viec',
  'nguoi_nop_don',
  'linh_vuc',
  'trang_thai',
] as const;
const UNFINISHED = ["false: ['0', '1', '2']", "false: ['0', '1', '2', '8']"] as const;

export const HTTT: LocalSide = {
  name: 'HTTT_KNTC',
  pack: 'httt-kntc-postgresql',
  sources: ['httt-khieu-nai', 'httt-to-cao'],
  closedValues: { 'httt-khieu-nai': [UNFINISHED], 'httt-to-cao': [UNFINISHED] },
  subjectOf: ({ columns }) => String(columns['linh_vuc']),
  start: async () => {
    const system = await HtttSystem.start();
    const set = HTTT_COLUMNS.map((column, index) => `"${column}" = $${index + 2}`).join(', ');
    return {
      variables: { HTTT_URL: system.readerUrl },
      handOver: () => undefined,
      keyOf: ({ row }) => row,
      mend: async (rows) => {
        for (const { file, row, columns } of rows)
          await system.admin.query(
            `update "KNTC"."${TABLES[file]}" set ${set}, "LastModificationTime" = now() at time zone 'Asia/Ho_Chi_Minh'
             where "Id" = $1`,
            [row, ...HTTT_COLUMNS.map((column) => columns[column])],
          );
      },
      stop: () => system.stop(),
    };
  },
};

export const TIEPDAN: LocalSide = {
  name: 'citizen reception',
  pack: 'tiepdan-mariadb',
  sources: ['tiepdan'],
  closedValues: {},
  subjectOf: ({ columns }) => `${columns['loaidon']}.${columns['linhvuc']}`,
  start: async () => {
    const system = await TiepdanSystem.start();
    return {
      variables: { TIEPDAN_URL: system.readerUrl },
      handOver: () => undefined,
      keyOf: ({ row }) => row,
      mend: async (rows) => {
        for (const row of rows) await mendReception(system, row);
      },
      stop: () => system.stop(),
    };
  },
};

async function mendReception({ admin }: TiepdanSystem, { row, columns }: TrueRow): Promise<void> {
  const { ngaynhan, noidung, tennguoivietdon, loaidon, linhvuc } = columns;
  await admin.query('update phanloaidonthu set loaidon = ?, linhvuc = ? where donthuid = ?', [
    loaidon,
    linhvuc,
    row,
  ]);
  await admin.query(
    'update donthu set ngaynhan = ?, noidung = ?, tennguoivietdon = ?, create_at = current_timestamp where donthuid = ?',
    [ngaynhan, noidung, tennguoivietdon, row],
  );
}
