import type { CaseDraft } from '@kntc/domain';
import { aCodeBook, aDraft, SOURCE } from '../../../test/builders';
import { ownerOf } from './owner-of';

describe('who answers for a record that is no case yet', () => {
  const of = (more: Partial<CaseDraft>): string | undefined =>
    ownerOf('quarantined', { ...aDraft(), ...more }, { codeBook: aCodeBook(), sourceId: SOURCE });

  it.each(['KN', 'KNPA'] as const)('the agency that received it, for %s', (kind) => {
    expect(of({ kind })).toBe('thanh-tra-tinh');
  });

  it.each([
    ['of a denunciation', { kind: 'TC' }],
    ['of a record that does not say what it is', { kind: undefined }],
    ['of one that names no agency', { receivingAgency: undefined }],
    ['of one whose agency nobody knows', { receivingAgency: 'KHÔNG CÓ' }],
  ] as const)('only the province, %s', (_what, more) => {
    expect(of(more)).toBeUndefined();
  });
});
