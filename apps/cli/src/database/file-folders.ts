import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FileFolders } from '@kntc/sources';
import { wrongUsage } from '../refusal';
import type { Place } from './place';

/** Where sources of kind `file` find their files. @param sample a file that the caller wants looked at instead */
export function fileFolders({ environment }: Place, sample?: string): FileFolders {
  const { inboxDir: inbox, dataDir: data } = environment;
  return { inbox, data, sample: sample === undefined ? undefined : namedFile(sample) };
}

/** Full path of a file that a person named. @throws Refusal when nothing, or a folder, is there */
export function namedFile(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw wrongUsage(`Không có tệp ${path}.`, 'Kiểm tra lại đường dẫn của tệp.');
  if (found.isDirectory())
    throw wrongUsage(
      `${path} là một thư mục, không phải một tệp.`,
      'Chỉ rõ tệp .xlsx hoặc .csv trong thư mục đó.',
    );
  return resolve(path);
}
