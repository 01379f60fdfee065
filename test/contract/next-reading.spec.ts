import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareByDigests, digest128 } from '@kntc/domain';
import type { ConfirmedStep, DigestFinding, NationalProfile, NationalReading } from '@kntc/domain';
import { aCase, aProcessing } from '../../apps/national-simulator/test/sample-bodies';
import { Ajv2020 } from 'ajv/dist/2020';
import { parse } from 'yaml';
import { aCaseUpTo, aCodeBook } from '../builders';
import { FakeDigestSide } from '../fakes';
import { digestSideContract } from './digest-side-contract';
import { NextFarSide } from './next-far-side';

const REFERENCE = 'BDI-7K3Q9F2MX4T8A';

let far: NextFarSide;
beforeEach(async () => {
  far = await NextFarSide.open();
});
afterEach(() => far.close());

digestSideContract('in memory', async (records) => {
  const side = new FakeDigestSide();
  for (let n = 0; n < records; n += 1) {
    const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
    side.put({ id, digest: digest128(String(n)) });
  }
  return side;
});

digestSideContract('the simulator over the wire', async (records) => {
  for (let n = 0; n < records; n += 1) await far.typed('CapNhatVuViec', aCase({ NoiDungDon: `Đơn số ${n}` }));
  return far.reading().digests();
});

/** Sends every step of a case with all five, as delivery would; what it would note as acknowledged. */
async function sent(profile: NationalProfile): Promise<readonly ConfirmedStep[]> {
  const context = { reference: REFERENCE, identityPolicy: undefined, codeBook: aCodeBook() };
  const confirmed: ConfirmedStep[] = [];
  for (const step of profile.plan(aCaseUpTo('enforcement'), context).steps) {
    const caseId = confirmed[0]?.resultId;
    const results = confirmed.filter(({ key }) => key.kind === 'resolution');
    const resultIds = new Map(results.map(({ key, resultId }) => [key.ordinal, resultId]));
    const body = profile.body(step, { caseId, resultIds });
    if (!(body instanceof Uint8Array)) throw new Error('expected a body in memory');
    const outcome = await profile.send(step.key, body, caseId, { beforeWrite: () => true });
    if (outcome.kind !== 'confirmed') throw new Error(JSON.stringify(outcome));
    confirmed.push({ ...step, comparableDigest: step.comparableDigest, resultId: outcome.id });
  }
  return confirmed;
}

async function differences(
  local: FakeDigestSide,
  reading: NationalReading,
): Promise<readonly DigestFinding[]> {
  const findings: DigestFinding[] = [];
  const told = (finding: DigestFinding): void => void findings.push(finding);
  const report = await compareByDigests({ ours: local, theirs: reading.digests() }, told);
  expect(report.kind).toBe('compared');
  return findings;
}

