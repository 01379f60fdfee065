import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createdTwice } from './agreement';
import type { LedgerEntry } from './far-side';
import { MiniRoad } from './mini-road';
import { fault } from './ways-out/held';
import { command, QUICK, referenceOf } from './ways-out/way-out';

jest.setTimeout(120_000);

const FILE = 'national/ttcp-2018.yaml';
const STEPS = ['CapNhatVuViec', 'CapNhatKQXuLy', 'CapNhatGiaiQuyet', 'CapNhatKQGiaiQuyet', 'CapNhatThiHanh'];
const REPEATING = STEPS.slice(1);

/** A petition that has come all the way: five steps. */
async function wholeCase(road: MiniRoad, ma: string): Promise<void> {
  await road.petition(ma, { ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
  const { rows } = await road.local.query<{ id: number }>(
    "insert into quyet_dinh (ma, ngay) values ($1, '2026-04-20') returning id",
    [ma],
  );
  await road.local.query(
    "insert into thi_hanh (qd_id, ngay, tien) values ($1, '2026-05-02', '40000000000')",
    [rows[0]?.id],
  );
}

/** The person reads the id in the far side's own screens; here in its ledger. */
async function resolve(road: MiniRoad, ma: string): Promise<void> {
  const { operations } = road.gateway.parts;
  const reference = await referenceOf(road, ma);
  const [held] = (await road.own.query('select hold_step from record_standing where local_key = $1', [ma]))
    .rows as {
    hold_step: string;
  }[];
  const method =
    STEPS[['case', 'handling', 'acceptance', 'resolution', 'enforcement'].indexOf(held?.hold_step ?? '')];
  // Without a marker only the text tells whose it is.
  const text = `Nội dung đơn số ${ma},`;
  const ledger = (await road.far.ledger()).filter(({ decision }) => decision !== 'refused');
  const caseIds = ledger.filter(({ body }) => isAbout(body, text)).map(({ caseId }) => caseId);
  const found = ledger.findLast((entry) => entry.method === method && caseIds.includes(entry.caseId));
  const id = found?.id ?? undefined;
  const result =
    id === undefined
      ? await operations.resolveNotThere(reference, command('Không có.', 'operator-two'))
      : await operations.resolveWithId(reference, id, command('Đã tra cứu.', 'operator-two'));
  expect(result).toMatchObject({ kind: 'done' });
}

function isAbout(body: LedgerEntry['body'], text: string): boolean {
  const { NoiDungDon } = body;
  return typeof NoiDungDon === 'string' && NoiDungDon.includes(text);
}

/** What the far side recorded for a petition as something new; replacing is not new. */
async function recorded(road: MiniRoad, ma: string): Promise<readonly string[]> {
  const text = `Nội dung đơn số ${ma},`;
  const ledger = (await road.far.ledger()).filter(({ decision }) => decision !== 'refused');
  const caseIds = new Set(ledger.filter(({ body }) => isAbout(body, text)).map(({ caseId }) => caseId));
  return ledger
    .filter(({ caseId, decision }) => caseIds.has(caseId) && decision !== 'updated')
    .map(({ method }) => method);
}

describe('steps whose answer is lost, for every meaning a repeat may have at the far side', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({ edit: QUICK });
  });
  afterAll(() => road.close());

  let before = 'replace';
  it.each([
    ['replace', 0],
    ['add', 4],
    ['reject', 4],
    ['unknown', 4],
  ])('declared and done «%s»: each step once, and %d times a person is asked', async (repeat, asked) => {
    await road.reconfigured(
      FILE,
      `CapNhatKQXuLy: { repeat: ${before} }`,
      `CapNhatKQXuLy: { repeat: ${repeat} }`,
      (s) => s,
    );
    for (const method of REPEATING.slice(1))
      await road.reconfigured(
        FILE,
        `${method}: { repeat: ${before} }`,
        `${method}: { repeat: ${repeat} }`,
        (s) => s,
      );
    before = repeat;
    const real = repeat === 'unknown' ? 'add' : repeat;
    await road.far.settings({ repeat: Object.fromEntries(REPEATING.map((method) => [method, real])) });
    await road.far.clearFaults();
    await road.far.faults(
      REPEATING.map((method) => ({ id: method, method, phase: 'after-commit', action: 'drop', nth: 1 })),
    );
    const ma = `LOST-${repeat}`;
    await wholeCase(road, ma);
    let times = 0;
    for (await road.converge(); (await road.standing(ma)).class === 'held'; await road.converge()) {
      expect(await road.standing(ma)).toMatchObject({ code: 'UNKNOWN_OUTCOME' });
      await resolve(road, ma);
      times += 1;
      if (times > 5) throw new Error('a person is asked for ever');
    }
    expect(await road.standing(ma)).toMatchObject({ class: 'confirmed' });
    expect([times, await recorded(road, ma)]).toEqual([asked, STEPS]);
    expect((await road.far.ledger()).filter(({ decision }) => decision === 'refused')).toEqual([]);
  });
});

