import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProvince } from './load-province';

const folder = mkdtempSync(join(tmpdir(), 'kntc-province-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PROVINCE = 'province: { id: VIDU, prefix: VIDU, name: Tỉnh Ví Dụ }';

function load(text: string, defaults?: Parameters<typeof loadProvince>[1]) {
  writeFileSync(join(folder, 'agencies.yaml'), text);
  return loadProvince(folder, defaults);
}

const agencies = (more = ''): string =>
  `${PROVINCE}\nagencies: [{ id: ttt, name: Thanh tra, code: H507.02${more} }]`;

describe('agencies.yaml', () => {
  it('gives the release point of the agency, or else that of the profile', () => {
    const province = load(agencies(', releasePoints: { KN: handling }'), {
      KN: 'acceptance',
      TC: 'handling',
      KNPA: 'received',
    });
    expect(province.releasePoint('KN', 'ttt')).toBe('handling');
    expect(province.releasePoint('TC', 'ttt')).toBe('handling');
    expect(province.releasePoint('TC', 'unknown')).toBe('handling');
  });

  it('says who stands above whom, the province above those that name nobody', () => {
    const text = `${PROVINCE}
agencies:
  - { id: xa, name: Xã, code: H507101, superior: huyen }
  - { id: huyen, name: Huyện, code: H50701 }`;
    const { superiors, agencies: rows } = load(text);
    expect(Object.fromEntries(superiors)).toEqual({ xa: 'huyen', huyen: 'VIDU' });
    expect(rows[0]).toEqual({ id: 'xa', name: 'Xã', code: 'H507101' });
  });

  it('gives agencies their days, former codes and successors', () => {
    const text = `${PROVINCE.replace('}', ', codePrefixes: [H507, H603] }')}
agencies:
  - { id: cu, name: Cũ, code: H507.03, until: 2025-02-28, successor: moi }
  - { id: moi, name: Mới, code: H603.12, formerCodes: [{ code: H507.12, until: 2025-06-30 }] }`;
    expect(load(text).agencies).toEqual([
      { id: 'cu', name: 'Cũ', code: 'H507.03', validUntil: '2025-02-28', successor: 'moi' },
      {
        id: 'moi',
        name: 'Mới',
        code: 'H603.12',
        formerCodes: [{ code: 'H507.12', validFrom: undefined, validUntil: '2025-06-30' }],
      },
    ]);
  });

  it.each([
    ['a misspelt key', agencies().replace('prefix', 'prefx'), /prefx/],
    ['an id in capitals', agencies().replace('ttt', 'TTT'), /agencies\[0\]\.id/],
    [
      'a release point later than the law allows',
      agencies(', releasePoints: { KNPA: handling }'),
      /ttt: KNPA/,
    ],
    ['a superior that is no agency', agencies(', superior: huyen'), /ttt: superior does not lead up to VIDU/],
    [
      'a successor that is no agency',
      agencies(', until: 2025-06-30, successor: moi'),
      /ttt: cơ quan kế thừa \(successor\) moi/,
    ],
    ['a day that is none', agencies(', until: 2025-06-31'), /agencies\[0\]\.until/],
    [
      'a code of another province',
      agencies().replace('name: Tỉnh Ví Dụ', 'name: Tỉnh Ví Dụ, codePrefixes: [H603]'),
      /ttt: mã H507.02 không bắt đầu bằng H603/,
    ],
    ['an agency above itself', agencies(', superior: ttt'), /ttt: superior does not lead up to VIDU/],
    ['no YAML', 'province: [\n', /line 2/],
  ])('is refused with %s, whoever reads it', (_why, text, expected) => {
    expect(() => load(text)).toThrow(
      expect.objectContaining({ code: 'GW_P401', detail: expect.stringMatching(expected) }),
    );
  });
});
