import { mkdirSync, readdirSync, renameSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { editFile } from '../journey/mini-road';
import { ledgerOf, standings } from './judging';
import { all, CONFIRMED, held, type Ending, type Endings } from './endings';
import { eventually, type Row } from './row';
import type { Stack } from './stack';

const BY = ['--actor', 'can-bo', '--approver', 'lanh-dao', '--reason', 'đã xem xét'] as const;
/** What a watched change may do at most before delivery pauses itself (`guarantees.md` §3, row 38). */
const WATCHED_PUSHES = 20;

/** A command line that must succeed. */
async function did(stack: Stack, ...words: readonly string[]): Promise<readonly string[]> {
  const { code, lines, errors } = await stack.kntc(...words);
  if (code !== 0) throw new Error(`${words.join(' ')}: ${[...lines, ...errors].join('\n')}`);
  return lines;
}

/** How many steps were written at the far side. */
async function written(stack: Stack): Promise<number> {
  return (await stack.far.ledger()).length;
}

async function nothingSentFor(stack: Stack, ms: number): Promise<void> {
  const before = await written(stack);
  await wait(ms);
  expect(await written(stack)).toBe(before);
}

/** Two people sign the difference, once everything is compared. */
async function signOff(stack: Stack): Promise<void> {
  await eventually(async () => {
    const { code, lines } = await stack.kntc('restoration', 'status', '--json');
    if (code !== 0) return false;
    const { open } = JSON.parse(lines.join('\n')) as { open: { difference: string | null } | null };
    if (open?.difference === undefined || open.difference === null) return false;
    return (await stack.kntc('restoration', 'sign-off', '--difference', open.difference, ...BY)).code === 0;
  }, 'the difference is signed');
}

async function referenceOf(stack: Stack, key: string): Promise<string> {
  return (await standings(stack.own, [key])).get(key)?.reference ?? '';
}

/** What is looked for at the far side is what receipts tell of, the newest first. */
async function allHaveReceipts(stack: Stack): Promise<boolean> {
  return (await stack.own.query('select from receipt_due limit 1')).rowCount === 0;
}

async function isPaused(stack: Stack): Promise<boolean> {
  return (await stack.own.query('select from delivery_pause where resumed_at is null')).rowCount === 1;
}

async function restart(stack: Stack): Promise<void> {
  await Promise.all(stack.gateways.map((gateway) => gateway.stop()));
  await stack.startGateways();
}

/** Files of the witness, moved out of reach: a folder stands in the place of each. */
function takeWitness(folder: string): () => void {
  const files = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
  for (const name of files) {
    renameSync(join(folder, name), join(folder, '..', `away-${name}`));
    mkdirSync(join(folder, name));
  }
  return () => {
    for (const name of files) {
      rmdirSync(join(folder, name));
      renameSync(join(folder, '..', `away-${name}`), join(folder, name));
    }
  };
}

export const PEOPLE_ROWS: readonly Row[] = [
  {
    no: 33,
    fault: 'our database is put back from a backup, after more was sent',
    expected:
      'nothing is sent before two people accepted it and two signed the difference; then nothing twice',
    run: async (stack, { early, late }) => {
      await stack.atRest(all([...early, ...(await late)], CONFIRMED));
      await stack.killGateways();
      await stack.copyDatabase('own', 'own_backup');
      await stack.startGateways();
      const since = await stack.petitions('R33-since', 4);
      await stack.atRest(all(since, CONFIRMED));
      await stack.killGateways();
      await stack.copyDatabase('own_backup', 'own');
      const fresh = await stack.petitions('R33-new', 1);
      await stack.startGateways();
      await nothingSentFor(stack, 3_000);
      await did(stack, 'audit', 'accept-restore', ...BY);
      await stack.killGateways();
      await stack.startGateways();
      await nothingSentFor(stack, 2_000);
      await signOff(stack);
      return { fired: 1, endings: all([...since, ...fresh], CONFIRMED) };
    },
  },
  {
    no: 34,
    fault: 'the far side is put back from a backup, after more was sent',
    expected: 'nothing is sent into it before two people signed; then exactly what it lost comes back',
    run: async (stack, { early, late }) => {
      await stack.atRest(all([...early, ...(await late)], CONFIRMED));
      await stack.far.backUp();
      const kept = await written(stack);
      const lost = await stack.petitions('R34-lost', 8);
      await stack.atRest(all(lost, CONFIRMED));
      await eventually(() => allHaveReceipts(stack), 'the receipts are in their chain');
      await stack.killGateways();
      await stack.far.putBack();
      const fresh = await stack.petitions('R34-new', 1);
      await stack.startGateways();
      await nothingSentFor(stack, 3_000);
      expect(await written(stack)).toBe(kept);
      await signOff(stack);
      const endings = all([...lost, ...fresh], CONFIRMED);
      await stack.atRest(endings);
      const creates = (await stack.far.ledger()).slice(kept).filter(({ decision }) => decision === 'created');
      expect(creates).toHaveLength(lost.length + fresh.length);
      return { fired: 1, endings };
    },
  },
  {
    no: 36,
    fault: 'the key service answers nothing for 4 s, then is sealed, then refuses our token',
    expected:
      'nothing is taken in or sent that needs a key, nothing is lost, nothing in clear; goes on by itself',
    run: async (stack) => {
      const { vault, keysWire } = stack;
      await wait(400);
      keysWire.set('blackhole');
      await wait(4_000);
      keysWire.set('pass');
      vault.isSealed = true;
      const unread = await stack.petitions('R36-sealed', 2);
      await wait(2_000);
      expect((await standings(stack.own, unread)).size).toBe(0);
      vault.isSealed = false;
      const { token } = vault;
      vault.token = 'hvs.another';
      await wait(2_000);
      vault.token = token;
      return { fired: 3, endings: all(unread, CONFIRMED) };
    },
  },
  {
    no: 37,
    fault: 'the witness of audit and receipts is away',
    expected: 'what people do is refused (GW_T304), delivery goes on; afterwards people act again',
    run: async (stack, { early }) => {
      await stack.atRest(all(early, CONFIRMED));
      const reference = await referenceOf(stack, early[0] ?? '');
      await did(stack, 'resync', reference, '--actor', 'can-bo', '--reason', 'xem lại');
      const giveBack = takeWitness(join(stack.configDir, 'var', 'audit'));
      const refused = await stack.kntc('resync', reference, '--actor', 'can-bo', '--reason', 'xem lại');
      expect(refused.code).toBe(1);
      expect(refused.errors.join('\n')).toContain('GW_T304');
      const meanwhile = await stack.petitions('R37-meanwhile', 3);
      await stack.atRest(all(meanwhile, CONFIRMED));
      giveBack();
      await did(stack, 'resync', reference, '--actor', 'can-bo', '--reason', 'xem lại');
      return { fired: 1, endings: all(meanwhile, CONFIRMED) };
    },
  },
  {
    no: 38,
    fault: 'a release of the mapping takes the wrong column for the content; later it is mended',
    expected:
      'delivery pauses itself within 20 pushes; nothing confirmed is overwritten; what was created wrongly is held',
    run: async (stack, { early, late }) => {
      await stack.atRest(all([...early, ...(await late)], CONFIRMED));
      const before = await written(stack);
      const file = join(stack.configDir, 'sources', 'mini.yaml');
      editFile(file, [['  content: { column: noi_dung }', '  content: { column: ma }']]);
      await restart(stack);
      const fresh = await stack.petitions('R38-fresh', 4);
      await eventually(() => isPaused(stack), 'delivery pauses itself');
      await nothingSentFor(stack, 1_000);
      expect((await written(stack)) - before).toBeLessThanOrEqual(WATCHED_PUSHES);
      editFile(file, [['  content: { column: ma }', '  content: { column: noi_dung }']]);
      await restart(stack);
      const endings = { ...all(fresh, CONFIRMED), ...(await wronglyCreated(stack, fresh)) };
      await eventually(async () => {
        if (await isPaused(stack)) await did(stack, 'delivery', 'resume', ...BY);
        return (await standings(stack.own, fresh)).size === fresh.length && !(await isPaused(stack));
      }, 'delivery goes on');
      return { fired: 1, endings };
    },
  },
  {
    no: 40,
    fault:
      're-sync pressed fifty times by two people at once, on a held and a confirmed petition; the queue is cleared',
    expected: 'nothing is sent again, every press is on record',
    run: async (stack, { early }) => {
      await stack.atRest(all(early, CONFIRMED));
      const [waiting = '', done = ''] = early;
      await stack.change(waiting, 'noi_dung', `Nội dung khác của đơn số ${waiting}.`);
      const endings: Endings = { [waiting]: held('CORRECTION_NEEDS_DECISION') };
      await stack.atRest(endings);
      const before = await ledgerOf(stack, [waiting, done]);
      const references = await Promise.all([waiting, done].map((key) => referenceOf(stack, key)));
      const press = async (actor: string): Promise<void> => {
        for (let nth = 0; nth < 25; nth += 1) {
          const { lines } = await stack.kntc(
            'resync',
            ...references,
            '--actor',
            actor,
            '--reason',
            `lần ${nth}`,
          );
          // What is held waits for another decision than this one, and says so.
          expect(
            lines.filter((line) => /không dùng cho lý do|sẽ được đối chiếu lại/u.test(line)),
          ).toHaveLength(2);
        }
      };
      await Promise.all([press('can-bo-1'), press('can-bo-2'), stack.emptyQueue()]);
      const { rows } = await stack.own.query<{ count: string }>(
        "select count(*) from audit_entry where action = 'resync' and reason like 'lần %'",
      );
      expect(Number(rows[0]?.count)).toBe(100);
      await stack.atRest({ ...endings, [done]: CONFIRMED });
      expect(await ledgerOf(stack, [waiting, done])).toEqual(before);
      return { fired: 100, endings };
    },
  },
];

/** Those of the petitions that were created with the wrong content: a person must decide about each. */
async function wronglyCreated(stack: Stack, keys: readonly string[]): Promise<Endings> {
  const ledger = await ledgerOf(stack, keys);
  const wrong = keys.filter((key) => {
    const [first] = ledger.get(key) ?? [];
    return first !== undefined && !String(first.body['NoiDungDon']).startsWith('Nội dung');
  });
  const endings = wrong.map((key): readonly [string, Ending] => {
    const steps = [...new Set((ledger.get(key) ?? []).map(({ method }) => method))];
    return [key, held('CORRECTION_NEEDS_DECISION', steps)];
  });
  return Object.fromEntries(endings);
}
