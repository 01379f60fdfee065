import { join } from 'node:path';
import { MiniRoad } from '../../../test/journey/mini-road';
import { kntc, parsed } from './kntc';
import type { Said } from './kntc';

const WHO = ['--actor', 'Cán bộ Lan', '--reason', 'Đã xem hồ sơ'];
const NAME = 'Trịnh Thị Không Được Lộ';

jest.setTimeout(120_000);

describe('decisions about many records in quarantine', () => {
  let road: MiniRoad;
  const everything: string[] = [];

  beforeAll(async () => {
    road = await MiniRoad.open();
    await road.petition('BAD', { ngay_nhan: '31/02' });
  });
  afterAll(() => road.close());

  async function run(...argv: readonly string[]): Promise<Said> {
    const variables = {
      DATABASE_URL: road.databaseUrl,
      NATIONAL_BASE_URL: road.far.baseUrl,
      KNTC_CONFIG_DIR: road.configDir,
      KNTC_DATA_DIR: join(road.configDir, 'var'),
    };
    const said = await kntc(variables, ...argv);
    everything.push(said.out, said.err);
    return said;
  }

  it('decides all records of one cause in one go, after counting them, and takes one back', async () => {
    for (const ma of ['EMPTY-1', 'EMPTY-2']) await road.petition(ma, { ho_ten: NAME, noi_dung: null });
    await road.petition('NOBODY', { ho_ten: null });
    await road.converge();
    const all = ['quarantine', 'decide', 'mini', ...WHO, '--exclude', '--cause', 'MISSING_MANDATORY'];
    const empty = [...all, '--field', 'content', '--key', 'rows-without-content'];
    expect(parsed(await run(...empty, '--dry-run', '--json'))).toMatchObject({ matching: 2 });
    expect(await road.standing('EMPTY-1')).toMatchObject({ class: 'quarantined' });
    expect(parsed(await run(...empty, '--json'))).toMatchObject({ decided: 2, skipped: [] });
    expect(await run(...empty)).toMatchObject({ code: 0, out: expect.stringContaining('bỏ qua 2') });
    await road.converge();
    expect(await road.standing('EMPTY-1')).toMatchObject({ class: 'outOfScope', code: 'LOCAL_ONLY' });
    expect(await road.standing('NOBODY')).toMatchObject({ class: 'quarantined' });
    expect(await run('quarantine', 'take-back', 'mini', 'EMPTY-1', ...WHO)).toMatchObject({ code: 0 });
    await road.converge();
    expect(await road.standing('EMPTY-1')).toMatchObject({ class: 'quarantined' });
    expect(await run(...all, '--cause', 'BAD_DATE')).toMatchObject({ code: 1 });
  });

  it('takes back one bulk decision in one go, and leaves what others decided', async () => {
    const cause = ['--cause', 'MISSING_MANDATORY', ...WHO];
    const exclude = ['quarantine', 'decide', 'mini', '--exclude', ...cause];
    // EMPTY-2 stands since the bulk decision above; EMPTY-1 was taken back, and somebody else excludes it anew.
    expect(await run('quarantine', 'decide', 'mini', 'EMPTY-1', ...WHO, '--exclude')).toMatchObject({
      code: 0,
    });
    const bulk = await run(...exclude, '--field', 'petitioners[0].fullName', '--key', 'rows-of-nobody');
    expect(bulk.out).toContain('take-back --cause MISSING_MANDATORY --decision rows-of-nobody');
    await road.converge();
    const back = ['quarantine', 'take-back', 'mini', ...cause, '--json'];
    expect(parsed(await run(...back, '--dry-run'))).toMatchObject({ matching: 3 });
    const content = [...back, '--decision', 'rows-without-content', '--key', 'back'];
    expect(parsed(await run(...content, '--dry-run'))).toMatchObject({ matching: 1 });
    expect(await road.standing('EMPTY-2')).toMatchObject({ class: 'outOfScope' });
    expect(parsed(await run(...content))).toMatchObject({ takenBack: 1, skipped: [] });
    await road.converge();
    expect(await road.standing('EMPTY-2')).toMatchObject({ class: 'quarantined', code: 'MISSING_MANDATORY' });
    expect(await road.standing('EMPTY-1')).toMatchObject({ class: 'outOfScope' });
    expect(await road.standing('NOBODY')).toMatchObject({ class: 'outOfScope' });
    const { rows } = await road.own.query(
      "select command, actor, reason, target from operation where idempotency_key like 'back:%'",
    );
    const [actor, reason] = ['Cán bộ Lan', 'Đã xem hồ sơ'];
    expect(rows).toEqual([{ command: 'quarantine take-back', actor, reason, target: 'mini/EMPTY-2' }]);
    expect(parsed(await run(...content))).toMatchObject({ takenBack: 0, skipped: [] });
    expect(parsed(await run(...back, '--decision', 'rows-of-nobody'))).toMatchObject({ takenBack: 1 });
  });

  it('asks which exclusions are meant when the words do not say it', async () => {
    const unclear = await run('quarantine', 'take-back', 'mini', ...WHO, '--decision', 'x');
    expect(unclear).toMatchObject({ code: 2, err: expect.stringContaining('Chưa rõ rút lại') });
    const never = await run('quarantine', 'take-back', ...WHO, '--cause', 'BAD_DATE');
    expect(never).toMatchObject({ code: 2, err: expect.stringContaining('BEFORE_START_OPEN') });
  });

  it('has said nothing personal in all of this', () => {
    expect(everything.length).toBeGreaterThan(20);
    expect(everything.join('\n')).not.toMatch(/Trịnh|Không Được Lộ|Đề nghị xem/);
  });

  it('lets two people say of one record that an officer is a namesake of the denouncer, never of many', async () => {
    const names = { loai: 'tc', linh_vuc: 'TN', ho_ten: 'Lê Văn Trùng', can_bo: 'LÊ VĂN TRÙNG' };
    await road.petition('SAME', { ...names, ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
    await road.converge();
    const listed = await run('quarantine', 'list', '--code', 'IDENTITY_IN_OPEN_FIELD');
    expect(listed.out).toContain('Cán bộ xử lý');
    const decide = ['quarantine', 'decide', 'mini', 'SAME', ...WHO, '--namesake'];
    expect((await run(...decide)).err).toContain('cần hai người');
    expect(await run(...decide, '--exclude', '--approver', 'Hùng')).toMatchObject({ code: 2 });
    const many = ['quarantine', 'decide', 'mini', '--cause', 'IDENTITY_IN_OPEN_FIELD', ...WHO];
    expect(await run(...many, '--namesake', '--approver', 'Hùng')).toMatchObject({ code: 2 });
    expect(await run(...decide, '--approver', 'Hùng')).toMatchObject({ code: 0 });
    await road.converge();
    expect(await road.standing('SAME')).toMatchObject({ class: 'confirmed' });
  });
});
