import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '@kntc/platform';
import { checkSource, ingestFile, loadCrosswalks, loadSources, problemLine } from '@kntc/sources';
import type { FileSourceDefinition } from '@kntc/sources';
import { PackRoad } from '../packs/pack-road';

jest.setTimeout(120_000);

const GUIDE = readFileSync(join(__dirname, '../../docs/operators/bang-tinh.md'), 'utf8');

/** The fenced blocks of a language, in the order of the page. */
function blocks(language: string): readonly string[] {
  return [...GUIDE.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, text = '']) => text,
  );
}

describe('the guide for bringing a new spreadsheet on line', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kntc-guide-'));
    const [source = '', crosswalk = '', agencies = ''] = blocks('yaml');
    const write = (name: string, text: string): void => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    };
    write('config/sources/so-tan-lap.yaml', source);
    write('config/crosswalks/so-tan-lap.yaml', crosswalk);
    write('config/agencies.yaml', agencies);
    write('mau.csv', blocks('csv')[0] ?? '');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const definition = (): FileSourceDefinition => {
    const { sources, problems } = loadSources(join(folder, 'config'), {});
    expect(problems).toEqual([]);
    return sources[0] as FileSourceDefinition;
  };

  it('holds an example that checks with the one warning the page speaks of', async () => {
    const { problems, warnings } = await checkSource(definition(), {
      clock: systemClock,
      env: {},
      folders: { inbox: folder, data: folder, sample: join(folder, 'mau.csv') },
      crosswalk: loadCrosswalks(join(folder, 'config')).rows,
    });
    expect(problems).toEqual([]);
    expect(warnings.map(problemLine).join('\n')).toContain(
      '«Xin hỗ trợ» (1 dòng) không có trong bảng quy đổi',
    );
  });

  it('ends as the page says: two rows taken in, one waiting for somebody to say what it is', async () => {
    const road = await PackRoad.open({ configDir: join(folder, 'config'), variables: {} });
    try {
      const data = join(road.configDir, 'var');
      const deps = { clock: systemClock, env: {}, folders: { inbox: join(data, 'inbox'), data } };
      expect(await ingestFile(definition(), deps, join(folder, 'mau.csv'))).toMatchObject({
        kind: 'dropped',
        rows: 3,
      });
      const { converged, summary } = await road.converge();
      expect({ converged, ...summary }).toMatchObject({
        converged: true,
        read: 3,
        confirmed: 2,
        quarantined: 1,
      });
      const bodies = (await road.far.ledger()).map(({ body }) => JSON.stringify(body));
      expect(
        bodies.filter((body) => body.includes('Lê Thị Hoa') && body.includes('Trần Văn Hùng')),
      ).toHaveLength(1);
    } finally {
      await road.close();
    }
  });
});
