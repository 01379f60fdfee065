import { aFarSide, type FarSide } from './far-side';
import { aCase, aProcessing } from './sample-bodies';

describe('the page of the far side', () => {
  let far: FarSide;
  beforeAll(async () => {
    far = await aFarSide();
  });
  afterAll(() => far.stop());

  const get = async (path: string): Promise<string> => (await fetch(`${far.url}${path}`)).text();

  it('says so when nothing has arrived', async () => {
    const page = await get('/');
    expect(page).toContain('Chưa nhận được bản ghi nào');
    expect(page).toContain('http-equiv="refresh"');
    expect(page).toContain('noindex');
  });

  it('shows totals, the latest records and what was refused', async () => {
    const { Id } = await far.send('CapNhatVuViec', aCase());
    await far.send('CapNhatKQXuLy', aProcessing(Id));
    await far.send('CapNhatKQXuLy', aProcessing('<b>nobody</b>'));
    const page = await get('/');
    expect(page).toContain(`href="/ban-ghi/${Id}"`);
    expect(page).toContain('BDI-AAAAAAAAAAAAA');
    expect(page).toContain('từ chối 1');
    expect(page).toContain('&lt;b&gt;nobody&lt;/b&gt;');
    expect(page).not.toContain('<b>nobody');
  });

  it('shows one record with its steps, everything escaped and files by size', async () => {
    const file = { TenHoSo: 'Đơn', LoaiHoSo: '1', TenFileDinhKem: 'don.pdf', FileDinhKem: 'JVBERi0xLjQK' };
    const { Id } = await far.send(
      'CapNhatVuViec',
      aCase({ NoiDungDon: '<script>alert("x")</script> & "y"', Attachment: [file] }),
    );
    await far.send('CapNhatKQXuLy', aProcessing(Id));
    const page = await get(`/ban-ghi/${Id}`);
    expect(page).not.toContain('<script>');
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &quot;y&quot;');
    expect(page).toContain('Lê Thị Thử Nghiệm');
    expect(page).toContain('2. Kết quả xử lý');
    expect(page).toContain('Chưa có: thụ lý giải quyết, kết quả giải quyết, thi hành.');
    expect(page).toContain('(tệp, 9 byte)');
    expect(page).not.toContain('JVBERi0');
  });

  it('pages back by a cursor without refreshing itself', async () => {
    for (let turn = 0; turn < 40; turn += 1) await far.send('CapNhatVuViec', aCase());
    const page = await get('/');
    const before = /href="\/\?before=(\d+)"/.exec(page)?.[1] ?? '';
    const older = await get(`/?before=${before}`);
    expect(older).not.toContain('http-equiv="refresh"');
    expect(older).toContain('nobody');
  });

  it('answers 404 to what it does not have', async () => {
    expect((await fetch(`${far.url}/ban-ghi/%3Cscript%3E`)).status).toBe(404);
    expect((await fetch(`${far.url}/favicon.ico`)).status).toBe(404);
  });
});
