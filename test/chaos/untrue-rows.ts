import { setTimeout as wait } from 'node:timers/promises';
import { signBell } from '@kntc/domain';
import { standings } from './judging';
import { all, CONFIRMED, held, type Endings } from './endings';
import { eventually, type Row } from './row';
import { BELL_KEY, type Stack } from './stack';

interface Bell {
  readonly nonce: string;
  readonly timestamp: string;
  readonly body: string;
  readonly signature: string;
}

let bells = 0;

function bell(atMs = Date.now()): Bell {
  bells += 1;
  const timestamp = String(Math.floor(atMs / 1_000));
  const nonce = `nonce-${String(bells).padStart(12, '0')}`;
  const body = JSON.stringify({ ma: 'R24-made-up', noi_dung: 'Đơn bịa' });
  const signed = { source: 'mini', timestamp, nonce, body: Buffer.from(body) };
  return { nonce, timestamp, body, signature: signBell(signed, Buffer.from(BELL_KEY)) };
}

async function ring(stack: Stack, nth: number, { nonce, timestamp, body, signature }: Bell): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    'x-kntc-timestamp': timestamp,
    'x-kntc-nonce': nonce,
    'x-kntc-signature': signature,
  };
  const { url } = stack.gateways[nth % 2] ?? stack.gateways[0];
  return (await fetch(`${url}/api/v1/hooks/mini`, { method: 'POST', body, headers })).status;
}

const DAY_MS = 86_400_000;

/** What is said from outside, and what the far side says, when it is not to be believed. */
export const UNTRUE_ROWS: readonly Row[] = [
  {
    no: 16,
    fault:
      'a whole answer with the id of something else, to creates and to steps that answer with the id of their case',
    expected: 'looked up where that can tell; else held with WRONG_ANSWER, exactly those, and nobody else',
    run: async (stack, { early, late }) => {
      await stack.far.faults([
        {
          id: 'create',
          method: 'CapNhatVuViec',
          phase: 'after-commit',
          action: 'wrong-id',
          rate: 0.4,
          seed: 5,
        },
        { id: 'later', method: 'CapNhatKQXuLy', phase: 'after-commit', action: 'wrong-id', nth: 3 },
        { id: 'last', method: 'CapNhatGiaiQuyet', phase: 'after-commit', action: 'wrong-id', nth: 2 },
      ]);
      await eventually(async () => (await stack.far.firedFaults()).length === 3, 'all of them were told');
      await late;
      await stack.far.clearFaults();
      // Who was lied to about a later step stands in the ledger, and is whom the hold must be about.
      const lied = (await stack.far.ledger()).filter(
        ({ faultId }) => faultId === 'later' || faultId === 'last',
      );
      const found = await standings(stack.own, [...early, ...(await late)]);
      const endings: Record<string, Endings[string]> = {};
      for (const [key, { reference }] of found) {
        const lie = lied.findLast((entry) => entry.reference === reference);
        if (lie === undefined) continue;
        const { steps } = CONFIRMED;
        endings[key] = held('WRONG_ANSWER', steps.slice(0, steps.indexOf(lie.method) + 1));
      }
      const about = new Set(lied.map(({ reference }) => reference));
      expect(lied).toHaveLength(2);
      // One petition may hear both lies: the first is looked up where a time-out came before it.
      expect(Object.keys(endings)).toHaveLength(about.size);
      return { fired: 3, endings };
    },
  },
  {
    no: 24,
    fault: 'bells of the source doubled, out of order, replayed a day later, forged, lost',
    expected:
      'heard once (then 409), refused (401), or not missed; what a bell says about a petition is nobody’s word',
    run: async (stack) => {
      const keys = await stack.petitions('R24-rung', 3);
      const rung = [bell(Date.now() - 2_000), bell(Date.now() - 1_000), bell()].toReversed();
      const doubled = rung.flatMap((one) => [one, one, one]);
      const heard = await Promise.all(doubled.map((one, nth) => ring(stack, nth, one)));
      expect(heard.toSorted((one, other) => one - other)).toEqual([
        202, 202, 202, 409, 409, 409, 409, 409, 409,
      ]);
      const yesterday = bell(Date.now() - DAY_MS);
      expect(await ring(stack, 0, yesterday)).toBe(401);
      const good = bell();
      expect(await ring(stack, 0, { ...good, body: '{"ma":"R24-other"}' })).toBe(401);
      expect(await ring(stack, 1, { ...good, signature: `v1=${'0'.repeat(64)}` })).toBe(401);
      // Lost: nobody rings for these.
      const silent = await stack.petitions('R24-silent', 3);
      await stack.atRest(all([...keys, ...silent], CONFIRMED));
      await wait(500);
      expect((await standings(stack.own, ['R24-made-up', 'R24-other'])).size).toBe(0);
      return { fired: doubled.length + 3 + silent.length, endings: all([...keys, ...silent], CONFIRMED) };
    },
  },
];
