import type { HttpOutcome, ReadBackOutcome } from '@kntc/domain';
import { aCase, aContext, aFullCase, aShutDenunciation, REFERENCE } from '../spec/a-case';
import { aProfile, shippedSettings } from '../spec/a-profile';
import { answered, doubled, FakeHttp } from '../spec/fake-http';

const CASE = '3f2b8c1e-6f6c-4b53-9a54-0d3c6f1f0a01';
const OTHER = '3f2b8c1e-6f6c-4b53-9a54-0d3c6f1f0a02';
const marked = (reference: string, text = 'Nội dung') => `${text}\n[Mã hồ sơ địa phương: ${reference}]`;
const row = (Id: string, NoiDung: unknown, ChuDon: unknown = 'An') => ({
  Id,
  ChuDon,
  CMTND: null,
  DiaChi: '',
  NoiDung,
});

function reading(outcome: HttpOutcome) {
  const http = new FakeHttp().will(outcome);
  const { readBack } = aProfile(shippedSettings(), http);
  if (readBack === undefined) throw new Error('this profile reads back');
  return { readBack, http };
}

const byReference = (rows: unknown): Promise<ReadBackOutcome> =>
  reading(doubled(rows)).readBack.byReference(REFERENCE);
const byId = (rows: unknown): Promise<ReadBackOutcome> => reading(doubled(rows)).readBack.byId(CASE);

describe('reading back by reference', () => {
  it('shows the row without the marker line, and what is empty as empty', async () => {
    expect(await byReference([row(CASE, marked(REFERENCE))])).toEqual({
      kind: 'shown',
      foreign: 0,
      isWhole: true,
      records: [
        {
          caseId: CASE,
          reference: REFERENCE,
          fields: [
            { name: 'petitioners[0].fullName', kind: 'name', value: 'An' },
            { name: 'petitioners[0].idNumber', kind: 'number', value: '' },
            { name: 'content', kind: 'text', value: 'Nội dung' },
          ],
        },
      ],
    });
  });

  it('shows every row that carries the reference', async () => {
    const shown = await byReference([row(CASE, marked(REFERENCE)), row(OTHER, marked(REFERENCE))]);
    expect(shown).toMatchObject({ records: [{ caseId: CASE }, { caseId: OTHER }] });
  });

  it.each<[string, unknown, unknown]>([
    ['nothing', [], { records: [], foreign: 0, isWhole: true }],
    [
      'a row of others',
      [row(OTHER, marked('BDI-0000000000000'))],
      { records: [], foreign: 1, isWhole: true },
    ],
    [
      'a row that quotes our reference',
      [row(OTHER, `${marked(REFERENCE)}\n${marked('BDI-0000000000000')}`)],
      { records: [], foreign: 0, isWhole: true },
    ],
    [
      'ours among others',
      [row(OTHER, marked('BDI-0000000000000')), row(CASE, marked(REFERENCE))],
      { records: [{ caseId: CASE }], foreign: 1, isWhole: true },
    ],
    [
      'as many rows of others as one answer holds',
      Array.from({ length: 50 }, () => row(OTHER, marked('BDI-0000000000000'))),
      { records: [], foreign: 50, isWhole: false },
    ],
    ['a text that was cut', [row(CASE, 'Nội dung')], { kind: 'failed', reason: 'content-not-shown' }],
    ['rows of another shape', ['x'], { kind: 'failed', reason: 'shape' }],
    ['a name that is no text', [row(CASE, marked(REFERENCE), 7)], { kind: 'failed', reason: 'shape' }],
    ['our row without an id', [row('', marked(REFERENCE))], { kind: 'failed', reason: 'id-form' }],
  ])('reads %s', async (_what, rows, expected) => {
    expect(await byReference(rows)).toMatchObject(expected as object);
  });

  it('has failed, and not found nothing, when the answer is none', async () => {
    const { readBack } = reading(answered(500, ''));
    expect(await readBack.byReference(REFERENCE)).toEqual({
      kind: 'failed',
      reason: 'http-500',
      pause: undefined,
    });
  });
});

describe('reading back by id', () => {
  it('asks for the id and nothing else', async () => {
    const { readBack, http } = reading(doubled([]));
    await readBack.byId(CASE);
    expect(http.sentBody).toEqual({
      MaVuViec: CASE,
      TenNguoiKhieuNai: '',
      MaTinh: '',
      MaHuyen: '',
      MaXa: '',
      SoDinhDanhCaNhan: '',
      NoiDung: '',
    });
  });

  it.each<[string, unknown, unknown]>([
    ['nothing', [], { records: [], foreign: 0, isWhole: true }],
    ['the row', [row(CASE.toUpperCase(), 'Nội dung')], { records: [{ reference: undefined }], foreign: 0 }],
    ['rows of others', [row(OTHER, 'Nội dung')], { records: [], foreign: 1, isWhole: true }],
    [
      'another reference under the id',
      [row(CASE, marked('BDI-0000000000000'))],
      { records: [{ caseId: CASE, reference: 'BDI-0000000000000' }] },
    ],
  ])('reads %s', async (_what, rows, expected) => {
    expect(await byId(rows)).toMatchObject({ kind: 'shown', ...(expected as object) });
  });

  it('sends nothing for what cannot be an id', async () => {
    const { readBack, http } = reading(doubled([]));
    expect(await readBack.byId('x')).toMatchObject({ records: [], isWhole: true });
    expect(http.requests).toEqual([]);
  });
});

describe('what a row should show', () => {
  const profile = aProfile();
  const CONFIRMED = new Set(['case:1', 'handling:1']);
  const expected = (kase = aFullCase(), confirmed: ReadonlySet<string> = CONFIRMED) => {
    const identityPolicy = kase.kind === 'TC' ? 'withheld' : undefined;
    const plan = profile.plan(kase, aContext({ identityPolicy }));
    return profile.readBack?.expected({ kind: kase.kind, plan, confirmed });
  };

  it('is the first petitioner and the text, as they were sent', () => {
    expect(expected()).toMatchObject({
      carriesReference: true,
      fields: [
        { name: 'petitioners[0].fullName', value: 'Nguyễn Văn Ất', tells: 'who', mayBeHidden: false },
        { name: 'petitioners[0].idNumber', value: '037081000123', tells: 'who' },
        {
          name: 'content',
          value: 'Khiếu nại quyết định thu hồi đất.\nĐề nghị xem xét lại.',
          isDerived: false,
        },
      ],
    });
  });

  it('names what stands there as well and is never shown, of confirmed steps only', () => {
    const fields = expected()?.unshown.map(({ field }) => field);
    expect(fields).toEqual(
      expect.arrayContaining(['petitioners[0].addressDetail', 'classification', 'handling']),
    );
    expect(fields).not.toContain('resolution');
  });

  it('opens nothing of a withheld denunciation, and lets nobody be told by its fixed name', () => {
    expect(expected(aShutDenunciation())).toMatchObject({
      fields: [
        { value: 'Người tố cáo – giữ bí mật', mayBeHidden: true, tells: undefined },
        { value: '', tells: undefined },
        { name: 'content', isDerived: true, tells: undefined },
      ],
    });
  });

  it('is nothing before the case was confirmed', () => {
    expect(expected(aCase(), new Set())).toMatchObject({ fields: [], carriesReference: false });
  });
});
