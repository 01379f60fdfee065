import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Session } from '../api/answers';
import type { Words } from '../words/vi';

/** Headings of the menu, in their order. */
export const SCREEN_GROUPS = ['cases', 'duties', 'settings'] as const;
export type ScreenGroup = (typeof SCREEN_GROUPS)[number];

export interface Screen {
  /** In the address; Vietnamese without marks. */
  readonly path: string;
  readonly name: Exclude<keyof Words['menu'], ScreenGroup>;
  readonly group?: ScreenGroup;
  /** Who sees it in the menu; the gateway decides anew at every answer. */
  readonly needs: Session['permissions'][number];
  readonly View: LazyExoticComponent<ComponentType>;
}

/** Every screen of the menu, in its order. */
export const SCREENS: readonly Screen[] = [
  {
    path: '/',
    name: 'overview',
    needs: 'overview.read',
    View: lazy(async () => ({ default: (await import('../pages/overview/overview')).OverviewPage })),
  },
  {
    path: '/doi-chieu',
    name: 'ledger',
    needs: 'overview.read',
    View: lazy(async () => ({ default: (await import('../pages/ledger/ledger')).LedgerPage })),
  },
  {
    path: '/nguyen-nhan',
    name: 'causes',
    group: 'cases',
    needs: 'overview.read',
    View: lazy(async () => ({ default: (await import('../pages/causes/causes')).CausesPage })),
  },
  {
    path: '/ho-so',
    name: 'records',
    group: 'cases',
    needs: 'records.read',
    View: lazy(async () => ({ default: (await import('../pages/records/records')).RecordsPage })),
  },
  {
    path: '/cho-bo-sung',
    name: 'waiting',
    group: 'cases',
    needs: 'records.read',
    View: lazy(async () => ({ default: (await import('../pages/waiting/waiting')).WaitingPage })),
  },
  {
    path: '/tam-dung',
    name: 'holds',
    group: 'cases',
    needs: 'records.read',
    View: lazy(async () => ({ default: (await import('../pages/holds/holds')).HoldsPage })),
  },
  {
    path: '/hai-ben-khac-nhau',
    name: 'findings',
    group: 'cases',
    needs: 'records.read',
    View: lazy(async () => ({ default: (await import('../pages/findings/findings')).FindingsPage })),
  },
  {
    path: '/chi-co-o-csdlqg',
    name: 'proposals',
    group: 'cases',
    needs: 'records.read',
    View: lazy(async () => ({ default: (await import('../pages/proposals/proposals')).ProposalsPage })),
  },
  {
    path: '/don-trung',
    name: 'duplicates',
    group: 'cases',
    needs: 'records.read',
    View: lazy(async () => ({ default: (await import('../pages/duplicates/duplicates')).DuplicatesPage })),
  },
  {
    path: '/dong-bo-lai',
    name: 'resyncs',
    group: 'cases',
    needs: 'records.read',
    View: lazy(async () => ({ default: (await import('../pages/resync/resyncs')).ResyncsPage })),
  },
  {
    path: '/thoi-han',
    name: 'deadlines',
    group: 'duties',
    needs: 'records.read',
    View: lazy(async () => ({ default: (await import('../pages/deadlines/deadlines')).DeadlinesPage })),
  },
  {
    path: '/yeu-cau-thanh-tra',
    name: 'requests',
    group: 'duties',
    needs: 'records.read',
    View: lazy(async () => ({ default: (await import('../pages/requests/requests')).RequestsPage })),
  },
  {
    path: '/de-nghi-sua',
    name: 'corrections',
    group: 'duties',
    needs: 'records.read',
    View: lazy(async () => ({ default: (await import('../pages/corrections/corrections')).CorrectionsPage })),
  },
  {
    path: '/bieu-bao-cao',
    name: 'forms',
    group: 'duties',
    needs: 'records.read',
    View: lazy(async () => ({ default: (await import('../pages/forms/forms')).FormsPage })),
  },
  {
    path: '/nhap-tay',
    name: 'entryBatches',
    group: 'duties',
    needs: 'records.read',
    View: lazy(async () => ({ default: (await import('../pages/entry/entry-batches')).EntryBatchesPage })),
  },
  {
    path: '/luot-tiep',
    name: 'receptions',
    group: 'duties',
    needs: 'records.read',
    View: lazy(async () => ({ default: (await import('../pages/receptions/receptions')).ReceptionsPage })),
  },
  {
    path: '/hang-doi',
    name: 'queues',
    group: 'settings',
    needs: 'overview.read',
    View: lazy(async () => ({ default: (await import('../pages/queues/queues')).QueuesPage })),
  },
  {
    path: '/doi-chieu-danh-muc',
    name: 'crosswalk',
    group: 'settings',
    needs: 'overview.read',
    View: lazy(async () => ({ default: (await import('../pages/crosswalk/crosswalk')).CrosswalkPage })),
  },
  {
    path: '/danh-muc',
    name: 'codeLists',
    group: 'settings',
    needs: 'overview.read',
    View: lazy(async () => ({ default: (await import('../pages/code-lists/code-lists')).CodeListsPage })),
  },
  {
    path: '/nguoi-dung',
    name: 'people',
    group: 'settings',
    needs: 'accounts.manage',
    View: lazy(async () => ({ default: (await import('../pages/people/people')).PeoplePage })),
  },
  {
    path: '/su-co',
    name: 'outages',
    group: 'settings',
    needs: 'overview.read',
    View: lazy(async () => ({ default: (await import('../pages/outages/outages')).OutagesPage })),
  },
  {
    path: '/nhat-ky',
    name: 'audit',
    group: 'settings',
    needs: 'audit.read',
    View: lazy(async () => ({ default: (await import('../pages/audit/audit')).AuditPage })),
  },
];

/** Pages that are reached from a screen, not from the menu. */
export const INNER_PAGES: readonly Pick<Screen, 'path' | 'View'>[] = [
  {
    path: '/ho-so/:reference',
    View: lazy(async () => ({ default: (await import('../pages/case/case')).CasePage })),
  },
  {
    path: '/nguyen-nhan/:id',
    View: lazy(async () => ({ default: (await import('../pages/causes/one-cause')).CausePage })),
  },
  {
    path: '/don-trung/:id',
    View: lazy(async () => ({ default: (await import('../pages/duplicates/one-duplicate')).DuplicatePage })),
  },
  {
    path: '/dong-bo-lai/moi',
    View: lazy(async () => ({ default: (await import('../pages/resync/new-resync')).NewResyncPage })),
  },
  {
    path: '/dong-bo-lai/:id',
    View: lazy(async () => ({ default: (await import('../pages/resync/one-resync')).ResyncPage })),
  },
];
