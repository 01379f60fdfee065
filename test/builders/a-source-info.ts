import type { SourceInfo } from '@kntc/domain';
import { SOURCE } from './a-code-book';

/** A source that can feed every step and asks for nothing beyond what every case needs. */
export function aSourceInfo(changes: Partial<SourceInfo> = {}): SourceInfo {
  return {
    id: SOURCE,
    title: 'Phần mềm nhỏ',
    mappingVersion: 'mapping-1',
    feeds: { handling: true, acceptance: true, resolution: true, enforcement: true },
    mandatory: [],
    ...changes,
  };
}
