import { createHash } from 'node:crypto';
import { aFarSide, type FarSide } from './far-side';
import { aCase, aProcessing } from './sample-bodies';

describe('the wire of the national simulator', () => {
  let far: FarSide;
  beforeAll(async () => {
    far = await aFarSide({ settings: { maxBodyBytes: 20_000 } });
  });
  afterAll(() => far.stop());

  it('answers HTTP 200 with JSON inside a JSON string', async () => {
    const response = await far.raw('CapNhatVuViec', aCase());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const outer: unknown = await response.json();
    expect(typeof outer).toBe('string');
    expect(JSON.parse(outer as string)).toEqual({
      Id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      Message: '',
    });
  });

  it('creates another record at every call, however equal', async () => {
    const [one, two] = [await far.send('CapNhatVuViec', aCase()), await far.send('CapNhatVuViec', aCase())];
    expect(one.Id).not.toBe(two.Id);
  });

  it('takes a form body with bracket nesting and without the empty members', async () => {
    const body = aCase({ Attachment: undefined, NguoiUyQuyen: undefined, CoQuanDaGiaiQuyet: undefined });
    const form = new URLSearchParams(bracketPairs('', body)).toString();
    const response = await far.raw('CapNhatVuViec', form, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    const reply = JSON.parse((await response.json()) as string) as { Id: string; Message: string };
    expect(reply.Message).toBe('');
    const entry = (await far.ledger()).at(-1);
    expect(entry).toMatchObject({ id: reply.Id, reference: 'BDI-AAAAAAAAAAAAA', bodySha256: sha256(form) });
    expect(entry?.body).toMatchObject({ NguoiKNTC: { SoNguoiKNTC: '1' } });
  });

  it.each([
    ['no account', ''],
    ['a wrong password', `Basic ${Buffer.from('kntc_demo:nope').toString('base64')}`],
    ['another scheme', 'Bearer kntc_demo'],
  ])('answers 401 to %s and records nothing', async (_who, authorization) => {
    const before = (await far.ledger()).length;
    const response = await far.raw('CapNhatVuViec', aCase(), { authorization });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Basic');
    expect((await far.ledger()).length).toBe(before);
  });

  it('refuses a body over the limit and one that is not JSON, and keeps neither', async () => {
    const large = JSON.stringify(aCase({ NoiDungDon: 'x'.repeat(30_000) }));
    expect(await far.send('CapNhatVuViec', large)).toEqual({
      Id: '',
      Message: expect.stringContaining('giới hạn'),
    });
    expect((await far.ledger()).at(-1)).toMatchObject({
      decision: 'refused',
      body: null,
      bodySha256: sha256(large),
    });
    expect((await far.send('CapNhatVuViec', '{oops')).Message).toContain('JSON');
    expect((await far.send('CapNhatVuViec', '[]')).Message).toContain('JSON');
  });

  it('keeps a body that came on many lines as one ledger line', async () => {
    const text = JSON.stringify(aCase(), null, 2);
    const { Id } = await far.send('CapNhatVuViec', text);
    expect((await far.ledger()).at(-1)).toMatchObject({ id: Id, bodySha256: sha256(text), body: aCase() });
  });

  it('writes refusals into the ledger with the sentence and no commit time', async () => {
    const reply = await far.send('CapNhatKQXuLy', aProcessing('unknown'));
    expect(reply.Id).toBe('');
    expect((await far.ledger()).at(-1)).toMatchObject({
      method: 'CapNhatKQXuLy',
      decision: 'refused',
      id: null,
      caseId: null,
      committedAt: null,
      message: reply.Message,
    });
  });

  it('answers code lists with the filters a client fills', async () => {
    const ask = (changes: object): Promise<unknown> =>
      far.call('TraDanhMuc', { LoaiDanhMuc: 1, MaTinh: '', MaBoNganh: '', MaLoaiKhieuTo: '', ...changes });
    const agencies = (await ask({ LoaiDanhMuc: '2', MaTinh: 507 })) as { Ma: string; Ten: string }[];
    expect(agencies.every(({ Ma }) => Ma.slice(1).startsWith('507'))).toBe(true);
    expect(agencies).toContainEqual({ Ma: 'H507.02', Ten: 'Thanh tra tỉnh Bình Định' });
    const types = (await ask({ LoaiDanhMuc: 6, MaLoaiKhieuTo: 'TC.01.05' })) as { Ma: string }[];
    expect(types.map(({ Ma }) => Ma)).toContain('TC.01.05.01');
    expect(types.every(({ Ma }) => Ma.startsWith('TC.01.05'))).toBe(true);
    expect(await ask({ LoaiDanhMuc: 15 })).toMatchObject({
      Id: '',
      Message: expect.stringContaining('LoaiDanhMuc'),
    });
    expect(((await ask({})) as unknown[]).length).toBeGreaterThan(300);
  });

  it('knows no other method', async () => {
    expect((await far.raw('XoaVuViec', {})).status).toBe(404);
    expect((await fetch(`${far.url}/KNTC/TraDanhMuc`)).status).toBe(405);
  });
});

function bracketPairs(prefix: string, value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[prefix, String(value)]];
  return Object.entries(value).flatMap(([key, entry]) =>
    bracketPairs(prefix === '' ? key : `${prefix}[${key}]`, entry),
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
