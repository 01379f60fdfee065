import type { Agent } from '@kntc/domain';
import fc from 'fast-check';
import { aCase, aContext, aFullCase, COMPLAINANT, day, dong, m2, seal } from './spec/a-case';
import { aProfile, shippedSettings } from './spec/a-profile';
import { at, bodyOf, bodyText, IDS, NEW, plan } from './spec/planning';

// `national/README.md` section C: what the clients in the field got wrong.
describe('the known bugs of earlier clients', () => {
  it('sends returned production land, and never as recovered land (BT)', () => {
    const round = {
      ...aFullCase().rounds[1]!,
      compensation: { productionLandReturned: m2('77') },
      enforcements: [
        { ordinal: 1, date: day('2026-10-01'), agencyCode: 'H507.03', productionLandReturned: m2('78') },
      ],
    };
    const { steps } = plan(aFullCase({ rounds: [round] }));
    expect(at(bodyOf(steps[3]), 'BoiThuongThietHai')).toEqual({ TraLaiDatSX: 77 });
    const enforcement = at(bodyOf(steps[4]), 'ThiHanhGiaiQuyet') as object;
    expect(enforcement).toMatchObject({ TraLaiDatSX: 78 });
    expect(enforcement).not.toHaveProperty('ThuHoiDatSX');
  });

  it('keeps recovered and returned apart for every figure (BT)', () => {
    const round = {
      ...aFullCase().rounds[1]!,
      compensation: {
        moneyRecovered: dong('11'),
        residentialLandRecovered: m2('12'),
        moneyReturned: dong('13'),
      },
    };
    const step = plan(aFullCase({ rounds: [round] })).steps[3];
    expect(at(bodyOf(step), 'BoiThuongThietHai')).toEqual({ ThuHoiTien: 11, ThuHoiDatO: 12, TraLaiTien: 13 });
  });

  it('sends amounts above 32 bits exactly (BT)', () => {
    const round = { ...aFullCase().rounds[1]!, compensation: { moneyRecovered: dong('999999999999999') } };
    expect(bodyText(plan(aFullCase({ rounds: [round] })).steps[3])).toContain(
      '"ThuHoiTien":999999999999999}',
    );
  });

  it('never makes up an authorised person, and leaves out one the wire has no code for (PT)', () => {
    const agent: Agent = { type: 'other', person: { fullName: 'Đỗ Thị Mùi', address: {} } };
    const { petitioners } = aCase();
    const other = aCase({ petitioners: { ...petitioners, identity: seal({ ...COMPLAINANT, agent }) } });
    expect(at(bodyOf(plan(aCase()).steps[0]), 'NguoiUyQuyen')).toEqual({});
    expect(at(bodyOf(plan(other).steps[0]), 'NguoiUyQuyen')).toEqual({});
    const lawyer = { ...COMPLAINANT, agent: { ...agent, type: 'lawyer' as const } };
    const real = aCase({ petitioners: { ...petitioners, identity: seal(lawyer) } });
    expect(at(bodyOf(plan(real).steps[0]), 'NguoiUyQuyen')).toMatchObject({
      LoaiNguoiUyQuyen: 1,
      HoTen: 'Đỗ Thị Mùi',
    });
  });

  it('appends no ".01" to a case type without deeper levels (PT)', () => {
    const petition = { ...aCase().petition, classification: [['PA']] };
    expect(at(bodyOf(plan(aCase({ kind: 'KNPA', petition })).steps[0]), 'PhanLoaiDon')).toEqual([
      { MaLoaiDon: 'PA', MaLoaiDon1: '', MaLoaiDon2: '', MaLoaiDon3: '' },
    ]);
  });

  it('does not send the date of the petition as the date of a document (PT)', () => {
    const text = bodyText(plan(aCase()).steps[0]);
    expect(JSON.parse(text)).toMatchObject({ NguonDonDen: { NgayVanBan: '' } });
    expect(text).not.toContain('21/07/2026');
  });

  it('knows no province of its own (PT, BT)', () => {
    const { petitioners } = aCase();
    const [person] = COMPLAINANT.people;
    const identity = seal({ people: [{ ...person!, address: {} }] });
    const [step] = plan(aCase({ petitioners: { ...petitioners, identity }, respondents: [] })).steps;
    expect(at(bodyOf(step), 'NguoiKNTC.DataNguoiKNTC.0')).toMatchObject({
      MaTinh: '',
      MaHuyen: '',
      MaXa: '',
    });
    expect(bodyText(step)).not.toMatch(/217|811/);
  });

  it('names an earlier agency only when there is one (PT)', () => {
    expect(at(bodyOf(plan(aCase()).steps[0]), 'CoQuanDaGiaiQuyet')).toEqual({});
  });

  it('never turns a missing date into 01/01/1970, nor a partial one into a whole one (PT)', () => {
    const { petition } = aCase();
    const forwardedBy = { agencyCode: 'H507', documentDate: day('2026-07') };
    const text = bodyText(plan(aCase({ petition: { ...petition, forwardedBy } })).steps[0]);
    expect(JSON.parse(text)).toMatchObject({ NguonDonDen: { NgayVanBan: '' } });
    expect(text).not.toContain('1970');
  });

  it('never sends the word null, undefined or NaN (BT)', () => {
    const { petition } = aCase();
    const bare = aFullCase({
      petition: { ...petition, narrative: seal({ content: 'Nội dung' }) },
      respondents: [],
    });
    for (const step of plan(bare).steps) expect(bodyText(step)).not.toMatch(/null|undefined|NaN/);
  });

  it('sends no figure that nobody gave, above all no zero', () => {
    const round = { ...aFullCase().rounds[0]!, enforcements: [] };
    expect(at(bodyOf(plan(aFullCase({ rounds: [round] })).steps[3]), 'BoiThuongThietHai')).toEqual({});
    expect(bodyOf(plan(aFullCase({ rounds: [round] })).steps[3])).not.toHaveProperty('QuyenKhoiKien');
  });

  it('does not fill the summary twice (BT)', () => {
    expect(bodyText(plan(aFullCase()).steps[1]).match(/Đủ điều kiện/g)).toHaveLength(1);
  });

  it('never goes on to steps 2–5 without the id of step 1, nor to step 5 without the decision (BT)', () => {
    const { steps } = plan(aFullCase());
    for (const step of steps.slice(1)) {
      expect(() => bodyText(step, NEW)).toThrow('not known');
      expect(() => bodyText(step, { ...IDS, caseId: '' })).toThrow('not known');
    }
    expect(() => bodyText(steps[4], { ...IDS, resultIds: new Map([[2, 'x']]) })).toThrow('decision');
  });

  it('does not attach: GanVuViec is 0 for a new record and for an update (BT)', () => {
    const [step] = plan(aCase()).steps;
    expect(at(bodyOf(step, NEW), 'VuViec')).toMatchObject({ Id: '', GanVuViec: 0 });
    expect(at(bodyOf(step, IDS), 'VuViec')).toMatchObject({ Id: IDS.caseId, GanVuViec: 0 });
  });

  it('keeps the job title in an officer name instead of cutting names at a dash (BT)', () => {
    expect(bodyText(plan(aFullCase()).steps[1])).toContain('Trần Thị Bình - Chuyên viên');
  });

  it('prints nothing (BT)', () => {
    const out = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const err = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    for (const step of plan(aFullCase()).steps) bodyText(step);
    const written = [...out.mock.calls, ...err.mock.calls];
    out.mockRestore();
    err.mockRestore();
    expect(written).toEqual([]);
  });

  it('sends no "[sealed]" for a file whose content went through JSON', () => {
    const file = { title: 'Đơn', fileName: 'don.pdf', content: seal(new Uint8Array([1])) };
    const [step] = plan(aCase({ attachments: [file] })).steps;
    const content: unknown = JSON.parse(JSON.stringify(step!.content));
    expect(() => bodyText({ ...step!, content })).toThrow('JSON-safe');
  });
});

