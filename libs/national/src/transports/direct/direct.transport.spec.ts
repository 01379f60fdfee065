import { FakeHttp, doubled } from '../../profiles/ttcp-2018/spec/fake-http';
import { createDirectTransport } from './direct.transport';

const ADDRESS = { basePath: '/KNTC', plainHttp: 'loopback' } as const;
const CALL = {
  method: 'TraDanhMuc',
  authorization: 'Basic a250Y190aW5oOnM6ZQ==',
  body: Buffer.from('{}'),
  contentType: 'x',
  deadlineMs: 1,
  maxResponseBytes: 1,
};

describe('the direct transport', () => {
  it.each([
    ['https://kntc.example.org', 'https://kntc.example.org/KNTC/TraDanhMuc'],
    ['https://kntc.example.org/', 'https://kntc.example.org/KNTC/TraDanhMuc'],
    ['https://kntc.example.org/KNTC/', 'https://kntc.example.org/KNTC/TraDanhMuc'],
    ['https://lgsp.example.org:8243/ttcp/kntc', 'https://lgsp.example.org:8243/ttcp/kntc/TraDanhMuc'],
    ['http://localhost:8099', 'http://localhost:8099/KNTC/TraDanhMuc'],
    ['http://[::1]:8099', 'http://[::1]:8099/KNTC/TraDanhMuc'],
  ])('turns %s into %s', async (baseUrl, url) => {
    const http = new FakeHttp().will(doubled([]));
    await createDirectTransport({ ...ADDRESS, baseUrl, http }).post(CALL);
    expect(http.sent.url).toBe(url);
    expect(http.sent.headers['authorization']).toBe(CALL.authorization);
  });

  it.each([
    [{ baseUrl: 'kntc.example.org' }],
    [{ baseUrl: 'ftp://kntc.example.org' }],
    [{ baseUrl: 'http://kntc.example.org' }],
    [{ baseUrl: 'http://127.0.0.1.example.org' }],
    [{ baseUrl: 'https://a:b@kntc.example.org' }],
    [{ baseUrl: 'https://kntc.example.org/?x=1' }],
    [{ baseUrl: 'http://localhost', plainHttp: 'never' as const }],
  ])('refuses %p', (options) => {
    const create = () => createDirectTransport({ ...ADDRESS, http: new FakeHttp(), ...options });
    expect(create).toThrow(expect.objectContaining({ code: 'GW_P401' }));
  });

  it('speaks plain HTTP to anybody only where the settings allow it', () => {
    const options = { ...ADDRESS, baseUrl: 'http://10.0.0.7', http: new FakeHttp() };
    expect(() => createDirectTransport({ ...options, plainHttp: 'allow' })).not.toThrow();
  });
});
