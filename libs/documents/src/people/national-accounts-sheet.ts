import { DUTY_NAMES, quarterEnd, toVietnameseDate } from '@kntc/domain';
import type { ConfirmationState, FormDuty, PartialDate } from '@kntc/domain';
import type { ResultSheet } from './import-result';

/** An account in the national system as it stands in the register. */
export interface NationalAccountLine {
  readonly name: string | undefined;
  readonly holder: string | undefined;
  readonly login: string;
  readonly agency: string;
  readonly duties: readonly FormDuty[];
  readonly since: string;
  readonly confirmedOn: string;
  readonly confirmedBy: string;
  readonly endedOn: string | null;
  readonly isHolderShut: boolean;
  readonly state: ConfirmationState;
}

const STATE_WORDS: Readonly<Record<ConfirmationState, string>> = {
  confirmed: 'đã xác nhận quý này',
  due: 'phải xác nhận trước hết quý',
  overdue: 'QUÁ HẠN xác nhận',
  ended: 'không còn dùng',
};

/** The register of accounts in the national system, to be gone through and signed. @param today `yyyy-MM-dd` */
export function nationalAccountSheets(
  accounts: readonly NationalAccountLine[],
  today: string,
): readonly ResultSheet[] {
  return [
    {
      name: 'Tai khoan CSDLQG',
      columns: [
        { title: 'Tài khoản trên CSDLQG', width: 28 },
        { title: 'Người giữ', width: 30 },
        { title: 'Tài khoản ở cổng', width: 20 },
        { title: 'Cơ quan', width: 40 },
        { title: 'Nhiệm vụ', width: 40 },
        { title: 'Từ ngày', width: 12 },
        { title: 'Xác nhận gần nhất', width: 16 },
        { title: 'Người xác nhận', width: 20 },
        { title: `Tình trạng (hạn quý này ${dayText(quarterEnd(today))})`, width: 34 },
        { title: 'Ghi chú', width: 34 },
      ],
      rows: async function* () {
        for (const one of accounts) yield lineOf(one);
      },
    },
  ];
}

function lineOf(one: NationalAccountLine): readonly string[] {
  return [
    one.name ?? '(đã xoá)',
    one.holder ?? '',
    one.login,
    one.agency,
    one.duties.map((duty) => DUTY_NAMES[duty]).join('; '),
    dayText(one.since),
    dayText(one.confirmedOn),
    one.confirmedBy,
    STATE_WORDS[one.state],
    one.endedOn !== null
      ? `ngừng dùng ${dayText(one.endedOn)}`
      : one.isHolderShut
        ? 'người giữ đã bị khoá ở cổng: đề nghị khoá ở CSDLQG'
        : '',
  ];
}

function dayText(day: string): string {
  return toVietnameseDate(day as PartialDate);
}
