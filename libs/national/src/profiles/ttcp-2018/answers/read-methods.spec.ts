import type { HttpOutcome } from '@kntc/domain';
import { REFERENCE } from '../spec/a-case';
import { aProfile, shippedSettings } from '../spec/a-profile';
import { answered, doubled, FakeHttp } from '../spec/fake-http';

const CASE = '3f2b8c1e-6f6c-4b53-9a54-0d3c6f1f0a01';
const OTHER = '3f2b8c1e-6f6c-4b53-9a54-0d3c6f1f0a02';

describe('a look-up', () => {
  const row = (id: string, content: unknown) => ({
    Id: id,
    ChuDon: 'X',
    CMTND: '',
    DiaChi: '',
    NoiDung: content,
  });
  const marked = (reference: string) => `Nội dung\n[Mã hồ sơ địa phương: ${reference}]`;

  async function lookUp(outcome: HttpOutcome) {
    const http = new FakeHttp().will(outcome);
    return { result: await aProfile(shippedSettings(), http).lookUp(REFERENCE), http };
  }

  it('carries the reference and nothing of a person', async () => {
    const { http } = await lookUp(doubled([]));
    expect(http.sent.url).toMatch(/\/KNTC\/TraThongTinDon$/);
    expect(http.sentBody).toEqual({
      MaVuViec: '',
      TenNguoiKhieuNai: '',
      MaTinh: '',
      MaHuyen: '',
      MaXa: '',
      SoDinhDanhCaNhan: '',
      NoiDung: `[Mã hồ sơ địa phương: ${REFERENCE}]`,
    });
  });

  it.each<[string, unknown, unknown]>([
    ['nothing', [], { kind: 'absent' }],
    ['our record', [row(CASE, `${marked(REFERENCE)} \n`)], { kind: 'found', caseId: CASE }],
    [
      'our record twice in the list',
      [row(CASE, marked(REFERENCE)), row(CASE, marked(REFERENCE))],
      { kind: 'found', caseId: CASE },
    ],
    [
      'two records',
      [row(CASE, marked(REFERENCE)), row(OTHER, marked(REFERENCE))],
      { kind: 'several', count: 2 },
    ],
    ['records of others', [row(OTHER, marked('BDI-0000000000000'))], { kind: 'absent' }],
    ['our reference inside a text only', [row(CASE, `${marked(REFERENCE)}\nvà hơn nữa`)], { kind: 'absent' }],
    ['hidden content', [row(OTHER, null)], { kind: 'failed', reason: 'content-not-shown' }],
    [
      'cut content',
      [row(OTHER, marked(REFERENCE).slice(0, -6))],
      { kind: 'failed', reason: 'content-not-shown' },
    ],
    [
      'content that ends before the marker',
      [row(OTHER, 'Nội dung')],
      { kind: 'failed', reason: 'content-not-shown' },
    ],
    ['our record without an id', [row('', marked(REFERENCE))], { kind: 'failed', reason: 'id-form' }],
    ['an object', { Id: CASE }, { kind: 'failed', reason: 'shape' }],
    ['rows of another shape', ['x'], { kind: 'failed', reason: 'shape' }],
  ])('reads %s', async (_, rows, expected) => {
    expect((await lookUp(doubled(rows))).result).toEqual(expected);
  });

  it('has failed, not found nothing, when the answer is none', async () => {
    expect((await lookUp(answered(500, ''))).result).toEqual({ kind: 'failed', reason: 'http-500' });
    expect((await lookUp(answered(401, ''))).result).toMatchObject({
      kind: 'failed',
      pause: { code: 'GW_N201' },
    });
    expect((await lookUp({ kind: 'not-sent', reason: 'refused', durationMs: 1 })).result).toMatchObject({
      pause: { code: 'GW_N202' },
    });
  });
});

describe('a code list', () => {
  async function list(outcome: HttpOutcome) {
    const http = new FakeHttp().will(outcome);
    return { entries: await aProfile(shippedSettings(), http).codeList(5), http };
  }

  it('asks with all four keys and trims the rows', async () => {
    const { entries, http } = await list(doubled([{ Ma: ' 1 ', Ten: 'Bưu chính ', Khac: 1 }]));
    expect(entries).toEqual([{ code: '1', name: 'Bưu chính' }]);
    expect(http.sentBody).toEqual({ LoaiDanhMuc: 5, MaTinh: '', MaBoNganh: '', MaLoaiKhieuTo: '' });
  });

  it.each<[string, HttpOutcome, string]>([
    [
      'a code twice',
      doubled([
        { Ma: '1', Ten: 'a' },
        { Ma: '1 ', Ten: 'b' },
      ]),
      'GW_N203',
    ],
    ['an empty code', doubled([{ Ma: ' ', Ten: 'a' }]), 'GW_N203'],
    ['a code that is a number', doubled([{ Ma: 1, Ten: 'a' }]), 'GW_N203'],
    ['an object', doubled({}), 'GW_N203'],
    ['a web page', answered(200, '<html>'), 'GW_N203'],
    ['a failure', answered(500, ''), 'GW_N203'],
    ['wrong account', answered(401, ''), 'GW_N201'],
    ['too fast', answered(429, ''), 'GW_N204'],
    ['no connection', { kind: 'not-sent', reason: 'dns', durationMs: 1 }, 'GW_N202'],
    ['no answer', { kind: 'unanswered', reason: 'timeout', durationMs: 1 }, 'GW_N202'],
  ])('fails as a whole on %s', async (_, outcome, code) => {
    await expect(list(outcome)).rejects.toMatchObject({ code });
  });
});
