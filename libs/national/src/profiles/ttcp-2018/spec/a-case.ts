import { createHmac } from 'node:crypto';
import {
  type Case,
  CodeBookInMemory,
  type Identity,
  type KeyedDigest,
  type PartialDate,
  partialDate,
  type PlanContext,
  Sealed,
  squareMetres,
  type SquareMetres,
  vnd,
  type Vnd,
} from '@kntc/domain';

export const REFERENCE = 'BDI-7K3Q9F2MX4T8A';

export const keyedDigest: KeyedDigest = {
  digest: (text) => createHmac('sha256', 'spec').update(text).digest('hex'),
};

export function seal<T>(value: T): Sealed<T> {
  return Sealed.of(value, keyedDigest.digest(JSON.stringify(value)));
}

/** A sealed member that must stay shut. */
export function shut<T>(): Sealed<T> {
  return Sealed.lazy<T>(() => {
    throw new Error('a sealed member was opened');
  }, 'd');
}

export function day(text: string): PartialDate {
  const date = partialDate(text);
  if (date === undefined) throw new Error(`no date: ${text}`);
  return date;
}

export function dong(text: string): Vnd {
  const amount = vnd(text);
  if (amount === undefined) throw new Error(`no amount: ${text}`);
  return amount;
}

export function m2(text: string): SquareMetres {
  const area = squareMetres(text);
  if (area === undefined) throw new Error(`no area: ${text}`);
  return area;
}

export const COMPLAINANT: Identity = {
  people: [
    {
      fullName: 'Nguyễn Văn Ất',
      idNumber: '037081000123',
      idIssuedDate: day('2021-04-12'),
      idIssuedPlace: 'Cục Cảnh sát QLHC về TTXH',
      gender: 'male',
      birthDate: day('1981'),
      phone: '0912000111',
      address: { provinceCode: '507', districtCode: '50701', wardCode: '5070103', detail: 'Thôn Đông' },
      nationalityCode: 'VN',
      ethnicityCode: '1',
    },
  ],
};

/** A complaint of one person, entered and nothing more. */
export function aCase(changes: Partial<Case> = {}): Case {
  return {
    kind: 'KN',
    receivingAgencyCode: 'H507.02',
    petition: {
      receivedDate: day('2026-08-03'),
      writtenDate: day('2026-07-21'),
      channelCode: '1',
      classification: [['KN', 'KN.01', 'KN.01.02', 'KN.01.02.01']],
      narrative: seal({ content: 'Khiếu nại quyết định thu hồi đất.\nĐề nghị xem xét lại.' }),
    },
    petitioners: {
      type: 'individual',
      headCount: 1,
      representativeCount: 1,
      anonymous: false,
      impersonated: false,
      provinceCode: '507',
      identity: seal(COMPLAINANT),
    },
    respondents: [
      { type: 'organisation', name: 'UBND xã Đông', address: { provinceCode: '507', wardCode: '5070103' } },
    ],
    dialogues: [],
    rounds: [],
    suspensions: [],
    attachments: [],
    confidentiality: 'normal',
    ...changes,
  };
}

const FIGURES = {
  moneyRecovered: dong('1'),
  residentialLandRecovered: m2('2'),
  productionLandRecovered: m2('3'),
  moneyReturned: dong('40000000000'),
  residentialLandReturned: m2('5.4'),
  productionLandReturned: m2('120.5'),
};

const enforcement = { agencyCode: 'H507.03', ...FIGURES };

const ROUNDS: Case['rounds'] = [
  {
    round: 2,
    issuedDate: day('2026-11-02'),
    agencyCode: 'H507',
    resultCode: '6',
    compensation: {},
    disciplinedPeople: [],
    disciplinedOrganisations: [],
    enforcements: [{ ordinal: 1, date: day('2026-11-20'), ...enforcement }],
  },
  {
    round: 1,
    decisionNo: '12/QĐ',
    issuedDate: day('2026-09-20'),
    agencyCode: 'H507.02',
    resultCode: '1',
    formCode: '1',
    rightToSue: true,
    summary: 'Công nhận một phần',
    compensation: {
      ...FIGURES,
      peopleToInvestigation: 6,
      peopleRightsRestored: 7,
      administrativeFine: dong('8'),
    },
    disciplinedPeople: [{ name: 'Phạm Văn Dũng', position: 'Công chức địa chính', measure: 'Cảnh cáo' }],
    disciplinedOrganisations: [{ name: 'UBND xã Đông', measure: 'Phê bình' }],
    enforcements: [
      { ordinal: 2, date: day('2026-10-15'), ...enforcement, peopleHandled: 9, assetsValue: dong('10') },
      {
        ordinal: 1,
        date: day('2026-10-01'),
        ...enforcement,
        collectivesHandled: 11,
        finesPaid: dong('12'),
        peopleProsecuted: 13,
      },
    ],
  },
];

/** A complaint with all five steps, two rounds and three enforcement rows, out of order as a source may hand them. */
export function aFullCase(changes: Partial<Case> = {}): Case {
  return aCase({
    handling: {
      decidedDate: day('2026-08-07'),
      eligible: true,
      ineligibleReasons: [],
      directionCode: '4',
      agencyCode: 'H507.02',
      handledBy: 'Trần Thị Bình - Chuyên viên',
      approvedBy: 'Lê Văn Cường',
      summary: 'Đủ điều kiện thụ lý',
    },
    acceptance: {
      date: day('2026-08-12'),
      dueDate: day('2026-09-26'),
      agencyCode: 'H507.02',
      approvedBy: 'Lê Văn Cường',
    },
    rounds: ROUNDS,
    ...changes,
  });
}

/** A denunciation whose every sealed member throws when opened. */
export function aShutDenunciation(changes: Partial<Case> = {}): Case {
  const full = aFullCase();
  return aFullCase({
    kind: 'TC',
    petition: {
      ...full.petition,
      classification: [['TC', 'TC.01', 'TC.01.05']],
      narrative: shut(),
    },
    petitioners: {
      ...full.petitioners,
      type: 'group',
      headCount: 4,
      representativeCount: 2,
      identity: shut(),
    },
    priorResolution: {
      agencyCode: 'H507',
      round: 1,
      decidedDate: day('2025-01-02'),
      result: 'Bà Mão tố cáo sai',
    },
    attachments: [{ typeCode: '1', title: 'Đơn bà Mão', fileName: 'ba-mao.pdf', content: shut() }],
    ...changes,
  });
}

export function aContext(changes: Partial<PlanContext> = {}): PlanContext {
  const codeBook = new CodeBookInMemory('1', {
    crosswalk: [],
    codes: [
      { list: 6, code: 'TC.01.05', name: 'Tham nhũng' },
      { list: 2, code: 'H507.02', name: 'Thanh tra tỉnh' },
    ],
    agencies: [],
  });
  return { reference: REFERENCE, identityPolicy: undefined, codeBook, ...changes };
}
