import { EnvironmentError, loadEnvironment } from './environment';
import { witnessPlaces } from './witness-places';

const places = (KNTC_AUDIT_WITNESS?: string, url = 'postgres://kntc@db:5432/kntc') =>
  witnessPlaces(loadEnvironment({ KNTC_AUDIT_WITNESS }), url);

describe('the witnesses of the audit in the environment', () => {
  it('are by default a file of the database in the data folder', () => {
    expect(places()).toEqual([{ kind: 'file', path: 'var/audit/kntc.jsonl' }]);
  });

  it.each([
    ['/mnt/giữ dấu', { kind: 'file', path: '/mnt/giữ dấu/kntc.jsonl' }],
    ['https://witness.tinh.gov.vn:7444/', { kind: 'http', url: 'https://witness.tinh.gov.vn:7444/kntc' }],
    ['http://10.1.2.3/kntc-witness', { kind: 'http', url: 'http://10.1.2.3/kntc-witness/kntc' }],
    [
      'syslog://log.tinh.gov.vn',
      { kind: 'syslog', transport: 'tcp', host: 'log.tinh.gov.vn', port: 601, database: 'kntc' },
    ],
    [
      'syslog+tls://log:10514',
      { kind: 'syslog', transport: 'tls', host: 'log', port: 10_514, database: 'kntc' },
    ],
    [
      'syslog+udp://[fd00::5]:514',
      { kind: 'syslog', transport: 'udp', host: 'fd00::5', port: 514, database: 'kntc' },
    ],
  ])('may be %s', (text, place) => expect(places(text)).toEqual([place]));

  it('may be several', () => {
    expect(places('/mnt/w, http://witness:7444 ,syslog://log').map(({ kind }) => kind)).toEqual([
      'file',
      'http',
      'syslog',
    ]);
  });

  it('give each database a place of its own, and no name leads elsewhere', () => {
    expect(places('/w', 'postgres://db/..%2F..%2Fetc')).toEqual([
      { kind: 'file', path: '/w/.._.._etc.jsonl' },
    ]);
  });

  it.each([
    'ftp://witness',
    'syslog+tcp6://log',
    'https://',
    'syslog://',
    'http://',
    '/mnt/w,',
    ',/mnt/w',
    '/mnt/w,,http://witness',
    'http://ten:mat-khau@witness',
    'syslog://ten@log',
    'http://witness with blanks',
  ])('are refused as %s', (text) => {
    expect(() => places(text)).toThrow(EnvironmentError);
  });
});
