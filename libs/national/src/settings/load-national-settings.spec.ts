import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayError } from '@kntc/domain';
import { loadNationalSettings } from './load-national-settings';

const SHIPPED = join(__dirname, '../../../../config');
const text = readFileSync(join(SHIPPED, 'national/ttcp-2018.yaml'), 'utf8');

describe('the shipped ttcp-2018 settings', () => {
  it('are careful in production', () => {
    const settings = loadNationalSettings(SHIPPED, 'ttcp-2018', 'production');
    expect(settings).toMatchObject({
      referenceMarker: false,
      lookupByReference: 'assumed',
      timeBounds: { requestMax: 60_000, indexLag: 600_000, margin: 300_000 },
      answers: { provenUnprocessed: [401, 429], layers: 'auto' },
      releasePoints: { KN: { at: 'acceptance' }, TC: { at: 'acceptance' }, KNPA: { at: 'received' } },
    });
    expect(new Set(Object.values(settings.steps).map((step) => step.repeat))).toEqual(new Set(['unknown']));
  });

  it('know the simulator in the demo', () => {
    const settings = loadNationalSettings(SHIPPED, 'ttcp-2018', 'demo');
    expect(settings).toMatchObject({
      referenceMarker: true,
      lookupByReference: 'proven',
      timeBounds: { requestMax: 5_000, indexLag: 1_000, margin: 5_000 },
    });
    expect(new Set(Object.values(settings.steps).map((step) => step.repeat))).toEqual(new Set(['replace']));
    expect(settings.steps.CapNhatVuViec.answer.id).toBe('Id');
  });
});