describe('whatever the dates of a case are', () => {
  const partial = fc
    .record({
      year: fc.integer({ min: 1900, max: 2100 }),
      month: fc.integer({ min: 1, max: 12 }),
      cut: fc.integer({ min: 0, max: 2 }),
    })
    .map(({ year, month, cut }) => {
      const full = `${year}-${String(month).padStart(2, '0')}-15`;
      return day(cut === 0 ? full : full.slice(0, cut === 1 ? 7 : 4));
    });
  const WIRE_DATE = /^$|^(0[1-9]|[12]\d|3[01])\/(0[1-9]|1[0-2])\/\d{4}$/;

  function datesIn(value: unknown, key = ''): readonly string[] {
    if (typeof value === 'object' && value !== null)
      return Object.entries(value).flatMap(([name, member]) => datesIn(member, name));
    return /^(Ngay|Han)/.test(key) ? [String(value)] : [];
  }

  it('writes dd/MM/yyyy or nothing, and only dates the case holds', () => {
    fc.assert(
      fc.property(fc.array(partial, { minLength: 7, maxLength: 7 }), (dates) => {
        const [written, forwarded, handled, accepted, due, issued, enforced] = dates;
        const full = aFullCase();
        const round = full.rounds[1]!;
        const kase = aFullCase({
          petition: {
            ...full.petition,
            writtenDate: written!,
            forwardedBy: { agencyCode: 'H507', documentDate: forwarded! },
          },
          handling: { ...full.handling!, decidedDate: handled! },
          acceptance: { ...full.acceptance!, date: accepted!, dueDate: due! },
          rounds: [
            {
              ...round,
              issuedDate: issued!,
              enforcements: [{ ...round.enforcements[0]!, date: enforced! }],
            },
          ],
        });
        const known = new Set([
          '',
          '12/04/2021',
          '03/08/2026',
          ...dates.map((one) => one.split('-').toReversed().join('/')),
        ]);
        for (const step of plan(kase).steps)
          for (const date of datesIn(bodyOf(step))) {
            expect(date).toMatch(WIRE_DATE);
            expect(known).toContain(date);
          }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the forms the settings can give a body', () => {
  const base = shippedSettings();

  it('nests form bodies with brackets and drops what is absent (PT)', () => {
    const form = aProfile({
      ...base,
      steps: { ...base.steps, CapNhatVuViec: { ...base.steps.CapNhatVuViec, body: 'form' } },
    });
    const pairs = new URLSearchParams(bodyText(form.plan(aCase(), aContext()).steps[0], NEW, form));
    expect(pairs.get('NguoiKNTC[DataNguoiKNTC][0][HoTen]')).toBe('Nguyễn Văn Ất');
    expect(pairs.get('PhanLoaiDon[0][MaLoaiDon3]')).toBe('KN.01.02.01');
    expect(pairs.get('VuViec[Id]')).toBe('');
    expect([...pairs.keys()].filter((key) => /^(Attachment|NguoiUyQuyen)/.test(key))).toEqual([]);
  });

  it('renames keys, writes null or leaves out, fills absent objects, turns numbers into texts', () => {
    const { CapNhatVuViec } = base.steps;
    const other = aProfile({
      ...base,
      steps: {
        ...base.steps,
        CapNhatVuViec: { ...CapNhatVuViec, keys: { ...CapNhatVuViec.keys, NguoiBiKNTCT: 'NguoiBiKNTC' } },
      },
      values: {
        ...base.values,
        nullForm: 'null',
        gender: { male: 1, female: 0, unknown: 'omit' },
        numberForms: { ...base.values.numberForms, LanGiaiQuyet: 'string' },
        absentObjects: { ...base.values.absentObjects, NguoiUyQuyen: 'emptyStrings', NguoiBiKNTCT: 'omit' },
      },
    });
    const prior = { agencyCode: 'H507', round: 1 };
    const full = bodyOf(other.plan(aCase({ priorResolution: prior }), aContext()).steps[0], NEW, other);
    expect(full).toMatchObject({
      VuViec: { Id: '', LanhDaoTiep: null },
      NguoiBiKNTC: { LoaiNguoiBiKNTC: 2, HoTen: null },
      NguoiUyQuyen: { HoTen: '', DiaChiChiTiet: '' },
      CoQuanDaGiaiQuyet: { LanGiaiQuyet: '1', NgayBanHanh: null },
    });
    expect(full).not.toHaveProperty('NguoiBiKNTCT');
    expect(at(full, 'NguoiBiKNTC')).not.toHaveProperty('GioiTinh');
    const [alone] = other.plan(aCase({ respondents: [] }), aContext()).steps;
    expect(bodyOf(alone, NEW, other)).not.toHaveProperty('NguoiBiKNTC');
  });
});
