import type { Http, HttpOutcome } from '@kntc/domain';
import { Keys } from '../keys';
import { HttpWitness } from './http-witness';
import { signedLine } from './witness-line';

const keysOf = (fill: number): Keys =>
  Keys.of({
    id: '00112233445566ff',
    sealingKey: Buffer.alloc(32, fill),
    digestKey: Buffer.alloc(32, fill + 1),
  });
const signer = keysOf(1).witnessKey();
const said = (seq: number) => ({ seq, hash: 'a'.repeat(64), at: '2026-11-26T08:00:00.000Z' });
const lineBy = (key: typeof signer, seq: number): string => JSON.stringify(signedLine(said(seq), key));

const answering = (...bodies: readonly (string | HttpOutcome)[]): HttpWitness => {
  const left = [...bodies];
  const http: Http = {
    post: async () => {
      const next = left.shift() ?? '';
      if (typeof next !== 'string') return next;
      return { kind: 'answered', status: 200, headers: {}, body: Buffer.from(next), durationMs: 1 };
    },
  };
  return new HttpWitness('http://witness.invalid/kntc', signer, http);
};
const lines = (text: string, next: number | null = null): string =>
  JSON.stringify({ kind: 'lines', text, next });

describe('a witness on another host that is not to be trusted', () => {
  it.each([
    ['no JSON', '<html>'],
    ['JSON of something else', '{"status":"ok"}'],
    ['an answer to another question', '{"kind":"ok"}'],
    ['a line of another key', lines(`${lineBy(keysOf(7).witnessKey(), 1)}\n`)],
    ['a line nobody signed', lines(`${lineBy(signer, 1).replace('"seq":1', '"seq":2')}\n`)],
    ['half a line', lines(lineBy(signer, 1).slice(0, 90))],
  ])('is not believed when it gives %s', async (_what, body) => {
    await expect(answering(body).remembered()).rejects.toMatchObject({ code: 'GW_T304' });
  });

  it('is not believed about the newest head either', async () => {
    const forged = JSON.stringify({ kind: 'newest', line: lineBy(keysOf(7).witnessKey(), 9) });
    await expect(answering(forged).newest()).rejects.toMatchObject({ code: 'GW_T304' });
  });

  it('is left when it reads in circles', async () => {
    const again = lines(`${lineBy(signer, 1)}\n`, 300);
    await expect(answering(again, again, again).remembered()).rejects.toMatchObject({
      detail: expect.stringContaining('in circles'),
    });
  });

  it.each([
    [{ kind: 'not-sent', reason: 'refused', durationMs: 1 }],
    [{ kind: 'unanswered', reason: 'too-large', durationMs: 1 }],
  ] as const)('is away when the exchange ends as %j', async (outcome) => {
    await expect(answering(outcome).ready()).rejects.toMatchObject({ code: 'GW_T304' });
  });

  it('says with another code that it remembers another history', async () => {
    const refused = JSON.stringify({ kind: 'refused', why: 'contradicts' });
    await expect(answering(refused).remember(said(2), said(2).at)).rejects.toMatchObject({ code: 'GW_T309' });
  });
});
