import { createServer } from 'node:http';
import { FarServers } from '../../../../test/environment';
import { loadEnvironment } from '../config/environment';
import { keyStoresOf } from '../config/key-stores-of';
import { witnessHttp } from '../config/witness-http';
import { AddressGuard } from './address-guard';

/** What a Vault and a witness on another host are asked through. */
describe.each([
  ['a Vault', 'KNTC_VAULT_ADDR', vaultHttp],
  ['a witness of the audit', 'KNTC_AUDIT_WITNESS', witness],
] as const)('%s', (_what, variable, httpOf) => {
  const servers = new FarServers();
  let hits = 0;
  let address = '';
  beforeEach(async () => {
    hits = 0;
    const answering = createServer((_request, response) => {
      hits += 1;
      response.setHeader('connection', 'close').end('{}');
    });
    address = new URL(await servers.listen(answering)).origin;
  });
  afterEach(() => servers.close());

  const post = (base: string, addresses: AddressGuard) =>
    httpOf(base, addresses).post({
      url: `${base}/v1`,
      headers: {},
      body: new Uint8Array(),
      deadlineMs: 2_000,
      maxResponseBytes: 100,
    });

  it('is reached where the configuration says it is', async () => {
    expect(await post(address, new AddressGuard())).toMatchObject({ kind: 'answered', status: 200 });
    const named = address.replace('127.0.0.1', 'localhost');
    expect(await post(named, new AddressGuard())).toMatchObject({ kind: 'answered', status: 200 });
    expect(hits).toBe(2);
  });

  it.each([
    ['an address outside the list', 'http://10.30.0.1:8200'],
    ['the metadata of a cloud', 'http://169.254.169.254'],
    ['a number in disguise', 'http://0x7f000001:8200'],
  ])('at %s stops the start, with its variable and without itself', (_where, base) => {
    const start = (): unknown => httpOf(base, new AddressGuard({ allowed: ['10.20.0.0/16'] }));
    expect(start).toThrow(new RegExp(`^GW_P402 .*: ${variable}: `));
    expect(start).not.toThrow(/10\.30|169\.254|0x7f/);
  });

  it('gets not a byte when its name leads elsewhere', async () => {
    const named = address.replace('127.0.0.1', 'kho.tinh.test');
    for (const answers of [['169.254.169.254'], ['127.0.0.1'], ['10.0.0.7', '113.160.10.20'], []]) {
      const addresses = new AddressGuard({ resolve: async () => answers });
      expect(await post(named, addresses)).toMatchObject({ kind: 'not-sent', reason: 'forbidden' });
    }
    expect(hits).toBe(0);
  });
});

function vaultHttp(base: string, addresses: AddressGuard) {
  // Its form is checked by the guard here; the environment would refuse some of these before.
  const environment = loadEnvironment({});
  const vault = { address: base, tokenFile: '/nowhere', mount: 'transit', key: 'kntc', namespace: undefined };
  return keyStoresOf({ ...environment, vault }, addresses).http();
}

function witness(base: string, addresses: AddressGuard) {
  return witnessHttp(addresses, [{ kind: 'http', url: `${base}/kntc` }]);
}
