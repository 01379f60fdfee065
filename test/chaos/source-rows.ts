import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { editFile } from '../journey/mini-road';
import { ledgerOf, standings } from './judging';
import { all, CONFIRMED, held, stopped, type Ending, type Endings } from './endings';
import { eventually, type Row } from './row';
import type { Stack } from './stack';
import { STEPS } from './steps';

const GONE: Ending = { class: 'gone', code: null, steps: STEPS };
const HUGE_BYTES = 2 * 1024 ** 3;
const MB = 1024 ** 2;
const MEMORY_BYTES = 700 * MB;

/** What no form was made for: columns, and what becomes of them. */
const POISON: Readonly<Record<string, readonly [columns: Readonly<Record<string, string>>, ending: Ending]>> =
  {
    long: [{ noi_dung: 'Đơn rất dài. '.repeat(800_000) }, stopped('TEXT_TOO_LONG')],
    'no-day': [{ ngay_nhan: '2026-02-31' }, stopped('BAD_DATE')],
    'non-character': [{ noi_dung: 'Nội dung \uFFFF hỏng' }, stopped('TEXT_SUSPECT')],
    'twenty people': [
      {
        ho_ten: Array.from(
          { length: 20 },
          (_unused, nth) => `Nguyễn Văn ${'ABCDEGHIKLMNOPQRSTUV'[nth]}n`,
        ).join('; '),
      },
      stopped('MANY_PEOPLE_IN_ONE_FIELD'),
    ],
    emoji: [{ noi_dung: "Cầu vỡ 👨‍👩‍👧‍👦 🇻🇳 «gấp» \\ ' & <3 mét" }, CONFIRMED],
    'deep JSON': [{ noi_dung: `Đơn ${'[{"a":'.repeat(200)}` }, CONFIRMED],
    "SQL'; drop table don; --": [{ noi_dung: "'); drop table outbox; -- {{7*7}} ${1}" }, CONFIRMED],
  };

async function source(
  stack: Stack,
): Promise<{ readonly paused_code: string | null; readonly cursor: string | null }> {
  const { rows } = await stack.own.query<{ paused_code: string | null; cursor: string | null }>(
    "select paused_code, cursor from source where id = 'mini'",
  );
  return rows[0] ?? { paused_code: null, cursor: null };
}

async function isGone(stack: Stack, key: string): Promise<boolean> {
  const { rowCount } = await stack.own.query(
    'select from source_record where local_key = $1 and gone_at is not null',
    [key],
  );
  return rowCount === 1;
}

/** How often anything was written for it at the far side. */
async function writes(stack: Stack, key: string): Promise<number> {
  return (await ledgerOf(stack, [key])).get(key)?.length ?? 0;
}

async function code(stack: Stack, key: string): Promise<string | null | undefined> {
  return (await standings(stack.own, [key])).get(key)?.code;
}

/** Most memory a gateway ever held. */
function peakBytes(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
}

/** What was sent of attachments. */
function filesIn(body: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  const files = (body?.['Attachment'] ?? []) as readonly { readonly FileDinhKem: string }[];
  return files.map(({ FileDinhKem }) => Buffer.from(FileDinhKem, 'base64').toString('utf8'));
}

async function enclose(stack: Stack, key: string, file: string): Promise<void> {
  await stack.local.query('insert into tep (ma, ten, duong_dan) values ($1, $2, $3)', [
    key,
    `${key}.pdf`,
    file,
  ]);
}

