import { generateDemoProvince } from '../generator/generate';
import { checkLedger, type CheckedSource, type CheckResult } from './check-ledger';
import { readCodes } from './codes';
import { expectedCase, type ExpectedCase } from './expected-bodies';
import type { Flat } from './flat';
import { generatedClient } from './generated-client';
import type { LedgerEntry } from './ledger';
import { readProvinceCases } from './province-cases';
import { markerOf, referenceFor } from './reference';

const province = generateDemoProvince();
const codes = readCodes('demo-province');
const listed = new Map(province.expectations.map(({ key, ...record }) => [key, record]));
const unsent = new Set(listed.keys());
let source: CheckedSource;
let perfect: LedgerEntry[];

beforeAll(async () => {
  source = { cases: await readProvinceCases(generatedClient(province.petitions)), codes, listed };
  const sent = source.cases.filter(({ key }) => !unsent.has(key));
  perfect = sent
    .flatMap((local) => ledgerOf(expectedCase(local, referenceOf(local.key, local.agency), codes)))
    .map((entry, index) => ({ ...entry, seq: index + 1 }));
});

function referenceOf(key: string, agency: string): string {
  return referenceFor({
    prefix: 'BDI',
    province: 'BDI',
    source: 'demo-province',
    key,
    agencyId: agency.toLowerCase(),
  });
}

/** What a far side would hold that got everything right. */
function ledgerOf(expected: ExpectedCase): LedgerEntry[] {
  const id = `case ${expected.local.key}`;
  const text = (flat: Flat): string =>
    expected.local.kind === 'TC'
      ? 'Tố cáo.'
      : (flat.get('NoiDungDon') ?? '').replace(/ \[Mã hồ sơ[^\]]*\]$/, '');
  const entry = (method: string, body: object, ids: Partial<LedgerEntry> = {}): LedgerEntry => ({
    seq: 0,
    method,
    decision: 'recorded',
    id,
    caseId: id,
    body,
    ...ids,
  });
  const petition = unflatten(expected.petition);
  const NoiDungDon = `${text(expected.petition)}\n${markerOf(expected.reference)}`;
  return [
    entry('CapNhatVuViec', { ...petition, NoiDungDon }, { decision: 'created' }),
    ...(expected.handling ? [entry('CapNhatKQXuLy', { Id: id, ...unflatten(expected.handling) })] : []),
    ...(expected.acceptance
      ? [entry('CapNhatGiaiQuyet', { Id: id, ...unflatten(expected.acceptance) })]
      : []),
    ...expected.decisions.flatMap((decision) => {
      const resultId = `${id} decision ${decision.round}`;
      return [
        entry('CapNhatKQGiaiQuyet', { Id: id, ...unflatten(decision.body) }, { id: resultId, resultId }),
        ...decision.enforcements.map((row, index) =>
          entry(
            'CapNhatThiHanh',
            { Id: id, IdKetQua: resultId, ...unflatten(row) },
            { id: `${resultId} ${index}`, resultId },
          ),
        ),
      ];
    }),
  ];
}

type Tree = Record<string, unknown>;

function unflatten(flat: Flat): Tree {
  const root: Tree = {};
  for (const [path, value] of flat) {
    const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
    let node: Tree = root;
    steps.slice(0, -1).forEach((step, index) => {
      node[step] ??= /^\d+$/.test(steps[index + 1] ?? '') ? [] : {};
      node = node[step] as Tree;
    });
    node[steps.at(-1) ?? ''] = value;
  }
  return root;
}

function check(
  ledger: readonly LedgerEntry[],
  more: Partial<Parameters<typeof checkLedger>[0]> = {},
): CheckResult {
  return checkLedger({ sources: [source], ledger, ...more });
}

/** A copy of the perfect ledger with one entry changed; the entry is the first the condition finds. */
function withChanged(
  where: (entry: LedgerEntry) => boolean,
  change: (entry: LedgerEntry) => void,
): LedgerEntry[] {
  const copy = structuredClone(perfect);
  const found = copy.find(where);
  if (found === undefined) throw new Error('nothing to change');
  change(found);
  return copy;
}

const of =
  (method: string) =>
  (entry: LedgerEntry): boolean =>
    entry.method === method;
const fieldsOf = (result: CheckResult): string[] =>
  result.differences.map(({ step, field }) => `${step} ${field}`);