describe('a settings file with mistakes', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kntc-settings-'));
    mkdirSync(join(dir, 'national'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  function problemsOf(content: string, variant = 'demo'): readonly string[] {
    writeFileSync(join(dir, 'national/ttcp-2018.yaml'), content);
    try {
      loadNationalSettings(dir, 'ttcp-2018', variant);
      return [];
    } catch (err) {
      if (!(err instanceof GatewayError) || err.code !== 'GW_P401') throw err;
      return err.detail.split('\n').map((line) => line.replace(join(dir, 'national/ttcp-2018.yaml'), 'file'));
    }
  }
  const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

  it('names all of them at once with line, column, key and the nearest name', () => {
    const broken = text
      .replace('  layers: auto', '  layer: auto')
      .replace('nullForm: emptyString', 'nullForm: emptyStrings')
      .replace('      NguoiBiKNTCT: NguoiBiKNTCT', '      NguoiBiKNTC: NguoiBiKNTCT')
      .replace('requestMax: 60s, indexLag', 'requestMax: 60, indexLag')
      .replace('KNPA: { at: received', 'KNPA: { at: acceptance');
    const layers = lineOf('  layers: auto');
    const keys = lineOf('      NguoiBiKNTCT: NguoiBiKNTCT');
    const bounds = lineOf('timeBounds: { requestMax: 60s');
    expect(problemsOf(broken)).toEqual([
      `file:${keys - 1}:5 steps.CapNhatVuViec.keys.NguoiBiKNTCT: missing`,
      `file:${keys}:7 steps.CapNhatVuViec.keys.NguoiBiKNTC: unknown key; did you mean NguoiBiKNTCT?`,
      `file:${lineOf('answers:\n')}:1 answers.layers: missing`,
      `file:${layers}:3 answers.layer: unknown key; did you mean layers?`,
      `file:${lineOf('  nullForm: emptyString')}:3 values.nullForm: expected one of emptyString, null, omit; did you mean emptyString?`,
      `file:${bounds}:15 timeBounds.requestMax: expected a duration such as 500ms, 5s, 2m or 24h`,
      `file:${lineOf('  KNPA: { at')}:11 releasePoints.KNPA.at: later than the law allows (see \`latest\`)`,
    ]);
  });

  it('shows a mistake of a variant where it stands, and checks variants that are not in use', () => {
    const broken = text.replace('{ repeat: replace }', '{ repeats: replace }');
    expect(problemsOf(broken, 'production')).toEqual([
      `file:${lineOf('{ repeat: replace }')}:24 overrides.demo.steps.CapNhatVuViec.repeats: unknown key; did you mean repeat?`,
    ]);
  });

  it('refuses what would be unsafe together', () => {
    expect(problemsOf(text.replace('    referenceMarker: true\n', ''))).toEqual([
      expect.stringContaining('overrides.demo.lookupByReference: `proven` needs referenceMarker: true'),
    ]);
    expect(problemsOf(text.replace('KNPA: { at: received', 'KNPA: { at: acceptance'))).toEqual([
      expect.stringContaining('releasePoints.KNPA.at: later than the law allows'),
    ]);
  });

  it.each([
    [
      'a key and a reference',
      ['idempotencyKey: false', 'idempotencyKey: { header: Key, window: 24h }'],
      'capabilities.uniqueReference: choose one',
    ],
    [
      'a window in which no repeat comes in time',
      ['uniqueReference: true', 'uniqueReference: false'],
      ['idempotencyKey: false', 'idempotencyKey: { header: Key, window: 12m }'],
      'capabilities.idempotencyKey.window: half of it must be longer',
    ],
    [
      'a unique reference nobody sees',
      ['referenceMarker: true', 'referenceMarker: false'],
      'capabilities.uniqueReference: `true` needs referenceMarker: true',
    ],
    [
      'a unique reference without words for a conflict',
      ['  conflict: { status: 409, reference: MaThamChieu }\n', ''],
      'capabilities.uniqueReference: `true` needs answers.conflict',
    ],
    [
      'a conflict that is no proof and a proof at once',
      ['status: 409', 'status: 429'],
      'answers.conflict.status: is listed in provenUnprocessed',
    ],
  ] as const)('refuses %s', (_what, ...edits) => {
    const unique = text
      .replace('referenceMarker: false', 'referenceMarker: true')
      .replace('uniqueReference: false', 'uniqueReference: true')
      .replace(
        '  retryAfterMax: 1h\n',
        '  retryAfterMax: 1h\n  conflict: { status: 409, reference: MaThamChieu }\n',
      );
    expect(problemsOf(unique)).toEqual([]);
    const changes = edits.filter((edit) => typeof edit !== 'string');
    const broken = changes.reduce((sofar, [from, to]) => sofar.replace(from, to), unique);
    expect(problemsOf(broken)).toContainEqual(expect.stringContaining(String(edits.at(-1))));
  });

  const LIMITS: readonly (readonly [from: string, to: string, key: string, says: string])[] = [
    ['requestsAtOnce: 8', 'requestsAtOnce: 0', 'limits.requestsAtOnce', 'phải từ 1 đến 256, đang là 0'],
    ['requestsAtOnce: 8', 'requestsAtOnce: 257', 'limits.requestsAtOnce', 'phải từ 1 đến 256'],
    ['requestsPerMinute: unlimited', 'requestsPerMinute: 0', 'limits.requestsPerMinute', 'đang là 0'],
    ['requestsPerMinute: unlimited', 'requestsPerMinute: -5', 'limits.requestsPerMinute', 'đang là -5'],
    ['requestsPerMinute: unlimited', 'requestsPerMinute: 4', 'limits.requestsAtOnce', 'mỗi phút chỉ được 4'],
    ['createsPerDay: auto', 'createsPerDay: 0', 'limits.createsPerDay', 'đang là 0'],
    ['createsPerDay: auto', 'createsPerDay: 1', 'limits.createsPerDay', 'dữ liệu cũ không bao giờ được tạo'],
    ['rampAfterOutage: 5m', 'rampAfterOutage: 25h', 'limits.rampAfterOutage', 'dài hơn một ngày'],
    ['requestMax: 60s, indexLag', 'requestMax: 0s, indexLag', 'timeBounds.requestMax', 'ngắn hơn 100ms'],
    ['requestMax: 60s, indexLag', 'requestMax: 3h, indexLag', 'timeBounds', 'requestMax nhiều nhất 2h'],
    ['indexLag: 10m', 'indexLag: 0s', 'timeBounds.indexLag', 'không chứng minh được gì'],
    ['margin: 5m', 'margin: 0s', 'timeBounds.margin', 'không chừa chỗ'],
    ['refresh: 24h', 'refresh: 1s', 'codeLists.refresh', 'không dài hơn codeLists.requestMax'],
    ['retryAfterMax: 1h', 'retryAfterMax: 0s', 'answers.retryAfterMax', 'phải từ 1s'],
    ['retryAfterMax: 1h', 'retryAfterMax: 2h', 'answers.retryAfterMax', 'đến 1h'],
    ['maxRequestSize: 200MB', 'maxRequestSize: 1KB', 'limits.maxRequestSize', 'nhỏ hơn 4KB'],
    ['most: unlimited, maxSize: 100MB', 'most: 3, maxSize: 0MB', 'limits.attachments.maxSize', 'ghi most: 0'],
    [
      'maintenance: []',
      "maintenance: [{ days: [sat], from: '22:00', until: '22:00' }]",
      'maintenance.0',
      'bắt đầu và kết thúc cùng lúc 22:00',
    ],
  ];
  it.each(LIMITS)('refuses %s as %s: %s %s', (from, to, key, says) => {
    expect(text).toContain(from);
    const problems = problemsOf(text.replace(from, to), 'production');
    expect(problems).toContainEqual(
      expect.stringMatching(new RegExp(`^file:\\d+:\\d+ ${key}: .*${says}`, 'u')),
    );
  });

  it('refuses more creates a day than the rate allows', () => {
    const broken = text
      .replace('requestsPerMinute: unlimited', 'requestsPerMinute: 200')
      .replace('createsPerDay: auto', 'createsPerDay: 288001');
    expect(problemsOf(broken, 'production')).toContainEqual(
      expect.stringMatching(/limits\.createsPerDay: 288001 vụ việc.*nhiều nhất 288000/u),
    );
  });

  it('names all that contradict each other at once, each where it stands', () => {
    const broken = [
      'requestsPerMinute: unlimited',
      'indexLag: 10m',
      'retryAfterMax: 1h',
      'refresh: 24h',
    ].reduce((now, from) => {
      const [, to = ''] = LIMITS.find(([one]) => one === from) ?? [];
      return now.replace(from, to);
    }, text);
    const keys = problemsOf(broken, 'production').map((line) => / (\S+): /u.exec(line)?.[1] ?? '');
    for (const key of [
      'limits.requestsPerMinute',
      'timeBounds.indexLag',
      'answers.retryAfterMax',
      'codeLists.refresh',
    ])
      expect(keys).toContain(key);
  });

  const READS = 'reading: { digests: A, records: B, changes: C, agencies: D }';
  it.each([
    ['digest: false', 'digest: true', 'capabilities.digest: ttcp-2018 has none'],
    ['changeFeed: false', 'changeFeed: true', 'capabilities.changeFeed: ttcp-2018 has none'],
    ['readBack: summary', 'readBack: full', 'capabilities.readBack: ttcp-2018 shows summaries only'],
    ['batch: false', 'batch: { method: Lo, most: 9, gather: 5ms }', 'capabilities.batch: ttcp-2018 has none'],
    ['attach: decided', `attach: decided\n${READS}`, 'reading: ttcp-2018 has no such methods'],
    ['attach: decided', 'attach: decided\ninterface: next', 'interface: `next` needs `reading`'],
  ])('refuses what its interface does not have: %s as %s', (from, to, says) => {
    expect(problemsOf(text.replace(from, to), 'production')).toContainEqual(expect.stringContaining(says));
  });

  it('refuses batches where a step that nobody answered cannot be repeated alone', () => {
    const broken = text
      .replace('attach: decided', `attach: decided\ninterface: next\n${READS}`)
      .replace('batch: false', 'batch: { method: Lo, most: 9, gather: 5ms }');
    expect(problemsOf(broken, 'production')).toEqual([
      expect.stringContaining('capabilities.batch: needs idempotencyKey'),
    ]);
  });

  it('names the nearest variant, another profile, a key given twice and a file that is not there', () => {
    expect(problemsOf(text, 'dmo')[0]).toContain('did you mean demo?');
    expect(problemsOf(text.replace('profile: ttcp-2018', 'profile: ttcp-2017'))[0]).toContain(
      'expected ttcp-2018',
    );
    expect(problemsOf(`${text}\nattach: decided\n`)[0]).toMatch(/^file:\d+:1 .*unique/);
    expect(() => loadNationalSettings(dir, 'missing', 'demo')).toThrow('cannot be read');
    expect(problemsOf('')[0]).toContain('profile: missing');
  });
});
