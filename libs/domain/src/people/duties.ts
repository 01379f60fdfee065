import type { UserRole } from '../access/principal';
import { fold } from '../text/fold';
import { words } from '../text/words';

/** Nhiệm vụ trên phần mềm, as Biểu số 2 numbers them. */
export const FORM_DUTIES = ['1', '2', '3', '4', '5'] as const;
export type FormDuty = (typeof FORM_DUTIES)[number];
export const DUTY_NAMES: Readonly<Record<FormDuty, string>> = {
  '1': 'Tiếp công dân',
  '2': 'Xử lý đơn',
  '3': 'Lãnh đạo',
  '4': 'Giải quyết khiếu nại, tố cáo',
  '5': 'Tổng hợp',
};

/** Roles that a duty may stand for. Who runs the gateway, checks it or holds its keys is named by hand, never by a form. */
export const DUTY_ROLES = ['operator', 'inspector', 'approver'] as const satisfies readonly UserRole[];
export type DutyRole = (typeof DUTY_ROLES)[number];

/** Whose cases: of the agency alone, or of those below it as well. */
export const DUTY_REACHES = ['agency', 'below'] as const;
export type DutyReach = (typeof DUTY_REACHES)[number];

/** What a duty gives, in its days (both inclusive, `yyyy-MM-dd`). */
export interface DutyRule {
  readonly duty: FormDuty;
  readonly roles: readonly DutyRole[];
  readonly reach: DutyReach;
  readonly from: string | undefined;
  readonly until: string | undefined;
}

/** What an account may, and whose cases. */
export interface Rights {
  readonly roles: readonly UserRole[];
  readonly agencies: 'all' | readonly string[];
}

const WORDS: Readonly<Record<string, FormDuty>> = {
  'tiep cong dan': '1',
  tcd: '1',
  'tiep dan': '1',
  'xu ly don': '2',
  'xu ly don thu': '2',
  'lanh dao': '3',
  'giai quyet': '4',
  'giai quyet khieu nai to cao': '4',
  'giai quyet kntc': '4',
  'giai quyet khieu nai': '4',
  'giai quyet to cao': '4',
  'tong hop': '5',
};

/** A comma inside a name of the form is none between two duties. */
const WITH_COMMA = /khi(?:ếu|eu) n(?:ại|ai)\s*,\s*t(?:ố|o) c(?:áo|ao)/giu;

/**
 * Duties as people write them into one cell: numbers, names, or both, between commas, semicolons, plus signs or blanks.
 * @returns `undefined` where a part is no duty; in the order of the form otherwise, and none of an empty cell
 */
export function readDuties(text: string): readonly FormDuty[] | undefined {
  const parts = text
    .replace(WITH_COMMA, 'khiếu nại tố cáo')
    .split(/[,;+\n/]|(?<=\d)\s+(?=\d)|\s(?=\d\s*\.)/u)
    .map((part) => words(fold(part)))
    .filter((part) => part !== '');
  const read = parts.map(dutyOf);
  return read.includes(undefined) ? undefined : FORM_DUTIES.filter((duty) => read.includes(duty));
}

function dutyOf(part: string): FormDuty | undefined {
  const [, number = '', name = ''] = /^([1-5])?\s*(.*)$/.exec(part) ?? [];
  const byNumber = FORM_DUTIES.find((duty) => duty === number);
  const byName = WORDS[name];
  if (name === '') return byNumber;
  // `1. Lãnh đạo` says two things.
  return byNumber === undefined || byNumber === byName ? byName : undefined;
}

export interface RightsGround {
  readonly rules: readonly DutyRule[];
  /** `yyyy-MM-dd`. */
  readonly on: string;
  /** Agency the person works for. */
  readonly agencyId: string;
  /** Agency → the one directly above it. */
  readonly superiors: ReadonlyMap<string, string>;
}

export type DutyRights =
  | { readonly kind: 'rights'; readonly rights: Rights }
  | { readonly kind: 'no-rule'; readonly duty: FormDuty };

/** What these duties give somebody of that agency on that day. */
export function rightsOfDuties(
  duties: readonly FormDuty[],
  { rules, on, agencyId, superiors }: RightsGround,
): DutyRights {
  const found = duties.map((duty) => ({ duty, rule: rules.find((one) => isOf(one, duty, on)) }));
  const without = found.find(({ rule }) => rule === undefined);
  if (without !== undefined) return { kind: 'no-rule', duty: without.duty };
  const given = found.flatMap(({ rule }) => rule ?? []);
  const named = new Set(given.flatMap((rule) => rule.roles));
  const roles = DUTY_ROLES.filter((role) => named.has(role));
  const below = given.some(({ reach }) => reach === 'below') ? agenciesBelow(agencyId, superiors) : [];
  return { kind: 'rights', rights: { roles, agencies: [...new Set([agencyId, ...below])].toSorted() } };
}

function isOf({ duty, from = '', until = '9999' }: DutyRule, wanted: FormDuty, on: string): boolean {
  return duty === wanted && from <= on && on <= until;
}

function agenciesBelow(agencyId: string, superiors: ReadonlyMap<string, string>): readonly string[] {
  const isBelow = (id: string, steps = 0): boolean => {
    const above = superiors.get(id);
    return above === agencyId || (above !== undefined && steps < superiors.size && isBelow(above, steps + 1));
  };
  return [...superiors.keys()].filter((id) => isBelow(id));
}

/** Whether two accounts may the same. */
export function sameRights(one: Rights, other: Rights): boolean {
  const texts = (rights: Rights): string =>
    JSON.stringify([rights.roles.toSorted(), rights.agencies === 'all' ? 'all' : rights.agencies.toSorted()]);
  return texts(one) === texts(other);
}

/** What is wrong with a table of duties, in Vietnamese; nothing: it can be used. */
export function dutyRuleProblems(rules: readonly DutyRule[]): readonly string[] {
  const overlapping = rules.flatMap((rule, at) =>
    rules
      .slice(at + 1)
      .filter((other) => other.duty === rule.duty && overlap(rule, other))
      .map(() => `nhiệm vụ ${rule.duty}: hai dòng chồng nhau về thời hạn`),
  );
  const backwards = rules
    .filter(({ from = '', until = '9999' }) => until < from)
    .map(({ duty }) => `nhiệm vụ ${duty}: until trước from`);
  return [...overlapping, ...backwards];
}

function overlap(one: DutyRule, other: DutyRule): boolean {
  return (one.from ?? '') <= (other.until ?? '9999') && (other.from ?? '') <= (one.until ?? '9999');
}
