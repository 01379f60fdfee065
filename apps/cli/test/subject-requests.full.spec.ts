import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MiniRoad } from '../../../test/journey/mini-road';
import { kntc, parsed, variablesOf, type Said } from './kntc';

const PAPER = ['--document-no', '15/ĐN', '--received', '2026-11-20'];
const CHECKED = ['--verified-by', 'Chị Tiếp', '--verified-how', 'căn cước', '--actor', 'Lan Tiếp Dân'];
const RIGHT = 'Đặng Thị Lân Đúng';
const WRONG = 'Đặng Thị Lan Sai';

interface Item {
  readonly id: string;
  readonly state: string;
  readonly progress: string | null;
  readonly dueOn: string;
  readonly daysLeft: number | null;
  readonly field: string | null;
}

jest.setTimeout(180_000);

describe('requests of data subjects, from the paper to their end', () => {
  let road: MiniRoad;
  let reference: string;
  beforeAll(async () => {
    road = await MiniRoad.open();
    await road.petition('KN-1', { ho_ten: WRONG, cccd: '052190001234', dien_thoai: '0905123456' });
    await road.converge();
    reference = (await road.standing('KN-1')).reference ?? '';
  });
  afterAll(() => road.close());

  const run = (...argv: readonly string[]): Promise<Said> => kntc(variablesOf(road), 'subject', ...argv);
  const record = async (...more: readonly string[]): Promise<string> => {
    const said = await run(...more, ...PAPER, ...CHECKED, '--due', '2026-12-01', '--json');
    return (parsed(said) as { id: string }).id;
  };
  const item = async (id: string): Promise<Item | undefined> => {
    const { items } = parsed(await run('list', '--all', '--json')) as { items: readonly Item[] };
    return items.find((one) => one.id === id);
  };
  const close = (id: string, outcome: string): Promise<Said> =>
    run('close', id, '--actor', 'Hùng', '--outcome', outcome, '--reason', '20/TL');

  it('say the right road of a correction and follow it until the far side has it', async () => {
    const said = await run(
      'correct',
      reference,
      '--field',
      'fullName',
      ...PAPER,
      ...CHECKED,
      '--due',
      '2026-12-01',
    );
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining('CORRECTION_NEEDS_DECISION') });
    const { items } = parsed(await run('list', '--json')) as { items: readonly Item[] };
    const id = items[0]?.id ?? '';
    expect(items).toMatchObject([
      { progress: 'unchanged', field: 'petitioner[1].fullName', dueOn: '2026-12-01' },
    ]);
    expect((await close(id, 'corrected')).err).toContain('chưa nhận được phiên bản');

    await road.change('KN-1', { dien_thoai: '0905123457' });
    await road.converge();
    expect(await item(id)).toMatchObject({ progress: 'unchanged' });

    await road.change('KN-1', { ho_ten: RIGHT });
    await road.converge();
    expect(await item(id)).toMatchObject({ progress: 'held' });
    expect((await run('list')).out).toContain('chờ hai người');
    const by = { actor: 'Lan', approver: 'Hùng', reason: '15/ĐN', idempotencyKey: 'subject-1' };
    await road.gateway.parts.operations.release(reference, by);
    await road.converge();
    expect(await item(id)).toMatchObject({ progress: 'delivered' });
    expect(JSON.stringify((await road.delivered('KN-1')).at(-1)?.body)).toContain(RIGHT);
    expect(await close(id, 'corrected')).toMatchObject({ code: 0 });
    expect(await item(id)).toMatchObject({ state: 'closed', daysLeft: null });
    expect((await close(id, 'corrected')).err).toContain('đã kết thúc');
  });

  it('take in a field that never leaves as soon as the source has it', async () => {
    const id = await record('correct', reference, '--field', 'phone');
    await road.change('KN-1', { dien_thoai: '0905999888' });
    await road.converge();
    expect(await item(id)).toMatchObject({ progress: 'delivered' });
    expect(await close(id, 'corrected')).toMatchObject({ code: 0 });
  });

  it('are only recorded where they restrict or object, and change nothing', async () => {
    const before = (await road.delivered('KN-1')).length;
    const id = await record('record', reference, '--kind', 'restriction');
    expect(await item(id)).toMatchObject({ state: 'open', progress: null });
    await road.converge();
    expect(await road.delivered('KN-1')).toHaveLength(before);
    expect((await close(id, 'corrected')).err).toContain('không dùng cho loại yêu cầu');
    expect(await close(id, 'accepted')).toMatchObject({ code: 0 });
  });

  it('have the due day that the province laid down, counted on the calendar, or their own', async () => {
    const bare = ['correct', reference, '--field', 'fullName', ...PAPER, ...CHECKED];
    expect((await run(...bare)).err).toContain('Chưa có hạn trả lời');
    const rules = join(road.configDir, 'subject-requests.yaml');
    writeFileSync(rules, 'answerWithinDays: { correction: 12 }\n');
    const { id } = parsed(await run(...bare, '--json')) as { id: string };
    expect(await item(id)).toMatchObject({ dueOn: '2026-12-02' });
    expect((await run('list')).out).toMatch(/02\/12\/2026 +(\d+ ngày|quá hạn)/);
    expect((await run(...bare, '--due', '2026-11-19')).err).toContain('trước ngày nhận');
    writeFileSync(rules, 'answerWithinDays: { correction: 0 }\n');
    expect(await run(...bare)).toMatchObject({
      code: 1,
      err: expect.stringContaining('subject-requests.yaml'),
    });
    writeFileSync(rules, '');
    expect(await close(id, 'withdrawn')).toMatchObject({ code: 0 });
  });

  it('name a case, a person in it and a field that are there', async () => {
    const rest = [...PAPER, ...CHECKED, '--due', '2026-12-01'];
    expect((await run('correct', 'MINI-0000000000000', '--field', 'phone', ...rest)).err).toContain(
      'Không có hồ sơ',
    );
    expect((await run('correct', reference, '--field', 'phone', '--place', '2', ...rest)).err).toContain(
      'vị trí này',
    );
    expect((await run('correct', reference, '--role', 'agent', '--field', 'phone', ...rest)).err).toContain(
      'vị trí',
    );
    expect((await run('correct', reference, '--field', 'phon', ...rest)).err).toContain('Có phải «phone»');
    expect((await run('correct', reference, ...rest)).err).toContain('Chưa rõ sửa trường nào');
    expect((await run('correct', reference, '--field', 'phone', ...CHECKED)).err).toContain(
      'Thiếu thông tin',
    );
    expect((await close('00000000-0000-4000-8000-000000000000', 'refused')).err).toContain(
      'Không có yêu cầu',
    );
  });

  it('are all on the audit by document, case and name of the field, never with a value', async () => {
    const { rows } = await road.own.query<{ line: string }>(
      "select concat_ws(' | ', action, target, actor, reason, result) as line from audit_entry where action like 'subject%' order by seq",
    );
    const lines = rows.map(({ line }) => line);
    expect(lines).toContain(
      `subject record | ${reference} correction petitioner[1].fullName | Lan Tiếp Dân (tên gõ, chưa xác minh) | 15/ĐN | done`,
    );
    expect(lines).toContain(
      `subject close | ${reference} correction | Hùng (tên gõ, chưa xác minh) | 15/ĐN | not-changed`,
    );
    expect(lines).toContain(
      `subject close | ${reference} correction | Hùng (tên gõ, chưa xác minh) | 15/ĐN | done`,
    );
    const requests = await road.own.query('select * from subject_request');
    for (const text of [lines.join('\n'), JSON.stringify(requests.rows)])
      expect(text).not.toMatch(/Đặng|052190001234|0905/);
  });
});
