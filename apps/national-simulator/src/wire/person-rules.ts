import {
  areaRule,
  dayRule,
  filled,
  first,
  inList,
  mandatory,
  type RuleContext,
  type Verdict,
} from './field-rules';
import type { Accused, Agent, Complainants, Person } from './requests';

// Identity cards were issued long before 1990, so their issue date has its own lower bound.
const EARLIEST_IDENTITY_CARD = 19500101;

export function complainantRules(side: Complainants, context: RuleContext): Verdict {
  return first(
    () => (side.SoNguoiKNTC < 1 ? 'Trường NguoiKNTC.SoNguoiKNTC phải từ 1 trở lên.' : null),
    () => (side.SoNguoiDaiDien < 0 ? 'Trường NguoiKNTC.SoNguoiDaiDien không được là số âm.' : null),
    () =>
      side.SoNguoiKNTC < side.SoNguoiDaiDien
        ? 'Trường NguoiKNTC.SoNguoiDaiDien không được lớn hơn SoNguoiKNTC.'
        : null,
    () =>
      side.LoaiNguoiKNTC === 3
        ? mandatory('NguoiKNTC.TenCoQuanToChuc', side.TenCoQuanToChuc)
        : needsPerson(side),
    () => everyPerson(side, context),
  );
}

/** `both` spellings of the accused object were seen; sending both is ambiguous and refused before this rule. */
export function accusedRules(prefix: string, accused: Accused | undefined, context: RuleContext): Verdict {
  if (!accused || isBlank(accused)) return null;
  return first(
    () => (accused.LoaiNguoiBiKNTC === undefined ? `Thiếu trường ${prefix}.LoaiNguoiBiKNTC.` : null),
    () =>
      accused.LoaiNguoiBiKNTC === 2
        ? mandatory(`${prefix}.TenCoQuanToChuc`, accused.TenCoQuanToChuc)
        : mandatory(`${prefix}.HoTen`, accused.HoTen),
    () => personFields(prefix, accused, context),
    () =>
      areaRule(
        prefix,
        'CoQuan',
        { tinh: accused.MaTinhCoQuan, huyen: accused.MaHuyenCoQuan, xa: accused.MaXaCoQuan },
        context,
      ),
  );
}

export function agentRules(agent: Agent, context: RuleContext): Verdict {
  if (isBlank(agent)) return null;
  return first(
    () => (agent.LoaiNguoiUyQuyen === undefined ? 'Thiếu trường NguoiUyQuyen.LoaiNguoiUyQuyen.' : null),
    () => mandatory('NguoiUyQuyen.HoTen', agent.HoTen),
    () => personFields('NguoiUyQuyen', agent, context),
  );
}

/** An object of empty strings says the same as no object at all (both forms were seen). */
export function isBlank(value: object): boolean {
  return Object.values(value).every((entry) => entry === '' || entry === null);
}

function needsPerson(side: Complainants): Verdict {
  return side.DataNguoiKNTC.length === 0 ? 'Trường NguoiKNTC.DataNguoiKNTC phải có ít nhất một người.' : null;
}

function everyPerson(side: Complainants, context: RuleContext): Verdict {
  for (const [index, person] of side.DataNguoiKNTC.entries()) {
    if (side.LoaiNguoiKNTC === 3 && isBlank(person)) continue;
    const prefix = `NguoiKNTC.DataNguoiKNTC[${index}]`;
    const verdict = mandatory(`${prefix}.HoTen`, person.HoTen) ?? personFields(prefix, person, context);
    if (verdict !== null) return verdict;
  }
  return null;
}

function personFields(prefix: string, person: Person, context: RuleContext): Verdict {
  const gender = person.GioiTinh === undefined ? '' : String(person.GioiTinh);
  return first(
    () =>
      ['', '1', '2'].includes(gender) ? null : `Trường ${prefix}.GioiTinh chỉ nhận 1 (Nam) hoặc 2 (Nữ).`,
    () =>
      dayRule(`${prefix}.NgayCapSoDinhDanh`, person.NgayCapSoDinhDanh, context.today, {
        earliest: EARLIEST_IDENTITY_CARD,
      }),
    () => areaRule(prefix, '', { tinh: person.MaTinh, huyen: person.MaHuyen, xa: person.MaXa }, context),
    () => inList(`${prefix}.MaQuocTich`, 3, filled(person.MaQuocTich), context),
    () => inList(`${prefix}.MaDanToc`, 4, filled(person.MaDanToc), context),
  );
}