describe('what was sent and what stands at the far side', () => {
  let steps: readonly ConfirmedStep[];
  let local: FakeDigestSide;
  let id: string;
  beforeEach(async () => {
    steps = await sent(far.profile());
    id = steps[0]?.resultId ?? '';
    const digest = far.reading().recordDigest(steps) ?? '';
    local = new FakeDigestSide().put({ id, digest, reference: REFERENCE });
  });

  it('are the same to both sides, who worked it out apart', async () => {
    expect(steps).toHaveLength(5);
    expect(await differences(local, far.reading())).toEqual([]);
  });

  it('differ when somebody changed a step there, and when somebody entered a case', async () => {
    await far.typed('CapNhatKQXuLy', aProcessing(id, { 'NoiDungXuLy.NgayXuLy': '06/03/2026' }));
    const other = await far.typed('CapNhatVuViec', aCase());
    const findings = await differences(local, far.reading());
    expect(findings.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
      { kind: 'different', id, reference: REFERENCE },
      { kind: 'only-theirs', id: other, reference: undefined },
    ]);
  });

  it('is not known when a step was acknowledged without a digest', () => {
    const [first, ...rest] = steps;
    if (first === undefined) throw new Error('nothing was sent');
    expect(far.reading().recordDigest([{ ...first, comparableDigest: undefined }, ...rest])).toBeUndefined();
  });

  it('is read back in full, with what is not there', async () => {
    const gone = '00000000-0000-4000-8000-000000000000';
    const read = await far.reading().records([id, gone]);
    if (read.kind === 'failed') throw new Error(read.reason);
    expect(read.absent).toEqual([gone]);
    const [record] = read.records;
    expect(record).toMatchObject({ id, reference: REFERENCE, digest: far.reading().recordDigest(steps) });
    expect(record?.steps.map(({ kind, digest }) => [kind, digest])).toEqual(
      steps.map(({ key, comparableDigest }) => [key.kind, comparableDigest]),
    );
    expect(JSON.stringify(record)).not.toContain('HoTen');
    expect(record?.steps[0]?.fields.open()).toHaveProperty('NguoiKNTC.DataNguoiKNTC');
  });

  it('is told as changes after a cursor, a page at a time', async () => {
    const first = await far.reading().changes(undefined);
    if (first.kind === 'failed') throw new Error(first.reason);
    expect(first.changes.map(({ kind }) => kind)).toEqual([
      'created',
      'changed',
      'changed',
      'changed',
      'changed',
    ]);
    expect(new Set(first.changes.map((change) => `${change.id} ${change.reference ?? ''}`))).toEqual(
      new Set([`${id} ${REFERENCE}`]),
    );
    await far.typed('CapNhatVuViec', aCase());
    expect(await far.reading().changes(first.cursor)).toMatchObject({ changes: [{}], hasMore: false });
  });

  it('is gone when somebody took it away there', async () => {
    await far.control('POST', 'tamper', { changes: [{ do: 'remove', caseId: id }] });
    expect(await differences(local, far.reading())).toEqual([
      { kind: 'only-ours', id, reference: REFERENCE },
    ]);
    const changes = await far.reading().changes(undefined);
    expect(changes.kind === 'read' && changes.changes.at(-1)).toMatchObject({ id, kind: 'removed' });
  });

  it('repeats nothing under a key it knows', async () => {
    const again = { beforeWrite: () => true, repeatKey: 'k1' };
    const step = far.profile().plan(aCaseUpTo('case'), {
      reference: 'BDI-AAAAAAAAAAAAA',
      identityPolicy: undefined,
      codeBook: aCodeBook(),
    }).steps[0];
    if (step === undefined) throw new Error('nothing planned');
    const body = far.profile().body(step, { resultIds: new Map() }) as Uint8Array;
    const [one, two] = [
      await far.profile().send(step.key, body, undefined, again),
      await far.profile().send(step.key, body, undefined, again),
    ];
    expect(one.kind).toBe('confirmed');
    expect(two).toEqual(one);
  });
});

it('is seen by an account as far as its agencies go', async () => {
  const accounts = [
    { username: 'kntc_demo', password: 'kntc_demo' },
    { username: 'kntc_mot', password: 'mot', agencies: ['H507.02'] },
  ];
  await far.control('PUT', 'settings', { accounts });
  const mine = await far.typed('CapNhatVuViec', aCase({ CoQuanTiepNhan: 'H507.02' }));
  const other = await far.typed('CapNhatVuViec', aCase());
  const reading = far.reading({ username: 'kntc_mot', password: 'mot' });
  expect(await reading.digests().look([''], 'rows')).toMatchObject({ looks: [{ rows: [{ id: mine }] }] });
  expect(await reading.records([mine, other])).toMatchObject({ records: [{ id: mine }], absent: [other] });
  expect(await reading.changes(undefined)).toMatchObject({ changes: [{ id: mine }] });
});

it('names the agencies with the one above them', async () => {
  const agencies = await far.reading().agencies();
  expect(agencies.find(({ code }) => code === 'H507.02')).toMatchObject({
    parentCode: 'H507',
    validUntil: undefined,
  });
});

