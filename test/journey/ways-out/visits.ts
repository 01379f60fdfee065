import type { MiniRoadOptions } from '../mini-road';
import { expectDelivered, expectStopped } from './way-out';
import type { WayOut } from './way-out';

/** A source that says in its own words which visits no petition came of. */
export const VISITS_EDIT: NonNullable<MiniRoadOptions['edit']> = {
  'sources/mini.yaml': [
    ['nulls: [""]', 'receptionOnly: [{ column: tom_tat_xu_ly, equals: không phát sinh đơn }]\nnulls: [""]'],
    [
      '  closedDate:',
      `  reception:
    when: { column: nguon, equals: TD }
    fields: { date: { column: ngay_nhan, date: [yyyy-MM-dd] } }
  closedDate:`,
    ],
  ],
};

const VISIT = { nguon: 'TD', tom_tat_xu_ly: 'không phát sinh đơn' };
const PETITION = { tom_tat_xu_ly: 'Thụ lý' };

/** Visits to the reception desk: those no petition came of, and what became of a petition that is one no more. */
export const VISITS: readonly WayOut[] = [
  {
    code: 'RECEPTION_WITHOUT_PETITION',
    way: 'the citizen hands in a petition after all: the clerk records it, and it is delivered',
    walk: async (road) => {
      await road.petition('VISIT-1', VISIT);
      await expectStopped(road, 'VISIT-1', 'RECEPTION_WITHOUT_PETITION');
      await road.change('VISIT-1', PETITION);
      await expectDelivered(road, 'VISIT-1');
    },
  },
  {
    code: 'CASE_WITHOUT_PETITION',
    way: 'the clerk puts the mark right: it is the case it was, and nothing of it is sent twice',
    walk: async (road) => {
      await road.petition('VISIT-2', { ...VISIT, ...PETITION });
      await expectDelivered(road, 'VISIT-2');
      await road.change('VISIT-2', VISIT);
      await expectStopped(road, 'VISIT-2', 'CASE_WITHOUT_PETITION');
      await road.change('VISIT-2', PETITION);
      await expectDelivered(road, 'VISIT-2');
    },
  },
];
