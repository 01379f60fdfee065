import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kntcReading, variablesOf, type Said } from '../../apps/cli/test/kntc';
import type { MiniRoad } from './mini-road';
import { ReconcilingRoad } from './reconciling-road';
import { command, referenceOf } from './ways-out/way-out';

jest.setTimeout(240_000);

const NAME = 'petitioners[0].fullName';
const NUMBER = 'petitioners[0].idNumber';
const BY_TWO = ['--actor', 'can-bo', '--approver', 'lanh-dao', '--reason', 'đã xem bản giấy'];
const BY_ONE = ['--actor', 'can-bo', '--reason', 'đã xem bản giấy'];
const NAMED_THERE = 'Trần Văn Khác';

let reconciling: ReconcilingRoad;
let road: MiniRoad;
beforeAll(async () => {
  reconciling = await ReconcilingRoad.open({
    prepare: (configDir) =>
      writeFileSync(
        join(configDir, 'ownership.yaml'),
        `otherwise: local\nrules: [{ prefix: '${NUMBER}', owner: national }]\n`,
      ),
  });
  ({ road } = reconciling);
});
afterAll(() => road.close());

const person = (HoTen: string) => ({ NguoiKNTC: { DataNguoiKNTC: { 0: { HoTen } } } });
const textOf = async (ma: string, text: string) => ({
  NoiDungDon: `${text}\n[Mã hồ sơ địa phương: ${await referenceOf(road, ma)}]`,
});

/** What the gateway itself sent of a petition, without what was done on the web of the far side. */
async function sentOf(ma: string): Promise<readonly string[]> {
  return (await road.delivered(ma))
    .filter(({ account }) => account !== 'trang-web-csdlqg')
    .map(({ method, decision }) => `${method} ${decision}`);
}

/** The text and the name that stand there in the end. */
async function standsThere(ma: string): Promise<{ readonly text: string; readonly name: string }> {
  const last = (await road.delivered(ma)).findLast(({ method }) => method === 'CapNhatVuViec');
  const { NoiDungDon, NguoiKNTC } = (last?.body ?? {}) as {
    readonly NoiDungDon: string;
    readonly NguoiKNTC: { readonly DataNguoiKNTC: readonly { readonly HoTen: string }[] };
  };
  return { text: NoiDungDon.split('\n')[0] ?? '', name: NguoiKNTC.DataNguoiKNTC[0]?.HoTen ?? '' };
}

async function waysOf(ma: string): Promise<unknown> {
  const { rows } = await road.own.query(
    `select f.fields from finding f join national_record n on n.id = f.national_record_id where n.reference = $1
       and f.settled_at is null`,
    [await referenceOf(road, ma)],
  );
  return (
    rows as readonly { readonly fields: readonly { readonly field: string; readonly way: string }[] }[]
  ).flatMap(({ fields }) => fields.map(({ field, way }) => `${field} ${way}`));
}

const run = (input: string, ...words: readonly string[]): Promise<Said> =>
  kntcReading(input, { ...variablesOf(road), MINI_FILES: road.filesDir }, ...words);

async function kntc(...words: readonly string[]): Promise<string> {
  const { code, out, err } = await run('', ...words);
  if (code !== 0) throw new Error([out, err].join('\n'));
  return out;
}