describe('a create whose answer is lost, for every way to search at the far side', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({ edit: QUICK });
    await road.petition('FIRST');
    await road.converge();
  });
  afterAll(() => road.close());

  async function lose(ma: string, phase: string): Promise<string | null> {
    await fault(road, 'CapNhatVuViec', phase, 'drop');
    await road.petition(ma);
    await road.converge();
    const { class: standing, code } = await road.standing(ma);
    expect([null, 'UNKNOWN_OUTCOME']).toContain(code);
    await road.far.clearFaults();
    if (standing === 'held') await resolve(road, ma);
    await road.converge();
    expect(await road.standing(ma)).toMatchObject({ class: 'confirmed' });
    expect(await recorded(road, ma)).toEqual(STEPS.slice(0, 2));
    expect(createdTwice((await road.far.ledger()).filter(({ reference }) => reference !== null))).toEqual([]);
    return standing;
  }

  it('by a part of the text, proven: found again, or created once when it never arrived', async () => {
    expect(await lose('P-1', 'after-commit')).toBe('confirmed');
    expect(await lose('P-2', 'before-commit')).toBe('confirmed');
  });

  it('by nothing of the text, but all of it shown: found among the rows of others', async () => {
    await road.far.settings({ lookup: { contentMatching: 'ignored' } });
    expect(await lose('I-1', 'after-commit')).toBe('confirmed');
    // Fewer rows than the declared cap: ours is not among them, so it is not there.
    expect(await lose('I-2', 'before-commit')).toBe('confirmed');
  });

  it('by nothing of the text, and more rows than are shown: a person is asked', async () => {
    await road.far.settings({ lookup: { contentMatching: 'ignored', resultCap: 2 } });
    await road.reconfigured(FILE, 'resultCap: 50', 'resultCap: 2', (s) => s);
    expect(await lose('I-3', 'before-commit')).toBe('held');
    await road.reconfigured(FILE, 'resultCap: 2', 'resultCap: unknown', (s) => s);
    expect(await lose('I-4', 'before-commit')).toBe('held');
    await road.reconfigured(FILE, '{ resultCap: unknown }', '{ resultCap: 50 }', (s) => s);
    await road.far.settings({ lookup: { contentMatching: 'contains', resultCap: 50 } });
  });

  it('not proven: found is taken, absent asks a person', async () => {
    await road.reconfigured(FILE, 'lookupByReference: proven', 'lookupByReference: assumed #demo', (s) => s);
    expect(await lose('A-1', 'after-commit')).toBe('confirmed');
    expect(await lose('A-2', 'before-commit')).toBe('held');
  });

  it('by the whole text only: nothing of ours is ever found, so a person is asked', async () => {
    await road.far.settings({ lookup: { contentMatching: 'exact' } });
    await road.reconfigured(FILE, '\nverifyCreate: true', '\nverifyCreate: false', (s) => s);
    expect(await lose('E-1', 'after-commit')).toBe('held');
    expect(await lose('E-2', 'before-commit')).toBe('held');
    await road.reconfigured(FILE, '\nverifyCreate: false', '\nverifyCreate: true', (s) => s);
    await road.far.settings({ lookup: { contentMatching: 'contains' } });
  });

  it('without a marker in the text: a person is asked, whether it arrived or not', async () => {
    await road.reconfigured(FILE, '    referenceMarker: true', '    referenceMarker: false', (s) => s);
    expect(await lose('M-1', 'after-commit')).toBe('held');
    expect(await lose('M-2', 'before-commit')).toBe('held');
  });
});

describe.each([
  ['forms with brackets, plain JSON answers', [], { layers: 1, idKey: 'Id' }],
  [
    'forms with dots, empty arrays kept, absent values left out',
    [
      ['formNames: brackets', 'formNames: dots'],
      ['formEmptyArrays: drop', 'formEmptyArrays: keep'],
      ['nullForm: emptyString', 'nullForm: omit'],
    ],
    { layers: 2, idKey: 'Id' },
  ],
] as const)('a far side that takes %s', (_name, edits, answers) => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({
      prepare: (configDir) => formsEverywhere(configDir),
      edit: { [FILE]: [...(QUICK[FILE] ?? []), ...edits] },
    });
  });
  afterAll(() => road.close());

  it('gets all five steps and both look-ups, files included, and holds what JSON would have told it', async () => {
    await road.far.settings({ answers });
    await wholeCase(road, 'F-1');
    await road.enclose('F-1', 'f1.pdf', Buffer.alloc(300_001, 'ÿ+/='));
    await road.petition('F-2', { loai: 'tc', linh_vuc: 'TN', ho_ten: 'Người Tố Cáo', ngay_xu_ly: null });
    expect(await road.converge()).toMatchObject({ converged: true, summary: { held: 0 } });
    expect((await road.delivered('F-1')).map(({ method }) => method)).toEqual(STEPS);
    const [first, , , , last] = await road.delivered('F-1');
    const content = Buffer.alloc(300_001, 'ÿ+/=').toString('base64');
    expect(first?.body).toMatchObject({ Attachment: [{ FileDinhKem: content }] });
    expect(last?.body['ThiHanhGiaiQuyet']).toMatchObject({ TraLaiTien: '40000000000' });
  });
});

function formsEverywhere(configDir: string): void {
  const path = join(configDir, FILE);
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('body: json', 'body: form'));
}
