import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeadlineFacts } from '@kntc/domain';
import { day } from '../../../../test/builders';
import { loadDeadlines } from './load-deadlines';

const LAW = loadDeadlines(join(__dirname, '../../../../config'));

function facts(changes: Partial<DeadlineFacts>): DeadlineFacts {
  return {
    kind: 'KN',
    receivedOn: day('2026-09-14'),
    endsAtHandling: false,
    isOver: false,
    pauses: [],
    people: 1,
    complexity: 'normal',
    isRemote: false,
    round: 'first',
    ...changes,
  };
}

function accepted(on: string, changes: Partial<DeadlineFacts> = {}): DeadlineFacts {
  return facts({ receivedOn: day(on), handledOn: day(on), acceptedOn: day(on), ...changes });
}

describe('the terms of the law, as the repository has them', () => {
  it.each<[string, DeadlineFacts, string | undefined]>([
    [
      'a complaint on the last day of the old rule: 10 days',
      facts({ receivedOn: day('2026-06-30') }),
      '2026-07-10',
    ],
    [
      'on the first day of the new one: 7 working days',
      facts({ receivedOn: day('2026-07-01') }),
      '2026-07-10',
    ],
    ['10 days that end on a Sunday', facts({ receivedOn: day('2026-06-11') }), '2026-06-22'],
    ['10 days that end inside Tết 2026', facts({ receivedOn: day('2026-02-08') }), '2026-02-23'],
    ['7 working days over a Saturday worked', facts({ receivedOn: day('2026-08-18') }), '2026-08-26'],
    ['7 working days over the second of September', facts({ receivedOn: day('2026-08-27') }), '2026-09-10'],
    ['a first complaint accepted: 30 days', accepted('2026-09-14'), '2026-10-14'],
    ['complex: 45', accepted('2026-09-14', { complexity: 'complex' }), '2026-10-29'],
    ['of five people: complex', accepted('2026-09-14', { people: 5 }), '2026-10-29'],
    ['of four: not', accepted('2026-09-14', { people: 4 }), '2026-10-14'],
    ['of five, before the law said so', accepted('2026-03-10', { people: 5 }), '2026-04-09'],
    ['remote: 45', accepted('2026-09-14', { isRemote: true }), '2026-10-29'],
    ['remote and complex: 60', accepted('2026-09-14', { isRemote: true, people: 9 }), '2026-11-13'],
    ['a second complaint: 45', accepted('2026-09-14', { round: 'second' }), '2026-10-29'],
    [
      'second and complex: 60',
      accepted('2026-09-14', { round: 'second', complexity: 'complex' }),
      '2026-11-13',
    ],
    [
      'second, remote and complex: 70',
      accepted('2026-09-14', { round: 'second', isRemote: true, people: 9 }),
      '2026-11-23',
    ],
    ['a denunciation: 7 working days', facts({ kind: 'TC' }), '2026-09-23'],
    ['in many places: 10', facts({ kind: 'TC', complexity: 'complex' }), '2026-09-28'],
    ['a denunciation accepted: 30 days', accepted('2026-09-14', { kind: 'TC' }), '2026-10-14'],
    ['prolonged once: 60', accepted('2026-09-14', { kind: 'TC', complexity: 'complex' }), '2026-11-13'],
    ['twice: 90', accepted('2026-09-14', { kind: 'TC', complexity: 'very-complex' }), '2026-12-14'],
    ['a proposal: 10 working days', facts({ kind: 'KNPA' }), '2026-09-28'],
    [
      'a proposal accepted, with a day of the agency',
      accepted('2026-09-14', { kind: 'KNPA', agencyDueOn: day('2026-10-30') }),
      '2026-10-30',
    ],
    ['a proposal accepted, without', accepted('2026-09-14', { kind: 'KNPA' }), undefined],
  ])('%s', (_what, of, due) => {
    expect(LAW.of(of).legal?.dueOn).toBe(due);
  });

  it('gives the inspectorate its answer in 15 days', () => {
    expect(LAW.requestDueOn(day('2026-11-02'))).toBe('2026-11-17');
  });

  it('names the article of every term', () => {
    expect(LAW.of(facts({})).legal?.law).toContain('NĐ 155/2026 Đ10');
  });
});

describe('deadlines.yaml', () => {
  const load = (text: string): string => {
    const folder = mkdtempSync(join(tmpdir(), 'kntc-deadlines-'));
    writeFileSync(join(folder, 'deadlines.yaml'), text);
    return loadDeadlines(folder).version;
  };
  const line = (words: string): string =>
    `requests: []\nreporting: []\nstages:\n  - { kind: KN, stage: handling, ${words} }\n`;

  it('may be missing', () => {
    expect(loadDeadlines(mkdtempSync(join(tmpdir(), 'kntc-deadlines-'))).version).toContain('"stages":[]');
  });

  it('changes its version with any term', () => {
    const [seven, eight] = ['7', '8'].map((term) => load(line(`unit: day, term: ${term}, law: A`)));
    expect(seven).not.toBe(eight);
  });

  it.each([
    ['without an article', line('unit: day, term: 7')],
    ['with a unit nobody knows', line('unit: week, term: 1, law: A')],
    ['with a day that is none', line('unit: day, term: 7, law: A, from: 2026-02-30')],
    [
      'with two rules for one day',
      `${line('unit: day, term: 7, law: A')}  - { kind: KN, stage: handling, unit: day, term: 8, law: B }\n`,
    ],
  ])('%s does not start', (_what, text) => {
    expect(() => load(text)).toThrow(expect.objectContaining({ code: 'GW_P401' }) as Error);
  });
});
