import type { NationalSettings } from '../../settings/national-settings';
import { aCase, aContext, aFullCase, REFERENCE, seal } from './spec/a-case';
import { aProfile, shippedSettings } from './spec/a-profile';
import { answered, doubled, FakeHttp } from './spec/fake-http';
import { at, bodyOf, bodyText, CASE_ID, IDS, NEW } from './spec/planning';

type Values = Partial<NationalSettings['values']>;
const shipped = shippedSettings();
const withValues = (values: Values) => ({ ...shipped, values: { ...shipped.values, ...values } });
const withAnswers = (answers: Partial<NationalSettings['answers']>) => ({
  ...shipped,
  answers: { ...shipped.answers, ...answers },
});
const withLimits = (limits: Partial<NationalSettings['limits']>) => ({
  ...shipped,
  limits: { ...shipped.limits, ...limits },
});

/** Body of one step (0 = case … 4 = first enforcement) of a full case under these settings. */
function body(settings: NationalSettings, index: number, kase = aFullCase()) {
  const profile = aProfile(settings);
  return bodyOf(profile.plan(kase, aContext()).steps[index], IDS, profile);
}

const ABSENT = { emptyString: '', null: null, omit: undefined };
describe('every value of every setting that forms a body', () => {
  it.each(['emptyString', 'null', 'omit'] as const)('nullForm %s', (nullForm) => {
    expect(at(body(withValues({ nullForm }), 0), 'NguonDonDen.SoVanBanDen')).toBe(ABSENT[nullForm]);
  });

  it.each([
    ['emptyString', ''],
    ['omit', undefined],
    ['zero', 0],
  ] as const)('gender unknown %s', (unknown, expected) => {
    const settings = withValues({ gender: { male: 1, female: 2, unknown } });
    expect(at(body(settings, 0), 'NguoiBiKNTCT.GioiTinh')).toBe(expected);
  });

  it.each([
    ['dd/MM/yyyy', '03/08/2026'],
    ['yyyy-MM-dd', '2026-08-03'],
  ] as const)('dateFormat %s', (dateFormat, expected) => {
    const settings = withValues({ dateFormat });
    expect(at(body(settings, 0), 'VuViec.NgayNhapDon')).toBe(expected);
    expect(body(settings, 2)['HanGiaiQuyet']).toBe(dateFormat === 'dd/MM/yyyy' ? '26/09/2026' : '2026-09-26');
  });

  it.each([
    ['pascal', 'VuViec.NgayNhapDon'],
    ['camel', 'vuViec.ngayNhapDon'],
  ] as const)('keyCase %s', (keyCase, path) => {
    expect(at(body(withValues({ keyCase }), 0), path)).toBe('03/08/2026');
  });

  it.each([
    ['round', 121],
    ['decimal', 120.5],
    ['refuse', undefined],
  ] as const)('landAreas %s', (landAreas, expected) => {
    const settings = withValues({ landAreas });
    const steps = aProfile(settings).plan(aFullCase(), aContext()).steps;
    expect(steps).toHaveLength(expected === undefined ? 3 : 8);
    const sent = expected === undefined ? undefined : at(body(settings, 3), 'BoiThuongThietHai.TraLaiDatSX');
    expect(sent).toBe(expected);
  });

  it.each([
    ['exact-integer', undefined],
    ['refuse-above-32-bit', ['rounds.moneyReturned']],
  ] as const)('money %s', (money, missing) => {
    const plan = aProfile(withValues({ money })).plan(aFullCase(), aContext());
    expect(plan.endedBefore?.missing).toEqual(missing);
  });

  it.each([
    ['empty', {}],
    ['emptyStrings', expect.objectContaining({ MaCoQuan: '', LanGiaiQuyet: '' }) as unknown],
    ['omit', undefined],
  ] as const)('absentObjects %s', (form, expected) => {
    const absentObjects = {
      NguoiUyQuyen: form,
      NguoiBiKNTCT: form,
      CoQuanDaGiaiQuyet: form,
      BoiThuongThietHai: form,
    };
    expect(body(withValues({ absentObjects }), 0)['CoQuanDaGiaiQuyet']).toEqual(expected);
    expect(typeof body(withValues({ absentObjects }), 0, aCase({ respondents: [] }))['NguoiBiKNTCT']).toBe(
      form === 'omit' ? 'undefined' : 'object',
    );
  });

  it.each(['number', 'string'] as const)('numberForms %s', async (form) => {
    const numberForms = {
      LoaiDanhMuc: form,
      LanGiaiQuyet: form,
      LoaiKetQuaGiaiQuyet: form,
      HinhThucGiaiQuyet: form,
    };
    const settings = withValues({ numberForms });
    const prior = aCase({ priorResolution: { agencyCode: 'H507', round: 2 } });
    const decision = body(settings, 3);
    const http = new FakeHttp().will(doubled([]));
    await aProfile(settings, http).codeList(2);
    const list = (http.sentBody as { LoaiDanhMuc: unknown }).LoaiDanhMuc;
    const sent = [
      at(body(settings, 0, prior), 'CoQuanDaGiaiQuyet.LanGiaiQuyet'),
      decision['LoaiKetQuaGiaiQuyet'],
      decision['HinhThucGiaiQuyet'],
      list,
    ];
    expect(sent).toEqual(form === 'number' ? [2, 1, 1, 2] : ['2', '1', '1', '2']);
  });

  it.each([
    ['brackets', 'drop', 'NguoiKNTC%5BDataNguoiKNTC%5D%5B0%5D%5BHoTen%5D=', false],
    ['dots', 'keep', 'NguoiKNTC.DataNguoiKNTC%5B0%5D.HoTen=', true],
  ] as const)('forms with %s, empty arrays %s', (formNames, formEmptyArrays, name, keeps) => {
    const settings = withValues({ formNames, formEmptyArrays });
    const { CapNhatVuViec } = settings.steps;
    const profile = aProfile({
      ...settings,
      steps: { ...settings.steps, CapNhatVuViec: { ...CapNhatVuViec, body: 'form' } },
    });
    const text = bodyText(profile.plan(aCase(), aContext()).steps[0], NEW, profile);
    expect(text).toContain(name);
    expect(text.includes('&Attachment=&')).toBe(keeps);
  });

  it('aliases of keys that are only guessed', () => {
    const { CapNhatVuViec, CapNhatKQGiaiQuyet } = shipped.steps;
    const steps = {
      ...shipped.steps,
      CapNhatVuViec: { ...CapNhatVuViec, keys: { ...CapNhatVuViec.keys, NguoiBiKNTCT: 'NguoiBiKNTC' } },
      CapNhatKQGiaiQuyet: {
        ...CapNhatKQGiaiQuyet,
        keys: { ...CapNhatKQGiaiQuyet.keys, TraLaiDatSX: 'TraLaiDatSanXuat' },
      },
    };
    expect(Object.keys(body({ ...shipped, steps }, 0))).toContain('NguoiBiKNTC');
    expect(at(body({ ...shipped, steps }, 3), 'BoiThuongThietHai.TraLaiDatSanXuat')).toBe(121);
  });
});

