import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runOnce } from '../../../apps/gateway/src/composition/once';
import type { MiniRoad } from '../mini-road';
import { command, expectDelivered, expectStopped, referenceOf } from './way-out';
import type { WayOut } from './way-out';

/** Files are mandatory, small, and looked at again only because a record waits for one. */
export const FILES_EDIT: readonly (readonly [from: string, to: string])[] = [
  [
    'nulls: [""]',
    'nulls: [""]\nmandatory: [attachments.content]\nattachmentLimits: { perFile: 1KB, perCase: 2KB }',
  ],
  ['overlap: 10m', 'overlap: 0ms'],
  ['rescan: 1ms', 'rescan: 24h'],
];

async function sentFiles(road: MiniRoad, ma: string): Promise<readonly string[]> {
  const [created] = await road.delivered(ma);
  const files = (created?.body['Attachment'] ?? []) as readonly { readonly FileDinhKem: string }[];
  return files.map(({ FileDinhKem }) => Buffer.from(FileDinhKem, 'base64').toString('utf8'));
}

/** A petition with one file, read in but not sent yet. */
async function readIn(road: MiniRoad, ma: string, content: string): Promise<void> {
  await road.petition(ma);
  await road.enclose(ma, `${ma}.pdf`, content);
  await road.gateway.pollSources();
}

/** Delivery alone: nobody looks at the source or its files meanwhile. */
async function deliverOnly(road: MiniRoad): Promise<void> {
  await runOnce(road.gateway, ['delivery', 'scheduler'], () => undefined);
}

export const FILES: readonly WayOut[] = [
  {
    code: 'FILE_MISSING',
    way: 'the file is put back where the local software says it is; nothing changes in the source',
    walk: async (road) => {
      await road.petition('FILE-1');
      await road.enclose('FILE-1', 'f1.pdf');
      await expectStopped(road, 'FILE-1', 'FILE_MISSING');
      writeFileSync(join(road.filesDir, 'f1.pdf'), 'tệp nay đã có');
      await expectDelivered(road, 'FILE-1');
      expect(await sentFiles(road, 'FILE-1')).toEqual(['tệp nay đã có']);
    },
  },
  {
    code: 'FILE_TOO_LARGE',
    way: 'a smaller file takes its place',
    walk: async (road) => {
      await road.petition('FILE-2');
      await road.enclose('FILE-2', 'f2.pdf', 'x'.repeat(1_025));
      await expectStopped(road, 'FILE-2', 'FILE_TOO_LARGE');
      writeFileSync(join(road.filesDir, 'f2.pdf'), 'x'.repeat(1_024));
      await expectDelivered(road, 'FILE-2');
    },
  },
  {
    code: 'FILE_NOT_ALLOWED',
    way: 'the path is put right in the local software',
    walk: async (road) => {
      await road.petition('FILE-3');
      await road.enclose('FILE-3', '../agencies.yaml');
      await expectStopped(road, 'FILE-3', 'FILE_NOT_ALLOWED');
      writeFileSync(join(road.filesDir, 'f3.pdf'), 'đúng chỗ');
      await road.local.query("update tep set duong_dan = 'f3.pdf' where ma = 'FILE-3'");
      await road.change('FILE-3', { dia_chi: 'Số 3' });
      await expectDelivered(road, 'FILE-3');
      expect(await sentFiles(road, 'FILE-3')).toEqual(['đúng chỗ']);
    },
  },
  {
    code: 'ATTACHMENT_CHANGED',
    way: 'a newer file lies there: the gateway reads it again and sends that one',
    walk: async (road) => {
      await readIn(road, 'FILE-4', 'bản cũ');
      writeFileSync(join(road.filesDir, 'FILE-4.pdf'), 'bản mới');
      await deliverOnly(road);
      expect(await road.standing('FILE-4')).toMatchObject({ class: 'held', code: 'ATTACHMENT_CHANGED' });
      expect(await road.delivered('FILE-4')).toEqual([]);
      await expectDelivered(road, 'FILE-4');
      expect(await sentFiles(road, 'FILE-4')).toEqual(['bản mới']);
    },
  },
  {
    code: 'ATTACHMENT_CHANGED',
    way: 'the lost file is put back and a person sends the record again',
    walk: async (road) => {
      await readIn(road, 'FILE-5', 'đã mất');
      rmSync(join(road.filesDir, 'FILE-5.pdf'));
      await deliverOnly(road);
      expect(await road.standing('FILE-5')).toMatchObject({ class: 'held', code: 'ATTACHMENT_CHANGED' });
      writeFileSync(join(road.filesDir, 'FILE-5.pdf'), 'đã mất');
      const { operations } = road.gateway.parts;
      await operations.release(await referenceOf(road, 'FILE-5'), command('Đã đặt lại tệp.'));
      await expectDelivered(road, 'FILE-5');
      expect(await sentFiles(road, 'FILE-5')).toEqual(['đã mất']);
    },
  },
];