const denunciation = (): (typeof source.cases)[number] => {
  const found = source.cases.find(
    ({ kind, key, people }) => kind === 'TC' && !unsent.has(key) && people[0]?.phone !== '',
  );
  if (found === undefined) throw new Error('no denunciation');
  return found;
};
const createOf =
  (key: string) =>
  (entry: LedgerEntry): boolean =>
    entry.id === `case ${key}` && entry.decision === 'created';

it('finds nothing when everything is right, and has compared all 639 cases', () => {
  const result = check(perfect);
  expect(result.differences).toEqual([]);
  expect(result.comparedCases).toBe(639);
  expect(result.counts.byType).toEqual({ KN: 280, TC: 42, KNPA: 317 });
  expect(result.counts.classes).toMatchObject({ confirmed: 639, held: 3 });
});

it('finds a changed field', () => {
  const ledger = withChanged(of('CapNhatGiaiQuyet'), (entry) =>
    Object.assign(entry.body as Tree, { HanGiaiQuyet: '01/01/2030' }),
  );
  expect(fieldsOf(check(ledger))).toEqual(['CapNhatGiaiQuyet HanGiaiQuyet']);
});

it('finds an amount that is one đồng off', () => {
  const ledger = withChanged(
    (entry) => entry.method === 'CapNhatKQGiaiQuyet' && JSON.stringify(entry.body).includes('TraLaiTien'),
    (entry) => {
      const figures = (entry.body as { BoiThuongThietHai: Record<string, string> }).BoiThuongThietHai;
      figures['TraLaiTien'] = String(BigInt(figures['TraLaiTien'] ?? '0') + 1n);
    },
  );
  expect(fieldsOf(check(ledger))).toEqual([expect.stringContaining('TraLaiTien')]);
});

it('finds a field that was made up', () => {
  const ledger = withChanged(of('CapNhatVuViec'), (entry) =>
    Object.assign(entry.body as Tree, { NguoiUyQuyen: { LoaiNguoiUyQuyen: 1, HoTen: 'Nguyễn Văn A' } }),
  );
  expect(check(ledger).differences.map(({ field }) => field)).toContain('NguoiUyQuyen.HoTen');
});

it('finds text that was sent unrepaired', () => {
  const ledger = withChanged(
    (entry) => entry.method === 'CapNhatVuViec' && JSON.stringify(entry.body).includes('ủ'),
    (entry) => {
      const body = entry.body as { NoiDungDon: string };
      body.NoiDungDon = body.NoiDungDon.replaceAll('ủ', 'ā');
    },
  );
  expect(fieldsOf(check(ledger))).toEqual(['CapNhatVuViec NoiDungDon']);
});

it('finds a dropped step, of every kind', () => {
  const methods = ['CapNhatKQXuLy', 'CapNhatGiaiQuyet', 'CapNhatThiHanh'];
  for (const method of methods) {
    const index = perfect.findIndex(of(method));
    const result = check(perfect.toSpliced(index, 1));
    expect(result.differences).toEqual([
      expect.objectContaining({ field: 'entry', expected: 'sent', found: 'nothing' }),
    ]);
  }
});

it('finds a case that never arrived', () => {
  const ledger = perfect.filter((entry) => entry.id !== perfect[0]?.id);
  expect(check(ledger).differences[0]).toMatchObject({ field: 'entry', expected: 'created once' });
});

it('finds a second create of the same case', () => {
  const [first] = perfect;
  const twin = { ...structuredClone(first), seq: 99_999, id: 'twin', caseId: 'twin' } as LedgerEntry;
  expect(fieldsOf(check([...perfect, twin]))).toEqual(['CapNhatVuViec created', 'CapNhatVuViec case ids']);
});

it('accepts a step that was sent again with the same content', () => {
  const again = { ...structuredClone(perfect.find(of('CapNhatKQXuLy'))), seq: 99_999 } as LedgerEntry;
  expect(check([...perfect, again]).differences).toEqual([]);
});

it('judges the last body when a step was sent twice', () => {
  const again = structuredClone(perfect.find(of('CapNhatGiaiQuyet'))) as LedgerEntry;
  Object.assign(again.body as Tree, { CanBoDuyet: 'Ai Đó' });
  expect(fieldsOf(check([...perfect, { ...again, seq: 99_999 }]))).toEqual(['CapNhatGiaiQuyet CanBoDuyet']);
});

it('finds an entry of a row that must not be sent, and names the row', () => {
  const secret = source.cases.find(({ key }) => listed.get(key)?.code === 'SECRET_RECORD');
  const reference = referenceOf(secret?.key ?? '', secret?.agency ?? '');
  const body = { NoiDungDon: `Đơn\n${markerOf(reference)}` };
  const entry = { seq: 1, method: 'CapNhatVuViec', decision: 'created', id: 'x', caseId: 'x', body };
  expect(check([...perfect, entry]).differences).toEqual([
    expect.objectContaining({ key: secret?.key, expected: 'nothing' }),
  ]);
});

