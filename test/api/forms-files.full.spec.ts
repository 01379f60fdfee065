import type { Principal } from '@kntc/domain';
import { AccessWorld } from '../access/access-world';
import { unzipped } from '../fakes';

jest.setTimeout(120_000);

interface WrittenFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: string;
}

describe('files of the report forms, over the API', () => {
  let world: AccessWorld;
  let inspector: Principal;
  beforeAll(async () => {
    world = await AccessWorld.open();
    inspector = await world.account({
      name: 'soi',
      roles: ['inspector'],
      scope: 'province',
      as: 'person',
    });
    await world.recordAccounts();
  });
  afterAll(() => world.close());

  const fetched = async (path: string) => {
    const { status, text } = await world.ask(inspector, 'GET', `/api/v1/statutory/${path}`);
    const file = JSON.parse(text) as WrittenFile;
    const bytes = Buffer.from(file.content ?? '', 'base64');
    return { status, file, parts: status === 200 ? await unzipped(bytes) : new Map<string, string>() };
  };

  it('are the workbook that the command line writes, form by form', async () => {
    const { status, file, parts } = await fetched('workbook?period=2026-Q1');
    expect(status).toBe(200);
    expect(file).toMatchObject({
      fileName: 'bieu-bao-cao-2026-Q1.xlsx',
      mediaType: expect.stringContaining('spreadsheetml'),
    });
    const names = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet name="([^"]*)"/g)].map(
      ([, name]) => name,
    );
    expect(names).toEqual([
      '01-TCD',
      ...[1, 2, 3, 4].map((no) => `0${no}-XLD`),
      ...[1, 2, 3, 4].map((no) => `0${no}-KQGQ`),
      'Đối chiếu',
      'Kiểm tra',
    ]);
    expect([...parts.values()].join('')).not.toMatch(/Trần Văn Mẫu/);
  });

  it('are the report on the use of the system as a draft, with its figures', async () => {
    const { status, file, parts } = await fetched('usage-report?period=2026-Q1');
    expect([status, file.fileName]).toEqual([200, 'bao-cao-su-dung-2026-Q1.docx']);
    const text = (parts.get('word/document.xml') ?? '').replaceAll(/<[^>]+>/g, ' ');
    expect(text).toContain('Việc sử dụng Hệ thống Cơ sở dữ liệu quốc gia');
    expect(text).not.toMatch(/Trần Văn Mẫu/);
  });

  it('are of a period there is, and of an agency there is', async () => {
    expect((await fetched('workbook')).status).toBe(400);
    expect((await fetched('workbook?period=2026-Q9')).status).toBe(400);
    expect((await fetched('workbook?period=2026-Q1&agency=khong-co')).status).toBe(400);
    expect((await fetched('usage-report?period=2026')).status).toBe(200);
  });
});