describe('every value of every setting that reads an answer', () => {
  const key = { kind: 'handling', ordinal: 1 } as const;
  const send = (settings: NationalSettings, text: string | Uint8Array) =>
    aProfile(settings, new FakeHttp().will(answered(200, text))).send(key, Buffer.from('{}'), CASE_ID, {
      beforeWrite: () => true,
    });
  const answer = JSON.stringify({ Id: CASE_ID });
  const confirmed = { kind: 'confirmed', id: CASE_ID };

  it.each([
    ['auto', answer, 'confirmed'],
    ['auto', JSON.stringify(answer), 'confirmed'],
    [1, answer, 'confirmed'],
    [1, JSON.stringify(answer), 'unknown'],
    [2, answer, 'unknown'],
    [2, JSON.stringify(answer), 'confirmed'],
  ] as const)('layers %s', async (layers, text, kind) => {
    expect((await send(withAnswers({ layers }), text)).kind).toBe(kind);
  });

  it.each([
    ['utf-8', Buffer.from(answer)],
    ['utf-16le', Buffer.from(answer, 'utf16le')],
    ['windows-1258', Buffer.from(answer, 'latin1')],
  ] as const)('charset %s', async (charset, bytes) => {
    expect(await send(withAnswers({ charset }), bytes)).toEqual(confirmed);
  });

  it.each([
    ['exact', 'unknown'],
    ['ignore', 'confirmed'],
  ] as const)('keyCase %s', async (keyCase, kind) => {
    expect((await send(withAnswers({ keyCase }), JSON.stringify({ ID: CASE_ID }))).kind).toBe(kind);
  });

  it.each([
    ['unknown', 'unknown'],
    ['unprocessed', 'not-sent'],
  ] as const)('html and empty %s', async (meaning, kind) => {
    const settings = withAnswers({ html: meaning, empty: meaning });
    expect((await send(settings, '<html>Bảo trì</html>')).kind).toBe(kind);
    expect((await send(settings, '')).kind).toBe(kind);
  });

  it.each([
    ['unknown', 'failed'],
    [1, 'failed'],
    [2, 'absent'],
  ] as const)('resultCap %s', async (resultCap, kind) => {
    const { TraDanhMuc, TraThongTinDon } = shipped.lookups;
    const lookups = { TraDanhMuc, TraThongTinDon: { ...TraThongTinDon, resultCap } };
    const row = { Id: CASE_ID, NoiDung: 'Đơn khác\n[Mã hồ sơ địa phương: BDI-0000000000000]' };
    const http = new FakeHttp().will(doubled([row]));
    expect((await aProfile({ ...shipped, lookups }, http).lookUp(REFERENCE)).kind).toBe(kind);
  });
});

