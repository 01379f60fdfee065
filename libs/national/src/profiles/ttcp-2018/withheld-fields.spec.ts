import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { aFullCase, aShutDenunciation, day, REFERENCE, seal } from './spec/a-case';
import { aProfile, CONFIG_DIR, shippedSettings } from './spec/a-profile';
import { doubled, FakeHttp } from './spec/fake-http';
import { bodyOf, CASE_ID, IDS, plan } from './spec/planning';
import { STEP_METHODS } from './body';
import { checkWithheld, leavesOf, WITHHELD_FIELDS, type Verdict } from './withheld-fields';
import { documentedFigure } from '../../../../../test/figures/figures';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

const description = parse(readFileSync(join(CONFIG_DIR, 'national/ttcp-2018.openapi.yaml'), 'utf8')) as {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** Every field of a request the description knows, lists without their indexes. */
function describedFields(schema: Schema | undefined, path = ''): readonly string[] {
  if (schema?.$ref !== undefined && schema.properties === undefined)
    return describedFields(description.components.schemas[schema.$ref.split('/').at(-1) ?? ''], path);
  if (schema?.items !== undefined) return describedFields(schema.items, path);
  if (schema?.properties === undefined) return [path];
  return Object.entries(schema.properties).flatMap(([key, one]) =>
    describedFields(one, path === '' ? key : `${path}.${key}`),
  );
}

const METHODS = Object.values(STEP_METHODS);

/** Words the denunciation is made of; none of them may stand in a field that is not open. */
const WORDS = /[A-Za-zÀ-ỹ]{2,} [A-Za-zÀ-ỹ]{2,}/;

const OPEN =
  'LanhDaoTiep LanhDaoUyQuyen SoVanBanDen CanBoXuLy CanBoDuyetKQXL CanBoDuyet HoTen SoDinhDanhCaNhan GioiTinh ' +
  'NgayCapSoDinhDanh NoiCapSoDinhDanh MaTinh MaHuyen MaXa DiaChiChiTiet MaQuocTich MaDanToc ChucVu TenCoQuanToChuc ' +
  'MaTinhCoQuan MaHuyenCoQuan MaXaCoQuan DiaChiChiTietCoQuan HinhThucXuLy TenToChuc';

/** A denunciation with something in every place a wire field could take it from. */
function everything() {
  const full = aFullCase();
  const { petition } = aShutDenunciation();
  return aShutDenunciation({
    petition: {
      ...petition,
      forwardedBy: { agencyCode: 'H507', documentNo: '12/PC-TTr', documentDate: day('2026-08-01') },
    },
    reception: { periodic: true, delegated: true, leader: 'Lê Văn Cường', delegatedBy: 'Phạm Văn Dũng' },
    respondents: [
      {
        type: 'person',
        position: 'Chủ tịch',
        person: {
          fullName: 'Vũ Văn Hách',
          idNumber: '052081000999',
          gender: 'male',
          address: { provinceCode: '507', wardCode: '5070103', detail: 'Khu phố 2' },
        },
      },
    ],
    attachments: [
      {
        typeCode: '1',
        title: 'Đơn viết tay',
        fileName: 'don-cua-bui.pdf',
        summary: 'Bản chụp',
        content: seal(new Uint8Array([1])),
      },
    ],
    handling: full.handling && { ...full.handling, nextAgencyCode: 'H507' },
  });
}

describe('the fields of a withheld denunciation', () => {
  it.each(METHODS)('of %s have a verdict each, no more and no fewer', (method) => {
    // two spellings of one object, see `keys` of the settings
    const described = describedFields(description.components.schemas[`${method}Request`]).map((path) =>
      path.replace(/^NguoiBiKNTC\./, 'NguoiBiKNTCT.'),
    );
    expect(Object.keys(WITHHELD_FIELDS[method]).toSorted()).toEqual([...new Set(described)].toSorted());
  });

  const { steps } = plan(everything(), 'withheld');
  const sent = steps.flatMap((step) =>
    [{}, IDS].flatMap((ids) => {
      const method = STEP_METHODS[step.key.kind];
      if (method !== 'CapNhatVuViec' && ids !== IDS) return [];
      const body = bodyOf(step, { resultIds: new Map(), ...ids });
      return leavesOf(body).map(([path, value]) => ({ method, path, value }));
    }),
  );
  const withVerdict = (verdict: Verdict) =>
    sent.filter(({ method, path }) => WITHHELD_FIELDS[method][path] === verdict);

  it('are all that a body of every step holds', () => {
    const unknown = sent.filter(({ method, path, value }) => {
      // an absent object has no fields
      const isEmptyObject = value !== null && typeof value === 'object';
      return WITHHELD_FIELDS[method][path] === undefined && !isEmptyObject;
    });
    expect(unknown).toEqual([]);
    expect(new Set(sent.map(({ method }) => method)).size).toBe(5);
  });

  it('hold nothing where they are dropped', () => {
    expect(withVerdict('dropped').length).toBeGreaterThan(20);
    expect(withVerdict('dropped').filter(({ value }) => value !== '')).toEqual([]);
  });

  it('hold a text of the settings where they are fixed', () => {
    const texts = new Set(withVerdict('fixed').map(({ value }) => value));
    expect(texts).toEqual(new Set(['Người tố cáo – giữ bí mật', '']));
  });

  it('hold codes, dates and numbers where they are coded', () => {
    const coded = withVerdict('coded');
    expect(coded.length).toBeGreaterThan(60);
    expect(coded.filter(({ value }) => WORDS.test(String(value)) || String(value).length > 36)).toEqual([]);
  });

  it('hold the summary made of codes, or nothing, where a rendition could stand', () => {
    const texts = [...new Set(withVerdict('rendition').map(({ value }) => value))];
    expect(texts).toHaveLength(2);
    expect(texts).toEqual(expect.arrayContaining([expect.stringMatching(/^Loại đơn: /), '']));
  });

  it('show where they are open only officers, the denounced and documents of agencies', () => {
    expect(new Set(withVerdict('open').map(({ path }) => path.split('.').at(-1)))).toEqual(
      new Set(OPEN.split(' ')),
    );
  });

  it('cannot be sent when nobody decided about them, or when they were dropped', () => {
    expect(() => checkWithheld('CapNhatGiaiQuyet', { TruongMoi: '' })).toThrow('nobody decided');
    expect(() => checkWithheld('CapNhatGiaiQuyet', { FileThuLy: 'AQ==' })).toThrow('must not leave');
    expect(() =>
      checkWithheld('CapNhatGiaiQuyet', { FileThuLy: null, NgayThuLy: '01/02/2026' }),
    ).not.toThrow();
  });

  it.each(['lookUp', 'lookUpId'] as const)(
    'of a look-up (%s) hold the reference or the id alone',
    async (how) => {
      const http = new FakeHttp().will(doubled([]));
      const profile = aProfile(shippedSettings(), http);
      const asked = how === 'lookUp' ? REFERENCE : CASE_ID;
      await profile[how](asked);
      const described = describedFields(description.components.schemas['TraThongTinDonRequest']);
      const fields = leavesOf(http.sentBody);
      expect(fields.map(([path]) => path).toSorted()).toEqual([...described].toSorted());
      expect(fields.filter(([, value]) => value !== '')).toEqual([
        how === 'lookUp' ? ['NoiDung', `[Mã hồ sơ địa phương: ${REFERENCE}]`] : ['MaVuViec', CASE_ID],
      ]);
    },
  );

  it('and as many fields as docs/security/figures.md says have a verdict', () => {
    const judged = METHODS.reduce((sum, method) => sum + Object.keys(WITHHELD_FIELDS[method]).length, 0);
    process.stderr.write(
      `withheld: ${judged} wire fields judged, ${sent.length} values of every step looked at\n`,
    );
    expect(documentedFigure('withheld-fields', judged)).toBe(judged);
  });
});
