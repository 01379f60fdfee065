import { statSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerFile } from '../src/state/ledger-file';
import { aTemporaryDirectory } from './far-side';

const LINE_CHARS = 100_000_000;
/** Together more characters than a string of V8 can hold (2^29 − 24). */
const LINES = 6;

describe('requests with files of many megabytes', () => {
  it('that wait together for the ledger are all written, though no string could hold them together', async () => {
    const path = join(aTemporaryDirectory(), 'ledger.jsonl');
    const ledger = await LedgerFile.open(path, () => undefined);
    const body = 'A'.repeat(LINE_CHARS);
    const line = (seq: number): string => `{"seq":${seq},"body":"${body}"}\n`;
    await Promise.all(
      Array.from({ length: LINES }, (_line, index) => ledger.append(index + 1, line(index + 1))),
    );
    expect(ledger.durableSeq).toBe(LINES);
    expect(statSync(path).size).toBe(LINES * line(1).length);
    for (let seq = 1; seq <= LINES; seq += 1)
      expect(await ledger.readStart(seq, 16)).toBe(`{"seq":${seq},"body":"`.slice(0, 16));
    await ledger.close();
  });
});