describe('declared limits of the far side', () => {
  const file = (name: string, size: number) => ({
    title: name,
    fileName: name,
    content: seal(new Uint8Array(size)),
  });
  const { attachments } = shipped.limits;

  it.each([
    ['most', { attachments: { ...attachments, most: 1 } }, /2 tệp đính kèm, quá giới hạn 1/],
    ['maxSize', { attachments: { ...attachments, maxSize: 2 } }, /một tệp đính kèm nặng/],
    [
      'types',
      { attachments: { ...attachments, types: ['pdf' as const] } },
      /loại «docx» không được CSDLQG nhận/,
    ],
    ['mandatory', { mandatory: ['NguonDonDen.SoVanBanDen'] }, /NguonDonDen\.SoVanBanDen bắt buộc/],
    ['lengths', { lengths: { 'NguoiKNTC.DataNguoiKNTC.HoTen': 5 } }, /HoTen dài 13 ký tự, quá giới hạn 5/],
  ])('%s: a step that breaks it is never sent', (_name, limits, message) => {
    const kase = aCase({ attachments: [file('a.pdf', 3), file('b.docx', 1)] });
    expect(() => body(withLimits(limits), 0, kase)).toThrow(
      expect.objectContaining({ code: 'REJECTED', detail: expect.stringMatching(message) as unknown }),
    );
    expect(() => body(shipped, 0, kase)).not.toThrow();
  });

  it('outside the validity of the profile nothing is sent, and the cause is said', async () => {
    const http = new FakeHttp();
    const profile = aProfile({ ...shipped, validity: { from: '', until: '2026-11-21' } }, http);
    const options = { beforeWrite: () => true };
    expect(
      await profile.send({ kind: 'case', ordinal: 1 }, Buffer.from('{}'), undefined, options),
    ).toMatchObject({
      kind: 'not-sent',
      reason: 'profile-expired',
      pause: { code: 'GW_N206' },
    });
    expect(await profile.lookUp(REFERENCE)).toMatchObject({ kind: 'failed', pause: { code: 'GW_N206' } });
    await expect(profile.codeList(1)).rejects.toMatchObject({ code: 'GW_N206' });
    expect(http.requests).toEqual([]);
  });
});
