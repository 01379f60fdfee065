import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LocalTimeStamps, ReceiptKeyFile } from '@kntc/confidentiality';
import { CHAIN_START, chainReceipt, dayDigest, dayOf, fingerprintOf, linkHash, sha256 } from '@kntc/domain';
import type { ChainedReceipt, Checkpoint, DayStamp } from '@kntc/domain';
import { aReceipt } from '../../../../test/builders';
import { LINE_FILES, TAMPERS } from '../../../../test/builders/evidence-tampers';
import { FakeClock } from '../../../../test/fakes';
import { evidenceFiles, linkLine, type Evidence } from './evidence-package';
import type { PackedKey } from './packed-keys';
import { evidenceSpan } from './evidence-span';

jest.setTimeout(120_000);

const run = promisify(execFile);
const AGENCY = 'H507.01';
const PERIOD = '2026-10';
const DAY_MS = 86_400_000;
const STARTED = Date.UTC(2026, 8, 20);

interface Verdict {
  readonly ok: boolean;
  readonly problems: readonly string[];
}

describe('an evidence package in the hands of a stranger', () => {
  const root = mkdtempSync(join(tmpdir(), 'kntc-evidence-'));
  const folderOf = (name: string): string => join(root, name);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** 60 days of receipts, a few a day, a checkpoint and a stamp for each day, the key exchanged on the way. */
  async function aPackage(name: string): Promise<Evidence> {
    const keyFile = new ReceiptKeyFile(join(folderOf(name), 'keys.json'));
    const authority = new LocalTimeStamps(join(folderOf(name), 'authority.pem'), new FakeClock());
    keyFile.createFirst(new Date(STARTED));
    const links: ChainedReceipt[] = [];
    const checkpoints: Checkpoint[] = [];
    const stamps: DayStamp[] = [];
    for (let day = 0; day < 60; day += 1) {
      const at = STARTED + day * DAY_MS + 3_600_000;
      if (day === 25) keyFile.rotate(new Date(at));
      for (let index = 0; index < 3; index += 1) {
        const confirmedAt = new Date(at + index).toISOString();
        links.push(chainReceipt(links.at(-1) ?? CHAIN_START, aReceipt(day * 3 + index, { confirmedAt })));
      }
      const { seq = 0, hash = '' } = links.at(-1) ?? {};
      const checkpoint = keyFile.sign({ seq, hash, at: new Date(at + 1_000).toISOString() });
      checkpoints.push(checkpoint);
      const stamp = await authority.stamp(dayDigest([checkpoint]));
      stamps.push({ ...stamp, day: dayOf(checkpoint.at), authority: 'nhân chứng' });
    }
    const isShown = (link: ChainedReceipt): boolean => link.agencyId === AGENCY && link.month === PERIOD;
    const span = evidenceSpan(checkpoints, PERIOD, links.findLast(isShown)?.seq ?? 0);
    if (span === undefined) throw new Error('something was signed');
    const inside = links.filter(({ seq }) => seq > span.start.seq && seq <= span.end.seq);
    const days = new Set(span.checkpoints.map(({ at }) => dayOf(at)));
    return {
      agency: { id: AGENCY, name: 'Xã Một' },
      province: { id: 'H507', name: 'Tỉnh Mẫu' },
      period: PERIOD,
      madeAt: new Date(STARTED + 61 * DAY_MS).toISOString(),
      ...span,
      lines: inside.map((link) => linkLine(link, isShown(link))),
      receipts: inside.filter(isShown).length,
      stamps: stamps.filter(({ day }) => days.has(day)),
      keys: keyFile.keys(),
      sign: (text) => keyFile.signText(text, new Date(STARTED + 61 * DAY_MS)),
    };
  }

  const written = (name: string, files: ReadonlyMap<string, string>): string => {
    mkdirSync(folderOf(name), { recursive: true });
    for (const [file, content] of files) writeFileSync(join(folderOf(name), file), content);
    return folderOf(name);
  };
  /** In a process that has nothing of ours: no environment, no modules, another working folder. */
  async function judged(words: readonly string[]): Promise<readonly Verdict[]> {
    const program = join(folderOf('bare'), 'verify.mjs');
    const asked = run(process.execPath, [program, '--json', ...words], {
      env: {},
      cwd: '/',
      maxBuffer: 50_000_000,
    });
    const { stdout } = await asked.catch((err: { stdout: string }) => err);
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Verdict);
  }

  let evidence: Evidence;
  let files: ReadonlyMap<string, string>;
  beforeAll(async () => {
    evidence = await aPackage('own');
    files = new Map(evidenceFiles(evidence).map(({ name, content }) => [name, content]));
    written('bare', new Map([['verify.mjs', files.get('verify.mjs') ?? '']]));
    written('whole', files);
  });
  const fingerprints = () => evidence.keys.map(({ publicKey }) => fingerprintOf(publicKey));

  it('is whole, with the keys that were made known', async () => {
    const key = fingerprints()[0] ?? '';
    const authority = fingerprintOf(evidence.stamps[0]?.publicKey ?? '');
    expect(await judged([folderOf('whole'), '--khoa', key, '--lam-chung', authority])).toMatchObject([
      { ok: true, problems: [] },
    ]);
    const { stdout } = await run(process.execPath, [join(folderOf('whole'), 'verify.mjs')], {
      env: {},
      cwd: '/',
    });
    expect(stdout).toMatch(/^OK: 31 biên nhận của Xã Một, kỳ 2026-10/);
    expect(stdout).toContain(key);
  });

  it('shows receipts of its agency and month only', () => {
    const shown = (files.get('bien-nhan.jsonl') ?? '')
      .split('\n')
      .filter((line) => line.includes('"receipt"'));
    expect(shown).toHaveLength(31);
    expect(files.get('bien-nhan.jsonl')).not.toContain('"agencyId":"H507.02","step"');
    expect([...files.values()].join('\n')).not.toMatch(/PRIVATE|privateKey/);
  });

  it('of somebody else with keys of their own is not taken for the province', async () => {
    const other = new Map(evidenceFiles(await aPackage('other')).map(({ name, content }) => [name, content]));
    written('forged', other);
    expect(await judged([folderOf('forged')])).toMatchObject([{ ok: true }]);
    const key = fingerprints()[0] ?? '';
    expect(await judged([folderOf('forged'), '--khoa', key])).toMatchObject([
      { ok: false, problems: [`khoa.json: không có khoá ${key}`] },
    ]);
  });

  it('that leaves out a receipt of the agency shows it, even signed anew by the province', async () => {
    const lines = [...evidence.lines];
    const at = lines.findIndex((line) => line.includes('"receipt"'));
    const link = JSON.parse(lines[at] ?? '{}') as ChainedReceipt;
    const chained = chainReceipt({ seq: link.seq - 1, hash: '' }, link.receipt);
    lines[at] = linkLine({ ...chained, hash: link.hash }, false);
    const hidden = evidenceFiles({ ...evidence, lines, receipts: evidence.receipts - 1 });
    written('hidden', new Map(hidden.map(({ name, content }) => [name, content])));
    expect(await judged([folderOf('hidden')])).toEqual([
      expect.objectContaining({
        problems: [`biên nhận ${link.seq}: của chính cơ quan và kỳ này nhưng bị che nội dung`],
      }),
    ]);
  });

  it('that the province wrote anew with its own keys no longer fits to what was stamped outside', async () => {
    const keyFile = new ReceiptKeyFile(join(folderOf('own'), 'keys.json'));
    const hashes = new Map<number, string>();
    let before = evidence.start.hash;
    const lines = evidence.lines.map((line, index) => {
      const link = JSON.parse(line) as ChainedReceipt;
      const { seq, receipt } = link;
      const told = index === 40 && receipt ? { ...receipt, resultId: 'QG-khác' } : receipt;
      const chained = told ? chainReceipt({ seq: seq - 1, hash: before }, told) : link;
      before = linkHash(before, chained);
      hashes.set(seq, before);
      return linkLine({ ...chained, hash: before }, told !== undefined);
    });
    const checkpoints = evidence.checkpoints.map((point) =>
      keyFile.sign({ seq: point.seq, at: point.at, hash: hashes.get(point.seq) ?? point.hash }),
    );
    const end = { seq: evidence.end.seq, hash: before };
    const anew = evidenceFiles({ ...evidence, lines, checkpoints, end });
    written('anew', new Map(anew.map(({ name, content }) => [name, content])));
    const [verdict] = await judged([folderOf('anew')]);
    expect(verdict?.problems).not.toEqual([]);
    expect(verdict?.problems.every((one) => /^dấu thời gian ngày .*: không khớp/.test(one))).toBe(true);
  });

  const linesOf = (name: string): string[] => (files.get(name) ?? '').trimEnd().split('\n');
  const changed = (name: string, lines: readonly string[]): [string, string] => [
    name,
    `${lines.join('\n')}\n`,
  ];
  it.each([
    ['as it was given', false],
    ['whose list of files the tamperer made anew and the province signed', true],
  ])('shows every tamper of a package %s', async (_what, isSealedAnew) => {
    const names = Object.keys(TAMPERS);
    const tampered: { folder: string; kind: string }[] = [];
    for (let index = 0; index < 280; index += 1) {
      const kind = names[index % names.length] ?? '';
      const name = LINE_FILES[Math.floor(index / names.length) % LINE_FILES.length] ?? 'moc-ky.jsonl';
      const lines = linesOf(name);
      const after = changed(name, TAMPERS[kind]?.(name, lines, randomInt(lines.length)) ?? lines);
      const folder = written(
        `${isSealedAnew ? 'sealed' : 'plain'}-${index}`,
        isSealedAnew ? sealedAnew(after) : new Map([...files, after]),
      );
      tampered.push({ folder, kind: `${kind} ${name}` });
    }
    const verdicts = await judged(tampered.map(({ folder }) => folder));
    const missed = verdicts.flatMap(({ ok }, index) => (ok ? [tampered[index]] : []));
    expect(verdicts).toHaveLength(280);
    expect(missed).toEqual([]);
  });

  /** What even the province cannot do: hashes of files and seal are right again, only the content is not. */
  function sealedAnew([name, content]: [string, string]): ReadonlyMap<string, string> {
    const manifest = JSON.parse(files.get('goi.json') ?? '{}') as { files: Record<string, string> };
    const map = new Map([...files, [name, content] as const]);
    manifest.files[name] = sha256(content);
    const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
    map.set('goi.json', text);
    map.set('goi.sig.json', JSON.stringify(evidence.sign(Buffer.from(`kntc evidence package\n${text}`))));
    return map;
  }

  describe('whose key was lost on the way', () => {
    const LOST_DAY = 25;
    /** The keys as they are after a loss: with or without the public half of the one before. */
    const broken = (isKept: boolean, change: Partial<PackedKey['unvouched'] & object> = {}): Evidence => {
      const [before, after] = evidence.keys;
      if (before === undefined || after === undefined) throw new Error('there are two keys');
      const lastSeq = (LOST_DAY + 1) * 3 - 3;
      const at = after.validFrom;
      const fresh = { ...after, endorsement: null, unvouched: { lost: before.id, lastSeq, at, ...change } };
      return { ...evidence, keys: isKept ? [before, fresh] : [fresh] };
    };
    const verdictOf = async (name: string, from: Evidence) => {
      const packed = new Map(evidenceFiles(from).map(({ name: file, content }) => [file, content]));
      const [verdict] = await judged([written(name, packed)]);
      return verdict as Verdict & { readonly breaks: readonly string[] };
    };

    it('is neither fine nor forged: the break stands there with its day', async () => {
      const gone = await verdictOf('break-gone', broken(false));
      expect(gone).toMatchObject({ ok: false, problems: [] });
      expect(gone.breaks).toEqual([
        expect.stringMatching(
          /^khoá mới \S+ không được khoá cũ \S+ xác nhận, hai người ghi nhận ngày 15\/10\/2026; \d+ mốc ký đến biên nhận 75 /,
        ),
      ]);
      const kept = await verdictOf('break-kept', broken(true));
      expect(kept).toMatchObject({ ok: false, problems: [] });
      expect(kept.breaks).toEqual([expect.stringContaining('vẫn kiểm tra được')]);
      const asked = run(process.execPath, [join(folderOf('break-gone'), 'verify.mjs')], {
        env: {},
        cwd: '/',
      });
      await expect(asked).rejects.toMatchObject({
        code: 3,
        stdout: expect.stringMatching(/^GIÁN ĐOẠN KHOÁ/),
      });
    });

    it('takes nothing under the lost key that it cannot have signed, and no break that is none', async () => {
      const late = await verdictOf('break-late', broken(false, { lastSeq: 60 }));
      expect(late.problems).toContainEqual(expect.stringMatching(/^mốc ký ở biên nhận 63: khoá .* không có/));
      const other = await verdictOf('break-other', broken(true, { lost: '0'.repeat(16) }));
      expect(other.problems).toContainEqual(expect.stringContaining('lời ghi về khoá đã mất không đúng'));
      const dated = await verdictOf('break-dated', broken(false, { at: '2026-10-01T00:00:00.000Z' }));
      expect(dated.problems).toContainEqual(expect.stringContaining('lời ghi về khoá đã mất không đúng'));
      const [before, after] = evidence.keys;
      const silent = { ...(after as PackedKey), endorsement: null };
      const unsaid = await verdictOf('break-unsaid', { ...evidence, keys: [before as PackedKey, silent] });
      expect(unsaid.problems).toContainEqual(expect.stringContaining('khoá trước không xác nhận'));
    });
  });

  it('says what it cannot read', async () => {
    const without = new Map([...files].filter(([name]) => name !== 'khoa.json'));
    expect(await judged([written('no-keys', without), written('empty', new Map())])).toMatchObject([
      { ok: false, problems: ['không đọc được gói (ENOENT)'] },
      { ok: false },
    ]);
    expect(readFileSync(join(folderOf('bare'), 'verify.mjs'), 'utf8')).not.toMatch(/from '(?!node:)/);
  });
});
