import { checkWitness } from './witness';

const DEVICES: Readonly<Record<string, number>> = { '/data': 1, '/data/audit': 1, '/mnt/usb': 2 };
const look = (witnesses: readonly string[], isForReal = true) =>
  checkWitness({ witnesses, dataDir: '/data', isForReal }, (folder) => DEVICES[folder] ?? 0);

describe('the witness of the audit, as doctor sees it', () => {
  it('must not lie on the disk of the data when petitions go to the real far side', () => {
    expect(look(['/data/audit'])).toMatchObject({
      ok: false,
      action: expect.stringContaining('KNTC_AUDIT_WITNESS'),
    });
  });

  it('may do so for a trial, and that is said', () => {
    expect(look(['/data/audit'], false)).toMatchObject({
      ok: undefined,
      detail: expect.stringContaining('để thử'),
    });
  });

  it.each([
    ['on another disk', ['/mnt/usb']],
    ['also on another disk', ['/data/audit', '/mnt/usb']],
    ['on another machine', ['https://giam-sat.tinh-x.vn:8443/']],
    ['in the log of another machine', ['syslog://10.1.2.3:514']],
  ])('is good %s', (_where, witnesses) => {
    expect(look(witnesses)).toMatchObject({ ok: true });
  });
});