describe('the assumed contract', () => {
  const description: unknown = parse(
    readFileSync(join(__dirname, '../../config/national/next.openapi.yaml'), 'utf8'),
  );
  const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(description as object, 'next');

  it('says first of all, in both languages, that nobody published it', () => {
    const { info } = description as { readonly info: Readonly<Record<string, string>> };
    expect(info['title']).toMatch(/^GIẢ ĐỊNH .* ASSUMED/);
    expect(info['description']).toMatch(
      /KHÔNG PHẢI TÀI LIỆU CỦA CƠ QUAN NÀO[^]*NOT A DOCUMENT OF ANY AUTHORITY/,
    );
  });

  it('describes what the simulator answers', async () => {
    const [id] = (await sent(far.profile())).map(({ resultId }) => resultId);
    const asked: readonly (readonly [method: string, request: object])[] = [
      ['TraTomTat', { Khoang: [''], ThemChuSo: 3 }],
      ['TraTomTat', { Khoang: ['', '0', 'f'], ThemChuSo: 0 }],
      ['TraBanGhi', { MaVuViec: [id], MaThamChieu: [REFERENCE, 'BDI-AAAAAAAAAAAAA'] }],
      ['TraThayDoi', { ConTro: '', GioiHan: 3 }],
      ['TraCoQuan', {}],
      ['CapNhatLo', { Muc: [{ PhuongThuc: 'CapNhatVuViec', Khoa: 'k', NoiDung: aCase() }] }],
      [
        'CapNhatLo',
        { Muc: [{ PhuongThuc: 'CapNhatVuViec', Khoa: 'k', NoiDung: aCase({ CoQuanTiepNhan: 'H507' }) }] },
      ],
    ];
    for (const [method, request] of asked) {
      const schema = (of: string) => ajv.compile({ $ref: `next#/components/schemas/${method}${of}` });
      const [isRequest, isAnswer] = [schema('Request'), schema('Answer')];
      const answer = await far.raw(method, request);
      isAnswer(answer);
      expect([method, isRequest(request), isAnswer.errors ?? []]).toEqual([method, true, []]);
    }
  });
});

describe('a far side that fails', () => {
  it.each([
    ['is not asked to log in', { phase: 'before-accept', action: 'status', status: 401 }, 'http-401'],
    ['answers with a page', { phase: 'after-commit', action: 'html' }, 'html'],
    ['breaks off', { phase: 'after-commit', action: 'reset' }, 'reset'],
    ['answers half', { phase: 'after-commit', action: 'malformed' }, 'not-json'],
  ])('%s: nothing is said of any record', async (_what, fault, reason) => {
    await far.control('POST', 'faults', { rules: [{ id: 'f', method: 'TraTomTat', ...fault }] });
    expect(await far.reading().digests().look([''], { parts: 3 })).toMatchObject({ kind: 'failed', reason });
  });

  it('does not offer these methods under the old address', async () => {
    const answer = await fetch(`${far.url}/KNTC/TraTomTat`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(404);
  });
});

describe('tags of answers', () => {
  const again = async (method: string, request: object): Promise<readonly number[]> => {
    const first = await far.answer(method, request);
    const tag = first.headers.get('etag') ?? '';
    const second = await far.answer(method, request, { 'if-none-match': tag });
    expect(await second.text()).toBe('');
    await far.typed('CapNhatVuViec', aCase());
    return [second.status, (await far.answer(method, request, { 'if-none-match': tag })).status];
  };

  it.each<[string, object, number]>([
    ['TraTomTat', { Khoang: [''], ThemChuSo: 3 }, 200],
    ['TraThayDoi', { ConTro: '', GioiHan: 3 }, 200],
    ['TraCoQuan', {}, 304],
    ['TraDanhMuc', { LoaiDanhMuc: 2, MaTinh: '', MaBoNganh: '', MaLoaiKhieuTo: '' }, 304],
  ])('keep %s from being answered twice, until it changes', async (method, request, afterwards) => {
    expect(await again(method, request)).toEqual([304, afterwards]);
  });

  it('are remembered for ranges, lists and the directory: what comes is what came', async () => {
    await far.typed('CapNhatVuViec', aCase());
    const [profile, reading] = [far.profile(), far.reading()];
    const side = reading.digests();
    expect(await side.look([''], { parts: 3 })).toEqual(await side.look([''], { parts: 3 }));
    expect(await reading.agencies()).toEqual(await reading.agencies());
    expect(await profile.codeList(2)).toEqual(await profile.codeList(2));
    expect(far.statuses).toEqual([200, 304, 200, 304, 200, 304]);
  });

  it('say of whole records that they stand as acknowledged, without showing them', async () => {
    const steps = await sent(far.profile());
    const id = steps[0]?.resultId ?? '';
    const { readBack } = far.profile();
    const digest = far.reading().recordDigest(steps) ?? '';
    const standing = new Map([[REFERENCE, { id, digest }]]);
    const ask = () => readBack?.byReference(REFERENCE, { standing });
    expect(await ask()).toMatchObject({ records: [{ caseId: id, isAsAcknowledged: true, fields: [] }] });
    await far.typed('CapNhatKQXuLy', aProcessing(id, { 'NoiDungXuLy.NgayXuLy': '06/03/2026' }));
    expect(await ask()).toMatchObject({ records: [{ caseId: id, fields: expect.any(Array) }] });
    expect(far.statuses.slice(-2)).toEqual([304, 200]);
  });
});