export const SOURCE_ROWS: readonly Row[] = [
  {
    no: 26,
    fault:
      'poison records: 10 MB of text, a day that is none, non-characters, emoji, deep JSON, SQL, 20 people in one field',
    expected:
      'those that no case can be made of are quarantined, each for its reason; nobody else is affected',
    run: async (stack) => {
      const endings: Record<string, Ending> = {};
      for (const [name, [columns, ending]] of Object.entries(POISON)) {
        await stack.petition(`R26-${name}`, columns);
        endings[`R26-${name}`] = ending;
      }
      return { fired: Object.keys(endings).length, endings };
    },
  },
  {
    no: 27,
    fault:
      'a column of the source is renamed, another dropped, a table renamed, and all is undone, while it is read',
    expected: 'the source pauses with GW_S103, its cursor stays; goes on by itself',
    run: async (stack) => {
      const changes = [
        [
          'alter table don rename column so_nguoi to so_nguoi_cu',
          'alter table don rename column so_nguoi_cu to so_nguoi',
        ],
        ['alter table don drop column so_nguoi', 'alter table don add column so_nguoi text'],
        ['alter table tep rename to tep_cu', 'alter table tep_cu rename to tep'],
      ] as const;
      for (const [spoil, mend] of changes) {
        await stack.local.query(spoil);
        await eventually(async () => (await source(stack)).paused_code === 'GW_S103', spoil);
        const { cursor } = await source(stack);
        await wait(700);
        expect((await source(stack)).cursor).toBe(cursor);
        await stack.local.query(mend);
        await eventually(async () => (await source(stack)).paused_code === null, mend);
      }
      return changes.length;
    },
  },
  {
    no: 28,
    fault: 'a code nobody knows, on three petitions; later it is added to the crosswalk',
    expected:
      'they wait with UNKNOWN_CODE, others go on; released by the new row without anybody touching them',
    run: async (stack) => {
      const keys = [0, 1, 2].map((nth) => `R28-new-code-${nth}`);
      for (const key of keys) await stack.petition(key, { linh_vuc: 'DAT28' });
      await stack.atRest(all(keys, stopped('UNKNOWN_CODE')));
      editFile(join(stack.configDir, 'crosswalks', 'mini.yaml'), [
        ['DD: {', 'DAT28: { to: KN.01.02 }, DD: {'],
      ]);
      const by = ['--actor', 'can-bo', '--approver', 'lanh-dao', '--reason', 'mã mới'];
      const said = await stack.kntc('crosswalk', 'import', ...by);
      expect([said.code, ...said.errors]).toEqual([0]);
      return { fired: keys.length, endings: all(keys, CONFIRMED) };
    },
  },
  {
    no: 32,
    fault:
      'petitions vanish at the source and come back, are merged into others, while the rest is on its way',
    expected:
      'nothing is ever deleted at the far side, nothing new sent for them; what changed by it waits for a person',
    run: async (stack, { early }) => {
      await stack.atRest(all(early, CONFIRMED));
      const [back = '', merged = '', into = ''] = early;
      const before = await Promise.all([back, merged, into].map((key) => writes(stack, key)));
      await stack.local.query('create temp table cu as select * from don where ma = $1', [back]);
      await stack.local.query('delete from don where ma = any($1)', [[back, merged]]);
      await stack.change(into, 'noi_dung', `Nội dung đơn số ${into}, đã nhập đơn ${merged}.`);
      for (const key of [back, merged]) await eventually(() => isGone(stack, key), `${key} is gone`);
      await stack.local.query('insert into don select * from cu');
      await stack.local.query('drop table cu');
      const endings: Endings = { [merged]: GONE, [into]: held('CORRECTION_NEEDS_DECISION') };
      await stack.atRest({ ...all(early, CONFIRMED), ...endings });
      expect(await Promise.all([back, merged, into].map((key) => writes(stack, key)))).toEqual(before);
      return { fired: 3, endings };
    },
  },
  {
    no: 35,
    fault: 'the local software is put back from a backup: newer changes undone, newer petitions gone',
    expected:
      'nothing old over something newer: what it would change waits for a person; new petitions go on',
    run: async (stack, { early, late }) => {
      const keys = [...early, ...(await late)];
      await stack.atRest(all(keys, CONFIRMED));
      const [changed = ''] = early;
      await stack.local.query('create table don_sao_luu as select * from don');
      await stack.change(changed, 'tom_tat_xu_ly', 'Đã bổ sung tóm tắt xử lý.');
      await stack.petition('R35-since');
      await stack.atRest({ 'R35-since': CONFIRMED });
      await eventually(async () => (await writes(stack, changed)) > STEPS.length, 'the change is sent');
      const before = await writes(stack, changed);
      await stack.local.query(
        `begin; delete from don; insert into don select * from don_sao_luu;
         update don set cap_nhat = cap_nhat - interval '1 day'; drop table don_sao_luu; commit`,
      );
      await eventually(
        async () => (await code(stack, changed)) === 'CORRECTION_NEEDS_DECISION',
        'it is held',
      );
      await stack.petition('R35-new');
      await stack.atRest({ 'R35-new': CONFIRMED });
      expect(await writes(stack, changed)).toBe(before);
      return {
        fired: 1,
        endings: {
          [changed]: held('CORRECTION_NEEDS_DECISION'),
          'R35-since': GONE,
          'R35-new': CONFIRMED,
        },
      };
    },
  },
  {
    no: 29,
    fault:
      'attachments: one was never there, one of 2 GB without content, one replaced while its petition is being sent',
    expected:
      'petition and other petitions go on; what is sent of a file is what was read of it; memory bounded',
    run: async (stack) => {
      const folder = join(stack.configDir, 'tep');
      const place = (name: string): string => join(folder, name);
      writeFileSync(place('huge.pdf'), '');
      truncateSync(place('huge.pdf'), HUGE_BYTES);
      writeFileSync(place('changing.pdf'), 'bản 0');
      const keys = ['never', 'huge', 'changing'].map((name) => `R29-${name}`);
      for (const key of keys) {
        await stack.petition(key);
        await enclose(stack, key, `${key.slice(4)}.pdf`);
      }
      for (let nth = 1; nth < 10; nth += 1) {
        writeFileSync(place('changing.pdf'), `bản ${nth}`);
        await wait(200);
      }
      for (const gateway of stack.gateways) expect(peakBytes(gateway.pid)).toBeLessThan(MEMORY_BYTES);
      const [never = '', huge = '', changing = ''] = keys;
      await stack.atRest({ ...all([never, changing], CONFIRMED), [huge]: stopped('FILE_TOO_LARGE') });
      truncateSync(place('huge.pdf'), 0);
      writeFileSync(place('huge.pdf'), 'bản nhỏ');
      await stack.atRest(all(keys, CONFIRMED));
      const sent = await ledgerOf(stack, keys);
      expect(keys.map((key) => filesIn(sent.get(key)?.[0]?.body))).toEqual([
        [],
        ['bản nhỏ'],
        [expect.stringMatching(/^bản \d$/)],
      ]);
      return { fired: keys.length, endings: all(keys, CONFIRMED) };
    },
  },
];
