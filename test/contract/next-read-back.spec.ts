import { compareRecord, stepName } from '@kntc/domain';
import type { Case, ComparisonVerdict, ExpectedRecord, NationalProfile, ReadBack } from '@kntc/domain';
import { aCase as typedCase, aProcessing } from '../../apps/national-simulator/test/sample-bodies';
import { aCaseUpTo, aCodeBook } from '../builders';
import { fakeDigest } from '../fakes';
import { NextFarSide } from './next-far-side';

const REFERENCE = 'BDI-7K3Q9F2MX4T8A';

let far: NextFarSide;
let profile: NationalProfile;
beforeEach(async () => {
  far = await NextFarSide.open();
  profile = far.profile();
});
afterEach(() => far.close());

function readBack(): ReadBack {
  if (profile.readBack === undefined) throw new Error('nothing is read back');
  return profile.readBack;
}

interface Sent {
  readonly id: string;
  readonly expected: ExpectedRecord;
}

/** Sends all steps of a case; what should be shown of it. */
async function sent(kase: Case): Promise<Sent> {
  const context = { reference: REFERENCE, identityPolicy: undefined, codeBook: aCodeBook() };
  const plan = profile.plan(kase, context);
  let id = '';
  const resultIds = new Map<number, string>();
  for (const step of plan.steps) {
    const caseId = id === '' ? undefined : id;
    const body = profile.body(step, { caseId, resultIds });
    if (!(body instanceof Uint8Array)) throw new Error('expected a body in memory');
    const outcome = await profile.send(step.key, body, caseId, { beforeWrite: () => true });
    if (outcome.kind !== 'confirmed') throw new Error(JSON.stringify(outcome));
    if (step.key.kind === 'case') id = outcome.id;
    if (step.key.kind === 'resolution') resultIds.set(step.key.ordinal, outcome.id);
  }
  const confirmed = new Set(plan.steps.map(({ key }) => stepName(key)));
  return { id, expected: readBack().expected({ kind: kase.kind, plan, confirmed }) };
}

async function compared({ id, expected }: Sent): Promise<ComparisonVerdict> {
  const record = {
    reference: REFERENCE,
    nationalId: id,
    hasReference: true,
    isAbsenceProof: true,
    expected,
    agreed: new Map<string, string>(),
    digest: (field: string, value: string) => fakeDigest.digest(`${field} ${value}`),
  };
  const byReference = await readBack().byReference(REFERENCE);
  const first = compareRecord(record, byReference);
  return first.kind === 'ask-id' ? compareRecord(record, byReference, await readBack().byId(id)) : first;
}

/** Codes and fields of what was found. */
async function found(of: Sent): Promise<readonly string[]> {
  const verdict = await compared(of);
  if (verdict.kind !== 'compared') throw new Error(JSON.stringify(verdict));
  return verdict.findings.flatMap(({ code, fields }) => [code, ...fields.map(({ field }) => field)]);
}

describe('every field of every step', () => {
  it('agrees where nobody changed anything, and nearly all of it is compared', async () => {
    const of = await sent(aCaseUpTo('enforcement'));
    const verdict = await compared(of);
    expect(verdict).toMatchObject({ kind: 'compared', class: 'matching', findings: [], notCompared: [] });
    expect(of.expected.fields.length).toBeGreaterThan(90);
  });

  const tampered = (caseId: string, set: object, what = 'edit'): Promise<void> =>
    far.control('POST', 'tamper', { changes: [{ do: what, caseId, set }] });

  it.each<[string, object, readonly string[]]>([
    [
      'a name',
      { NguoiKNTC: { DataNguoiKNTC: { 0: { HoTen: 'Lê Văn Khác' } } } },
      ['petitioners[0].fullName'],
    ],
    [
      'an address',
      { NguoiKNTC: { DataNguoiKNTC: { 0: { DiaChiChiTiet: 'Thôn Mới' } } } },
      ['CapNhatVuViec.NguoiKNTC.DataNguoiKNTC[0].DiaChiChiTiet'],
    ],
    ['a date', { VuViec: { NgayNhapDon: '03/03/2026' } }, ['CapNhatVuViec.VuViec.NgayNhapDon']],
    [
      'somebody who was not there',
      { NguoiUyQuyen: { LoaiNguoiUyQuyen: 1, HoTen: 'Luật sư Mới' } },
      ['CapNhatVuViec.NguoiUyQuyen.LoaiNguoiUyQuyen', 'CapNhatVuViec.NguoiUyQuyen.HoTen'],
    ],
    ['a leader', { VuViec: { LanhDaoTiep: 'Ông Tám' } }, ['CapNhatVuViec.VuViec.LanhDaoTiep']],
  ])('shows who changed %s, and nothing else', async (_what, set, fields) => {
    const of = await sent(aCaseUpTo('handling'));
    await tampered(of.id, set);
    expect((await found(of)).toSorted()).toEqual(['FIELDS_DIFFER', ...fields].toSorted());
  });

  it('does not mind another way to write a name', async () => {
    const of = await sent(aCaseUpTo('case'));
    const name = of.expected.fields.find((field) => field.name === 'petitioners[0].fullName')?.value ?? '';
    await tampered(of.id, { NguoiKNTC: { DataNguoiKNTC: { 0: { HoTen: `  ${name.toUpperCase()} ` } } } });
    expect(await found(of)).toEqual([]);
  });

  it('shows a step that was added there', async () => {
    const of = await sent(aCaseUpTo('case'));
    await far.typed('CapNhatKQXuLy', aProcessing(of.id, { 'NoiDungXuLy.NgayXuLy': '06/03/2026' }));
    expect(await found(of)).toEqual(['FIELDS_DIFFER', 'steps']);
  });

  it('shows what vanished, and what stands there twice', async () => {
    const of = await sent(aCaseUpTo('case'));
    await tampered(of.id, {}, 'duplicate');
    expect(await found(of)).toEqual(['DUPLICATE_THERE']);
    await tampered(of.id, {}, 'remove');
    expect(await found(of)).toEqual(['ID_MOVED']);
  });
});

it('says that a record is not there in one question by its reference', async () => {
  await far.typed('CapNhatVuViec', typedCase());
  expect(await readBack().byReference(REFERENCE)).toEqual({
    kind: 'shown',
    records: [],
    foreign: 0,
    isWhole: true,
  });
  expect(far.asked).toEqual(['TraBanGhi']);
});

it('reads several records in one question, each as if it were asked for alone', async () => {
  const { id } = await sent(aCaseUpTo('handling'));
  const gone = '00000000-0000-4000-8000-000000000000';
  const { several } = readBack();
  far.asked.length = 0;
  const named = await several?.byReference([REFERENCE, 'BDI-AAAAAAAAAAAAA']);
  const byId = await several?.byId([id, gone]);
  expect(far.asked).toEqual(['TraBanGhi', 'TraBanGhi']);
  if (named?.kind !== 'shown' || byId?.kind !== 'shown') throw new Error('not shown');
  expect(named.of.get(REFERENCE)).toEqual(await readBack().byReference(REFERENCE));
  expect(byId.of.get(id)).toEqual(await readBack().byId(id));
  expect([named.of.get('BDI-AAAAAAAAAAAAA'), byId.of.get(gone)]).toMatchObject([
    { records: [] },
    { records: [] },
  ]);
});
