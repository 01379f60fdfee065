import { Refusal } from '../refusal';

export interface DatabaseHints {
  /** Databases of the embedded server. */
  readonly existing: readonly string[];
  /** Names in order of trust: the far side that is configured, the last run, a note left behind. */
  readonly wanted: readonly (string | undefined)[];
}

const GATEWAY_DATABASE = /^kntc_/;

/**
 * Which database of the embedded server is meant. Each far side has one of its own, so guessing between several
 * could show the numbers of a rehearsal as those of the province: then the person decides.
 * @throws Refusal when there is none or more than one candidate
 */
export function chooseDatabase({ existing, wanted }: DatabaseHints): string {
  const named = wanted.find((name) => name !== undefined && existing.includes(name));
  if (named !== undefined) return named;
  const candidates = existing.filter((name) => GATEWAY_DATABASE.test(name)).toSorted();
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return only;
  if (only === undefined) {
    throw new Refusal([
      'Chưa có cơ sở dữ liệu của cổng trên máy này.',
      'Không có gì để xem hoặc xử lý.',
      'Chạy npm start một lần, hoặc đặt DATABASE_URL trỏ tới cơ sở dữ liệu của cổng.',
    ]);
  }
  throw new Refusal([
    `Có ${candidates.length} cơ sở dữ liệu của cổng (${candidates.join(', ')}), chưa rõ dùng cái nào.`,
    'Lệnh dừng lại để không đọc hoặc sửa nhầm số liệu.',
    'Đặt NATIONAL_BASE_URL đúng CSDLQG cần xem, chạy lệnh khi npm start đang chạy, hoặc đặt DATABASE_URL.',
  ]);
}