it('finds entries nobody accounts for and refusals', () => {
  const stray = { seq: 1, method: 'CapNhatKQXuLy', decision: 'recorded', id: 'x', body: { Id: 'unknown' } };
  const refused = {
    seq: 2,
    method: 'CapNhatVuViec',
    decision: 'refused',
    id: null,
    body: { NoiDungDon: 'Đơn' },
  };
  expect(fieldsOf(check([...perfect, stray, refused]))).toEqual([
    'CapNhatKQXuLy reference',
    'CapNhatVuViec decision',
  ]);
});

describe('secrecy of denouncers', () => {
  it('finds the name', () => {
    const local = denunciation();
    const ledger = withChanged(createOf(local.key), (entry) => {
      const body = entry.body as { NoiDungDon: string };
      body.NoiDungDon = `${local.people[0]?.name.toUpperCase()} tố cáo.\n${body.NoiDungDon}`;
    });
    expect(fieldsOf(check(ledger))).toEqual(['secrecy CapNhatVuViec name']);
  });

  it('finds words of the petition', () => {
    const local = denunciation();
    const ledger = withChanged(createOf(local.key), (entry) => {
      const body = entry.body as { NoiDungDon: string };
      body.NoiDungDon = `${local.content.split(' ').slice(-9).join(' ')}\n${body.NoiDungDon}`;
    });
    expect(fieldsOf(check(ledger))).toContain('secrecy CapNhatVuViec words');
  });

  it('finds the commune of the address and a file', () => {
    const local = denunciation();
    const ledger = withChanged(createOf(local.key), (entry) => {
      const body = entry.body as { NguoiKNTC: { DataNguoiKNTC: Tree[] }; Attachment: Tree[] };
      Object.assign(body.NguoiKNTC.DataNguoiKNTC[0] ?? {}, { MaXa: '5070101' });
      body.Attachment = [{ TenHoSo: 'Ảnh' }];
    });
    expect(fieldsOf(check(ledger))).toEqual(
      expect.arrayContaining([
        'CapNhatVuViec NguoiKNTC.DataNguoiKNTC[0].MaXa',
        'CapNhatVuViec Attachment[0].TenHoSo',
      ]),
    );
  });

  it('finds the phone number in a look-up', () => {
    const phone = denunciation().people[0]?.phone ?? '';
    const lookUp = {
      seq: 1,
      method: 'TraThongTinDon',
      decision: 'answered',
      id: null,
      body: { NoiDung: `gọi ${phone}` },
    };
    expect(fieldsOf(check([...perfect, lookUp]))).toEqual(['secrecy TraThongTinDon number']);
  });
});

describe('classes and summary', () => {
  const classes = (): Map<string, { class: 'confirmed'; code: string }> =>
    new Map([
      ...source.cases.map(({ key }) => [key, { class: 'confirmed', code: '' }] as const),
      ...(listed as Map<string, never>),
    ]);

  it('agrees with a true dump', () => {
    expect(check(perfect, { classes: classes() }).differences).toEqual([]);
  });

  it('finds a row in a class it does not belong to, a lost row and a wrong reason', () => {
    const [first = '', second = ''] = source.cases.map(({ key }) => key).filter((key) => !unsent.has(key));
    const [dirty = ''] = unsent;
    const wrong = new Map<string, never>(classes() as Map<string, never>);
    wrong.set(first, { class: 'held', code: 'REJECTED' } as never);
    wrong.delete(second);
    wrong.set(dirty, { class: listed.get(dirty)?.class, code: 'LOCAL_ONLY' } as never);
    const found = check(perfect, { classes: wrong }).differences.map(({ key, field }) => `${key} ${field}`);
    expect(found.toSorted()).toEqual([`${first} class`, `${second} class`, `${dirty} code`].toSorted());
  });

  it('finds a wrong number in the summary', () => {
    const { counts } = check(perfect);
    const summary = {
      read: counts.read,
      ...counts.classes,
      unknown: 0,
      unaccounted: 0,
      byType: counts.byType,
      steps: counts.steps,
    };
    expect(check(perfect, { summary }).differences).toEqual([]);
    expect(fieldsOf(check(perfect, { summary: { ...summary, unaccounted: 1 } }))).toEqual([
      'summary unaccounted',
    ]);
  });
});
