import type { StepPlan } from '@kntc/domain';
import type { StepContent } from '../step-draft';

/** What of a case stands in its steps and must not be repeated anywhere else. */
export interface PrivateValues {
  /** Names of people: a single word of one may already point at somebody. */
  readonly names: readonly string[];
  /** Numbers, addresses, organisations, officials and the content of the petition. */
  readonly values: readonly string[];
  /** Summaries, titles and positions: common words as long as not several stand in a row. */
  readonly texts: readonly string[];
}

const NAME = /^HoTen$/;
const VALUE = /^(SoDinhDanh|NoiCap|DiaChi|TenCoQuan|TenToChuc|NoiDungDon|CanBo|LanhDao)/;
/** Codes, dates, numbers of documents and kinds are what a clerk needs in order to mend something. */
const READABLE = /^(Ma[A-Z]|Ngay[A-Z]|HanGiaiQuyet$|SoVanBanDen$|Loai[A-Z]|LanGiaiQuyet$|HinhThuc[A-Z])/;

/**
 * Everything personal the steps say, by the names of their members. Only what is in the steps: what a policy withholds
 * never stood there, and nothing sealed is opened.
 *
 * @param fixed texts that stand in the place of a name and say nothing
 */
export function privateValues(plan: StepPlan, fixed: readonly string[]): PrivateValues {
  const found: Found = { names: new Set(), values: new Set(), texts: new Set() };
  for (const { content } of plan.steps) gather(membersOf(content as StepContent), found);
  for (const set of [found.names, found.values]) for (const text of fixed) set.delete(text);
  return { names: [...found.names], values: [...found.values], texts: [...found.texts] };
}

function membersOf(content: StepContent): object {
  if (content.method !== 'CapNhatVuViec' || !content.derivedText) return content.wire;
  // a summary made of codes
  return { ...content.wire, NoiDungDon: null };
}

interface Found {
  readonly names: Set<string>;
  readonly values: Set<string>;
  readonly texts: Set<string>;
}

function gather(members: object, found: Found): void {
  for (const [key, value] of Object.entries(members)) {
    if (typeof value === 'string') {
      if (!READABLE.test(key)) placeOf(key, found).add(value);
    } else if (key !== 'FileDinhKem' && typeof value === 'object' && value !== null) gather(value, found);
  }
}

function placeOf(key: string, { names, values, texts }: Found): Set<string> {
  if (NAME.test(key)) return names;
  return VALUE.test(key) ? values : texts;
}
