import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import { useFilters } from '../../api/use-filters';
import { Page } from '../../parts/page';
import { PEOPLE_WORDS } from '../../words/people-words';
import { useOwnWords } from '../../words/use-words';
import { AccountCounts } from './account-counts';
import { NationalAccounts } from './national-accounts';
import { Offices } from './offices';
import { Users } from './users';

/** Where people work, who they are, and what accounts they have here and in the national system. */
export function PeoplePage(): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  const [{ muc = 'don-vi' }, change] = useFilters(['muc']);
  return (
    <Page title={words.title} what={words.what}>
      <Tabs
        activeKey={muc}
        onChange={(chosen) => change({ muc: chosen })}
        destroyOnHidden
        items={[
          { key: 'don-vi', label: words.offices, children: <Offices /> },
          { key: 'nguoi', label: words.users, children: <Users /> },
          { key: 'so-luong', label: words.counts, children: <AccountCounts /> },
          { key: 'csdlqg', label: words.national, children: <NationalAccounts /> },
        ]}
      />
    </Page>
  );
}