describe('every class of difference, until both sides are equal again', () => {
  const ALL = [
    'SAME',
    'OURS',
    'THEIRS',
    'TYPED',
    'BOTH',
    'LOCAL',
    'UNDO',
    'GONE',
    'TWICE',
    'DEN',
    'CRASH',
    'TWO',
    'RULE',
    'ALIKE',
  ];

  beforeAll(async () => {
    for (const ma of ALL)
      await road.petition(ma, {
        cccd: '037081000123',
        ...(ma === 'DEN' && { loai: 'tc', ngay_thu_ly: '2026-03-10', han: '2026-05-10' }),
      });
    await road.converge();
    await reconciling.compareAll();
    await road.change('LOCAL', { noi_dung: 'Nội dung tỉnh sửa.' });
    for (const ma of ['BOTH', 'ALIKE']) await road.change(ma, { noi_dung: 'Nội dung tỉnh sửa.' });
    await road.converge();
    await road.far.tamper([
      { do: 'edit', caseId: await reconciling.idOf('OURS'), set: await textOf('OURS', 'Sửa ở CSDLQG.') },
      { do: 'edit', caseId: await reconciling.idOf('BOTH'), set: await textOf('BOTH', 'Sửa ở CSDLQG.') },
      { do: 'edit', caseId: await reconciling.idOf('THEIRS'), set: person(NAMED_THERE) },
      { do: 'edit', caseId: await reconciling.idOf('TYPED'), set: person(NAMED_THERE) },
      { do: 'edit', caseId: await reconciling.idOf('UNDO'), set: person(NAMED_THERE) },
      { do: 'edit', caseId: await reconciling.idOf('DEN'), set: person('Lê Thị Lạ') },
      { do: 'edit', caseId: await reconciling.idOf('CRASH'), set: person(NAMED_THERE) },
      {
        do: 'edit',
        caseId: await reconciling.idOf('TWO'),
        set: { ...(await textOf('TWO', 'Sửa ở CSDLQG.')), ...person(NAMED_THERE) },
      },
      {
        do: 'edit',
        caseId: await reconciling.idOf('RULE'),
        set: { NguoiKNTC: { DataNguoiKNTC: { 0: { SoDinhDanhCaNhan: '037081000999' } } } },
      },
      {
        do: 'edit',
        caseId: await reconciling.idOf('ALIKE'),
        set: await textOf('ALIKE', 'Nội dung tỉnh sửa.'),
      },
      { do: 'remove', caseId: await reconciling.idOf('GONE') },
      { do: 'duplicate', caseId: await reconciling.idOf('TWICE') },
    ]);
    await reconciling.compareAll();
  });

  it('finds exactly those, each with what becomes of it', async () => {
    expect((await reconciling.found()).map(({ ma, code }) => `${ma} ${code}`)).toEqual([
      'ALIKE FIELDS_DIFFER',
      'BOTH FIELDS_DIFFER',
      'CRASH FIELDS_DIFFER',
      'DEN FIELDS_DIFFER',
      'GONE ID_VANISHED',
      'OURS FIELDS_DIFFER',
      'RULE FIELDS_DIFFER',
      'THEIRS FIELDS_DIFFER',
      'TWICE DUPLICATE_THERE',
      'TWO FIELDS_DIFFER',
      'TYPED FIELDS_DIFFER',
      'UNDO FIELDS_DIFFER',
    ]);
    expect(await waysOf('BOTH')).toEqual(['content conflict']);
    expect(await waysOf('OURS')).toEqual(['content keep-national']);
    expect(await waysOf('THEIRS')).toEqual([`${NAME} keep-national`]);
    expect(await waysOf('RULE')).toEqual([`${NUMBER} take-national`]);
    expect(await waysOf('ALIKE')).toEqual(['content same']);
  });

  it('shows them at the command line without a value, and what would follow', async () => {
    const list = await kntc('conflicts', 'list', '--field', NAME);
    expect(list).toContain(await referenceOf(road, 'THEIRS'));
    expect(list).not.toContain(await referenceOf(road, 'OURS'));
    const reference = await referenceOf(road, 'THEIRS');
    const shown = await kntc('conflicts', 'show', reference);
    expect(shown).toContain('chỉ CSDLQG đổi, phần của tỉnh');
    expect(shown).not.toMatch(/Trần Văn/);
    const take = ['conflicts', 'resolve', reference, '--field', NAME, '--preview', ...BY_ONE];
    expect(await kntc(...take, '--take', 'theirs')).toContain('vụ việc: không gửi gì');
    expect(await kntc(...take, '--take', 'ours')).toMatch(/vụ việc: gửi cập nhật\nCần hai người/);
  });

  it('sends ours again although nothing of it changed here, once two people said so', async () => {
    const reference = await referenceOf(road, 'OURS');
    const before = await sentOf('OURS');
    const alone = await run(
      '',
      'conflicts',
      'resolve',
      reference,
      '--field',
      'content',
      '--take',
      'ours',
      ...BY_ONE,
    );
    expect(alone.code).toBe(1);
    await road.converge();
    expect(await sentOf('OURS')).toEqual(before);
    await kntc('conflicts', 'resolve', reference, '--field', 'content', '--take', 'ours', ...BY_TWO);
    expect(await sentOf('OURS')).toEqual(before);
    await road.converge();
    expect(await sentOf('OURS')).toEqual([...before, 'CapNhatVuViec updated']);
    expect((await standsThere('OURS')).text).toBe('Nội dung đơn số OURS, đề nghị xem xét.');
    await road.converge();
    expect(await sentOf('OURS')).toEqual([...before, 'CapNhatVuViec updated']);
  });

  it('takes theirs by the word of one person, and sends nothing', async () => {
    const reference = await referenceOf(road, 'THEIRS');
    const before = await sentOf('THEIRS');
    await kntc('conflicts', 'resolve', reference, '--field', NAME, '--take', 'theirs', ...BY_ONE);
    await road.converge();
    expect(await road.standing('THEIRS')).toMatchObject({ class: 'confirmed' });
    expect(await sentOf('THEIRS')).toEqual(before);
  });

  it('sends a third value that two people typed', async () => {
    const reference = await referenceOf(road, 'TYPED');
    const typed = ['conflicts', 'resolve', reference, '--field', NAME, '--take', 'typed'];
    expect((await run('Trần Văn Đúng\n', ...typed, ...BY_ONE)).code).toBe(1);
    expect(await run('Trần Văn Đúng\n', ...typed, ...BY_TWO)).toMatchObject({ code: 0 });
    await road.converge();
    expect((await standsThere('TYPED')).name).toBe('Trần Văn Đúng');
  });

  it('overwrites with the newest of ours where both changed', async () => {
    expect(await road.standing('BOTH')).toMatchObject({ code: 'CORRECTION_NEEDS_DECISION' });
    const reference = await referenceOf(road, 'BOTH');
    await kntc('conflicts', 'resolve', reference, '--field', 'content', '--take', 'ours', ...BY_TWO);
    await road.converge();
    expect((await standsThere('BOTH')).text).toBe('Nội dung tỉnh sửa.');
  });

  it('sends it once more when nobody knows whether it arrived, and creates nothing', async () => {
    const reference = await referenceOf(road, 'CRASH');
    const before = await sentOf('CRASH');
    await road.far.faults([
      { id: 'lost', method: 'CapNhatVuViec', nth: 1, phase: 'after-commit', action: 'reset' },
    ]);
    await kntc('conflicts', 'resolve', reference, '--field', NAME, '--take', 'ours', ...BY_TWO);
    await road.converge();
    await road.far.clearFaults();
    expect(await road.standing('CRASH')).toMatchObject({ class: 'confirmed' });
    expect((await sentOf('CRASH')).slice(before.length)).toEqual(
      expect.arrayContaining(['CapNhatVuViec updated']),
    );
    expect((await sentOf('CRASH')).filter((one) => one.endsWith('created'))).toHaveLength(1);
    expect((await standsThere('CRASH')).name).toBe('Trần Văn Mẫu');
  });

  it('sends nothing while another field of the same step differs that nobody decided about', async () => {
    const reference = await referenceOf(road, 'TWO');
    const before = await sentOf('TWO');
    await kntc('conflicts', 'resolve', reference, '--field', 'content', '--take', 'ours', ...BY_TWO);
    await road.converge();
    expect(await sentOf('TWO')).toEqual(before);
    await kntc('conflicts', 'resolve', reference, '--field', NAME, '--take', 'theirs', ...BY_ONE);
    await road.converge();
    expect(await sentOf('TWO')).toEqual([...before, 'CapNhatVuViec updated']);
    expect(await standsThere('TWO')).toEqual({
      text: 'Nội dung đơn số TWO, đề nghị xem xét.',
      name: NAMED_THERE,
    });
  });

  it('takes by rule what is theirs, and what both changed alike, and sends nothing', async () => {
    const before = [await sentOf('RULE'), await sentOf('ALIKE')];
    await road.gateway.reconcile();
    await road.converge();
    for (const ma of ['RULE', 'ALIKE']) expect(await road.standing(ma)).toMatchObject({ class: 'confirmed' });
    expect([await sentOf('RULE'), await sentOf('ALIKE')]).toEqual(before);
    const { rows } = await road.own.query(
      "select distinct actor from operation where command = 'conflicts rule'",
    );
    expect(rows).toEqual([{ actor: 'quy tắc' }]);
  });

  it('leaves what only we changed to the ordinary road', async () => {
    expect(await road.standing('LOCAL')).toMatchObject({ code: 'CORRECTION_NEEDS_DECISION' });
    const { operations } = road.gateway.parts;
    await operations.release(await referenceOf(road, 'LOCAL'), command('Đúng.', 'operator-two'));
    await road.converge();
    expect((await standsThere('LOCAL')).text).toBe('Nội dung tỉnh sửa.');
  });

  it('takes a decision back as long as nothing was sent, and then it was never made', async () => {
    const reference = await referenceOf(road, 'UNDO');
    const before = await sentOf('UNDO');
    await kntc('conflicts', 'resolve', reference, '--field', NAME, '--take', 'ours', ...BY_TWO);
    await kntc('conflicts', 'undo', reference, ...BY_ONE);
    await road.converge();
    expect(await sentOf('UNDO')).toEqual(before);
    await kntc('conflicts', 'resolve', reference, '--field', NAME, '--take', 'theirs', ...BY_ONE);
    await kntc('conflicts', 'undo', reference, ...BY_ONE);
    await road.converge();
    expect(await road.standing('UNDO')).toMatchObject({ class: 'confirmed' });
    await kntc('conflicts', 'resolve', reference, '--field', NAME, '--take', 'ours', ...BY_TWO);
    await road.converge();
    expect((await standsThere('UNDO')).name).toBe('Trần Văn Mẫu');
    const late = await run('', 'conflicts', 'undo', reference, ...BY_ONE);
    expect(late.code).toBe(1);
  });

  it('asks two people of a denunciation whatever is chosen, and takes no name into one that is withheld', async () => {
    const reference = await referenceOf(road, 'DEN');
    const words = ['conflicts', 'resolve', reference, '--field', NAME];
    expect((await run('', ...words, '--take', 'theirs', ...BY_ONE)).code).toBe(1);
    await kntc(...words, '--take', 'ours', ...BY_TWO);
    await road.converge();
    expect(await road.standing('DEN')).toMatchObject({ class: 'confirmed' });
  });

  it('ends with both sides equal', async () => {
    const { operations } = road.gateway.parts;
    const gone = await referenceOf(road, 'GONE');
    await operations.resolveNotThere(gone, command('Không còn.', 'operator-two'));
    await road.far.tamper([{ do: 'remove', caseId: await reconciling.enteredThere() }]);
    await road.converge();
    await reconciling.compareAll();
    expect(await reconciling.found()).toEqual([]);
    const { rows } = await road.own.query('select class, count(*)::int as count from comparison group by 1');
    expect(rows).toEqual([{ class: 'matching', count: ALL.length }]);
    expect((await standsThere('THEIRS')).name).toBe(NAMED_THERE);
    const creates = (await road.far.ledger()).filter(
      ({ decision, account }) => decision === 'created' && account !== 'trang-web-csdlqg',
    );
    // One for each, and one more for what was gone there by the word of two people.
    expect(creates).toHaveLength(ALL.length + 1);
  });

  it('stops when the source comes to say something else than what was decided over', async () => {
    await road.change('THEIRS', { ho_ten: 'Trần Văn Ba' });
    await road.converge();
    expect(await road.standing('THEIRS')).toMatchObject({ code: 'OVERLAY_CONFLICT' });
    await road.change('THEIRS', { ho_ten: 'Trần Văn Mẫu' });
    await road.converge();
    expect(await road.standing('THEIRS')).toMatchObject({ class: 'confirmed' });
  });
});
