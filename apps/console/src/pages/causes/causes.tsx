import { Select } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import type { ReactNode } from 'react';
import type { Cause } from '../../api/answers';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { dayOf, dayText } from '../../parts/format';
import { ListTable } from '../../parts/list-table';
import { Page } from '../../parts/page';
import { CAUSE_WORDS } from '../../words/cause-words';
import { useOwnWords, useWords } from '../../words/use-words';
import { causeKey, useCauseColumns } from '../overview/cause-table';
import { AttentionTag } from './attention-tag';

const STANDING = ['quarantined', 'held', 'waiting', 'noChannel', 'outOfScope'] as const;

/** Everything that stands still, a line for each cause. */
export function CausesPage(): ReactNode {
  const { causes, states, overview, common } = useWords();
  const [filters, change] = useFilters(['class', 'source']);
  const list = useList<Cause>('/api/v1/causes', filters);
  const columns = [...useCauseColumns()];
  // Before the ways from here, which stand last.
  columns.splice(-1, 0, useAttentionColumn());
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

function useAttentionColumn(): ColumnsType<Cause>[number] {
  const words = useOwnWords(CAUSE_WORDS);
  return {
    title: words.attention,
    key: 'attention',
    width: 140,
    render: (_value, { attention: { state, assignee, until } }) => (
      <>
        <AttentionTag state={state} />
        {until !== null && (
          <div>
            {words.until} {dayText(dayOf(until))}
          </div>
        )}
        {assignee !== null && (
          <div>
            {words.assignee} {assignee}
          </div>
        )}
      </>
    ),
  };
}
