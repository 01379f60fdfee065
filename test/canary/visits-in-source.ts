/** Rows of the source that are visits no petition came of. */
export const VISITS_IN_SOURCE = [
  ['nulls: [""]', 'receptionOnly: [{ column: co_don, equals: khong }]\nnulls: [""]'],
  [
    '  closedDate:',
    `  reception:
    when: { column: nguon, equals: TD }
    fields: { date: { column: ngay_nhan, date: [yyyy-MM-dd] }, result: { column: tom_tat_xu_ly }, note: { column: yeu_cau } }
  closedDate:`,
  ],
] as const;
