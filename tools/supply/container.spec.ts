import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const read = (file: string): string => readFileSync(join(__dirname, '../../docker', file), 'utf8');

interface Service {
  readonly [setting: string]: unknown;
}
const { services, volumes } = parse(read('compose.yaml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: object;
};
const gateway = services['gateway'] ?? {};
/** Steps of the image that is shipped: those behind the last FROM. */
const shipped =
  read('Dockerfile')
    .split(/^FROM .*$/m)
    .at(-1) ?? '';

describe('the image', () => {
  it('runs as an account without rights, set after everything that needs more', () => {
    const steps = shipped.split('\n').filter((line) => /^[A-Z]/.test(line));
    const user = steps.findIndex((line) => line.startsWith('USER '));
    expect(steps[user]).toBe('USER node');
    expect(steps.slice(user).filter((line) => /^(RUN|COPY|ADD)/.test(line))).toEqual([]);
  });

  it('leaves the program to root: the account that runs it owns only its data folder', () => {
    expect(shipped.match(/chown[^\n]*/g)).toEqual(['chown node:node var']);
    expect(shipped).not.toMatch(/--chown|chmod/);
  });

  it('holds no developer tools, no embedded database and no secret', () => {
    expect(read('Dockerfile')).toContain('npm ci --ignore-scripts --omit=dev --omit=optional');
    expect(shipped).not.toMatch(/apt-get|curl|ADD |PASSWORD|TOKEN|SECRET/);
    expect(read('Dockerfile.dockerignore').split('\n')[0]).toBe('*');
    expect(read('Dockerfile.dockerignore')).not.toMatch(/!.*(env|keys|var|docker)\b/);
  });
});

describe('the composition', () => {
  it('gives the gateway a read-only file system with a data folder and a small /tmp', () => {
    expect(gateway['read_only']).toBe(true);
    expect(gateway['tmpfs']).toEqual([expect.stringMatching(/^\/tmp:size=\d+m,.*noexec,nosuid,nodev/)]);
    expect(gateway['volumes']).toEqual(['../config:/app/config:ro', './keys:/app/keys', 'gateway:/app/var']);
    expect(Object.keys(volumes)).toContain('gateway');
  });

  it('takes every capability from it and lets nobody gain rights', () => {
    expect(gateway['cap_drop']).toEqual(['ALL']);
    expect(gateway['cap_add']).toBeUndefined();
    expect(gateway['privileged']).toBeUndefined();
    for (const service of Object.values(services))
      expect(service['security_opt']).toEqual(['no-new-privileges:true']);
  });

  it('answers people over TLS only: the web server shares the network of the gateway, which listens on its own machine', () => {
    expect(gateway['ports']).toEqual(['443:443']);
    expect(services['web']?.['network_mode']).toBe('service:gateway');
    const nginx = read('nginx.conf');
    expect(nginx.match(/listen .*/g)).toEqual(['listen 443 ssl;']);
    expect(nginx).toContain('proxy_set_header X-Forwarded-For');
    expect(nginx).toContain('location = /metrics { deny all; }');
  });

  it('lets a key be changed: its folder can be written, not only the file', () => {
    const { KNTC_KEY_FILE: file } = gateway['environment'] as Readonly<Record<string, string>>;
    expect(file).toMatch(/^\/app\/keys\//);
  });

  it('opens no port of the databases and puts no secret into the file', () => {
    const { gateway: _gateway, ...others } = services;
    for (const service of Object.values(others)) expect(service['ports']).toBeUndefined();
    expect(read('compose.yaml')).not.toMatch(/(PASSWORD|TOKEN|SECRET)\w*: [^$\s]/);
  });
});
