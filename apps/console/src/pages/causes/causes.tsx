import { Select } from 'antd';
import type { ReactNode } from 'react';
import type { Cause } from '../../api/answers';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { ListTable } from '../../parts/list-table';
import { Page } from '../../parts/page';
import { useWords } from '../../words/use-words';
import { causeKey, useCauseColumns } from '../overview/cause-table';

const STANDING = ['quarantined', 'held', 'waiting', 'noChannel', 'outOfScope'] as const;

/** Everything that stands still, a line for each cause. */
export function CausesPage(): ReactNode {
  const { causes, states, overview, common } = useWords();
  const [filters, change] = useFilters(['class', 'source']);
  const list = useList<Cause>('/api/v1/causes', filters);
  const columns = useCauseColumns();
  return (
    <Page
      title={causes.title}
      what={causes.what}
      actions={
        <Select
          aria-label={common.filter}
          style={{ width: 220 }}
          value={filters.class ?? ''}
          onChange={(value) => change({ class: value })}
          options={[
            { value: '', label: common.all },
            ...STANDING.map((value) => ({ value, label: states[value] ?? value })),
          ]}
        />
      }
    >
      <ListTable
        list={list}
        columns={columns}
        rowKey={causeKey}
        empty={overview.noCauses}
        label={causes.title}
      />
    </Page>
  );
}
