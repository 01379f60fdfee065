import { resolve } from 'node:path';
import type { FileFolders } from '@kntc/sources';
import type { Place } from './place';

/** Where sources of kind `file` find their files. @param sample a file that the caller wants looked at instead */
export function fileFolders({ environment }: Place, sample?: string): FileFolders {
  const { inboxDir: inbox, dataDir: data } = environment;
  return { inbox, data, sample: sample === undefined ? undefined : resolve(sample) };
}
