import { BlockList, isIP } from 'node:net';
import { ADDRESS_FORMS } from '../../../../test/corpus';
import { kindOfIp, parseIp, parseRange } from './ip-address';
import { judgeAddress, readAllowedAddress, type AddressPolicy } from './judge-address';
import { DATABASE_ADDRESS, WEB_ADDRESS } from './read-address';
import { documentedFigure } from '../../../../test/figures/figures';

const own = [
  { addresses: ['10.20.0.5'], port: 5432, schemes: ['postgres', 'postgresql'], database: 'kntc' },
  { addresses: ['127.0.0.1'], port: 5432, schemes: ['postgres', 'postgresql'], database: 'kntc' },
  { addresses: ['10.20.0.6'], port: 6379, schemes: [], database: undefined },
];
const LIST = [
  'csdlqg.example.gov.vn',
  'donthu.tinh.local:5432',
  'tiepdan.tinh.local',
  '10.20.0.0/16',
  '[2405:4800::10]:8443',
];
const POLICIES: Readonly<Record<'listed' | 'named', AddressPolicy>> = {
  listed: { allowed: LIST.map(readAllowedAddress).filter((one) => one !== undefined), own },
  named: { allowed: undefined, own },
};

describe('an address is judged by its scheme, host, port and everything its name stands for:', () => {
  it.each(ADDRESS_FORMS.map((group, index) => [`${index + 1} ${group.verdict}`, group] as const))(
    '%s',
    (_name, { verdict, use, policy, resolves, forms }) => {
      const form = use === 'web' ? WEB_ADDRESS : DATABASE_ADDRESS;
      const given = forms.map((text) => {
        const judged = judgeAddress(text, form, resolves, POLICIES[policy]);
        return [text, judged.kind === 'allowed' ? 'allowed' : judged.why];
      });
      expect(given).toEqual(forms.map((text) => [text, verdict]));
    },
  );

  it('with at least 200 forms tried, none of them twice under the same answer', () => {
    const all = ADDRESS_FORMS.flatMap(({ forms, use, policy, resolves }) =>
      forms.map((text) => [text, use, policy, ...resolves].join(' ')),
    );
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(200);
    process.stdout.write(`address forms tried: ${all.length}\n`);
    expect(documentedFigure('address-forms', all.length)).toBe(all.length);
  });

  it('and not longer than any address is', () => {
    const long = `http://csdlqg.example.gov.vn/${'a'.repeat(2_100)}`;
    expect(judgeAddress(long, WEB_ADDRESS, [], POLICIES.named)).toEqual({ kind: 'refused', why: 'form' });
  });

  it('and what is allowed comes with exactly the addresses to connect to', () => {
    const resolves = ['113.160.10.20', '113.160.10.21'];
    expect(judgeAddress('https://csdlqg.example.gov.vn', WEB_ADDRESS, resolves, POLICIES.listed)).toEqual({
      kind: 'allowed',
      target: {
        scheme: 'https',
        host: 'csdlqg.example.gov.vn',
        port: 443,
        ip: undefined,
        database: undefined,
      },
      addresses: resolves,
    });
    expect(judgeAddress('http://10.20.1.1', WEB_ADDRESS, resolves, POLICIES.listed)).toMatchObject({
      addresses: ['10.20.1.1'],
    });
  });

  it('this machine is allowed when the list says so', () => {
    const allowed = ['127.0.0.1/32', '[::1]:4000', 'localhost'].map(readAllowedAddress);
    const policy = { allowed: allowed.filter((one) => one !== undefined), own };
    const verdicts = [
      'http://127.0.0.1:81',
      'http://[::1]:4000',
      'http://localhost',
      'http://[::1]:4001',
    ].map((text) => judgeAddress(text, WEB_ADDRESS, ['127.0.0.1', '::1'], policy).kind);
    expect(verdicts).toEqual(['allowed', 'allowed', 'allowed', 'refused']);
  });
});

describe('an IP address', () => {
  it('is read as Node reads it, or not at all', () => {
    const texts = ['1.2.3.4', '::', '::1', '1::', '1:2:3:4:5:6:7:8', '::ffff:1.2.3.4', '1:2:3:4:5:6:1.2.3.4'];
    const wrong = [
      '',
      '1.2.3',
      '01.2.3.4',
      '1.2.3.4.5',
      '1.2.3.256',
      ':1',
      ':::',
      '1:2:3:4:5:6:7::8:9',
      '1::2::3',
    ];
    for (const text of [...texts, ...wrong])
      expect([text, parseIp(text) !== undefined]).toEqual([text, isIP(text) > 0]);
  });

  it('lies in the ranges in which Node sees it', () => {
    for (const [range, inside, outside] of [
      ['10.20.0.0/16', '10.20.255.255', '10.21.0.0'],
      ['172.16.0.0/12', '172.31.255.255', '172.32.0.0'],
      ['fc00::/7', 'fdff::1', 'fe00::1'],
      ['fe80::/10', 'febf::1', 'fec0::1'],
    ] as const) {
      const [net = '', prefix] = range.split('/');
      const list = new BlockList();
      const family = net.includes(':') ? 'ipv6' : 'ipv4';
      list.addSubnet(net, Number(prefix), family);
      for (const text of [inside, outside]) {
        const ip = parseIp(text);
        const parsed = parseRange(range);
        const isInside = ip!.value >= parsed!.first && ip!.value <= parsed!.last;
        expect([text, isInside]).toEqual([text, list.check(text, family)]);
      }
    }
  });

  it.each([
    ['8.8.8.8', 'public'],
    ['2405:4800::1', 'public'],
    ['172.32.0.1', 'public'],
    ['100.127.255.255', 'private'],
    ['100.128.0.1', 'public'],
    ['fd12::1', 'private'],
    ['::ffff:10.0.0.1', 'private'],
    ['169.254.1.1', 'metadata'],
  ])('%s is %s', (text, kind) => {
    expect(kindOfIp(parseIp(text)!)).toBe(kind);
  });
});

it.each(['', 'http://a', 'a/b', '10.0.0.1/8', '10.0.0.0/33', 'a:0', 'a b', '::1:80x', 'xn--a.vn', '0x7f.1'])(
  '«%s» is no entry of an allow-list',
  (text) => {
    expect(readAllowedAddress(text)).toBeUndefined();
  },
);
