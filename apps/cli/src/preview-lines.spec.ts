import type { PreviewedRecord } from '@kntc/sources';
import { hideDenouncers, previewLines } from './preview-lines';

function aRecord(kind: string | undefined): PreviewedRecord {
  return {
    localKey: 'A-1',
    draft: {
      ...(kind === undefined ? {} : { kind }),
      receivedDate: '2026-03-02',
      petitioners: [{ fullName: 'T•••u' }],
    },
    issues: [{ code: 'MANY_PEOPLE_IN_ONE_FIELD', field: 'petitioners[0].fullName', masked: 'T•••u' }],
    warnings: [],
    repairs: [],
  };
}

it('shows fields by path with their Vietnamese names, and issues as sentences', () => {
  const lines = previewLines(aRecord('KN')).join('\n');
  expect(lines).toContain('petitioners[0].fullName (Người khiếu nại, tố cáo › Họ tên) = T•••u');
  expect(lines).toContain('Trường Người khiếu nại, tố cáo › Họ tên chứa tên của nhiều người.');
});

it.each(['TC', undefined])('hides even masked letters of people when the kind is %s', (kind) => {
  const shown = JSON.stringify(hideDenouncers(aRecord(kind)));
  expect(shown).not.toContain('T•••u');
  expect(shown).toContain('2026-03-02');
});

it('leaves complaints as the preview masked them', () => {
  expect(hideDenouncers(aRecord('KN'))).toEqual(aRecord('KN'));
});
