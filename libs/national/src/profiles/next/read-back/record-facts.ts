import { partialDate, Sealed } from '@kntc/domain';
import type { NationalFacts, NationalRecordRead, NationalWho, PartialDate, PetitionKind } from '@kntc/domain';
import type { NationalSettings } from '../../../settings/national-settings';
import { inCase } from '../../ttcp-2018/body';

type Members = Readonly<Record<string, unknown>>;

const KINDS: Readonly<Record<string, PetitionKind>> = { KN: 'KN', TC: 'TC', PA: 'KNPA' };

/** What a record that was read back is about. Whatever is not written as the contract says is not known, and no error. */
export function factsOf(
  { steps, digest }: NationalRecordRead,
  { values, steps: methods }: NationalSettings,
): NationalFacts {
  const read = new Reader((key) => inCase(key, values.keyCase));
  const caseFields = steps.find(({ kind }) => kind === 'case')?.fields.open() ?? {};
  const handling = steps.find(({ kind }) => kind === 'handling')?.fields.open() ?? {};
  const [path] = read.list(caseFields, 'PhanLoaiDon');
  const levels = ['MaLoaiDon', 'MaLoaiDon1', 'MaLoaiDon2', 'MaLoaiDon3'].map((key) => read.text(path, key));
  return {
    kind: KINDS[(levels[0] ?? '').split('.')[0] ?? ''],
    receivedOn: dayOf(read.text(read.members(caseFields, 'VuViec'), 'NgayNhapDon')),
    classification: levels.findLast((code) => code !== '') ?? undefined,
    nextAgencyCode: orNone(
      read.text(read.members(read.members(handling, 'NoiDungXuLy'), 'HuongXuLy'), 'MaCoQuanXuLyTiep'),
    ),
    steps: [...new Set(steps.map(({ kind }) => kind))],
    who: Sealed.of(whoIn(caseFields, read, methods.CapNhatVuViec.keys['NoiDungDon'] ?? 'NoiDungDon'), digest),
  };
}

function whoIn(fields: Members, read: Reader, contentKey: string): NationalWho {
  const petitioners = read.members(fields, 'NguoiKNTC');
  const people = read.list(petitioners, 'DataNguoiKNTC');
  const filled = (texts: readonly string[]): readonly string[] => texts.filter((one) => one !== '');
  return {
    names: filled([
      ...people.map((one) => read.text(one, 'HoTen')),
      read.text(petitioners, 'TenCoQuanToChuc'),
    ]),
    idNumbers: filled(people.map((one) => read.text(one, 'SoDinhDanhCaNhan'))),
    content: text(fields[contentKey]),
  };
}

/** Members under the names the settings give them. */
class Reader {
  constructor(private readonly nameOf: (key: string) => string) {}

  text(of: Members | undefined, key: string): string {
    return text(of?.[this.nameOf(key)]);
  }

  members(of: Members, key: string): Members {
    const value = of[this.nameOf(key)];
    return isMembers(value) ? value : {};
  }

  list(of: Members, key: string): readonly Members[] {
    const value = of[this.nameOf(key)];
    return Array.isArray(value) ? value.filter(isMembers) : [];
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function orNone(value: string): string | undefined {
  return value === '' ? undefined : value;
}

/** `dd/MM/yyyy` or `yyyy-MM-dd`; half a day is none. */
function dayOf(value: string): PartialDate | undefined {
  const day = partialDate(value.includes('/') ? value.split('/').toReversed().join('-') : value);
  return day?.length === 10 ? day : undefined;
}
