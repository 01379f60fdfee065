import { Button, Flex } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Overview, RecordRow, Resynced } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { Choice } from '../../parts/choice';
import { DecisionDialog } from '../../parts/decision/decision-dialog';
import { ListTable } from '../../parts/list-table';
import { Page } from '../../parts/page';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';
import { useRecordColumns } from './record-columns';
import { RecordSearch } from './record-search';
import { ResyncResult } from './resync-result';

const FILTERS = [
  'class',
  'source',
  'localKey',
  'agency',
  'kind',
  'reference',
  'nationalId',
  'code',
  'field',
  'list',
  'localCode',
] as const;
const STATES = [
  'confirmed',
  'waiting',
  'quarantined',
  'held',
  'unknown',
  'noChannel',
  'outOfScope',
  'gone',
] as const;
/** The API takes so many at once. */
const MOST = 100;

/** Records by state, cause, agency or code; what is selected can be synchronised again. */
export function RecordsPage(): ReactNode {
  const { records } = useWords();
  const may = useMay();
  const [filters, change] = useFilters(FILTERS);
  const list = useList<RecordRow>('/api/v1/records', filters);
  const columns = useRecordColumns<RecordRow>();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [isResyncing, setResyncing] = useState(false);
  const onThisPage = (list.items ?? []).flatMap(({ reference }) => reference ?? []);
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Page
      title={records.title}
      actions={
        may('records.decide') && (
          <>
            <Button onClick={() => setSelected(selected.length === 0 ? onThisPage : [])}>
              {selected.length === 0 ? records.selectPage : records.selectNone}
            </Button>
            <Button type="primary" disabled={selected.length === 0} onClick={() => setResyncing(true)}>
              {records.resync} ({selected.length} {records.selected})
            </Button>
          </>
        )
      }
    >
      <RecordFilters filters={filters} change={change} />
      <ListTable
        list={list}
        columns={columns}
        rowKey={(row) => row.reference ?? row.id}
        empty={isFiltered ? records.noneFound : records.none}
        label={records.title}
        rowSelection={{
          selectedRowKeys: [...selected],
          preserveSelectedRowKeys: true,
          // The table measures its heading in a hidden row, where a second checkbox would take the keyboard.
          hideSelectAll: true,
          onChange: (keys) => setSelected(keys.map(String).slice(0, MOST)),
          getCheckboxProps: ({ reference }) => ({ disabled: reference === undefined }),
        }}
      />
      <DecisionDialog
        decision={
          isResyncing
            ? {
                title: records.resync,
                what: `${records.resyncWhat} ${records.resyncMany}`,
                path: '/api/v1/resyncs',
                body: { references: selected },
              }
            : undefined
        }
        close={() => setResyncing(false)}
        answered={(answer) => <ResyncResult answer={answer as Resynced} />}
      />
    </Page>
  );
}

type Filters = Readonly<Partial<Record<(typeof FILTERS)[number], string>>>;

function RecordFilters({
  filters,
  change,
}: {
  readonly filters: Filters;
  readonly change: (change: Filters) => void;
}): ReactNode {
  const { states, kinds, common, columns } = useWords();
  const overview = useAnswer<Overview>('/api/v1/overview');
  const sources = overview.data?.sources ?? [];
  const none = Object.fromEntries(FILTERS.map((name) => [name, ''])) as Filters;
  const cause = { code: '', field: '', list: '', localCode: '' };
  return (
    <Flex gap={8} wrap className="no-print">
      <RecordSearch
        source={filters.source}
        given={filters.reference ?? filters.nationalId ?? filters.localKey}
        find={(found) => change({ reference: '', nationalId: '', localKey: '', ...found })}
      />
      <Choice
        label={columns.state}
        value={filters.class}
        choose={(value) => change({ class: value, ...cause })}
        options={STATES.map((value) => [value, states[value] ?? value])}
      />
      <Choice
        label={columns.kind}
        value={filters.kind}
        choose={(kind) => change({ kind })}
        options={Object.entries(kinds)}
      />
      {sources.length > 0 && (
        <Choice
          label={columns.source}
          value={filters.source}
          choose={(source) => change({ source, ...(source === '' && { localKey: '' }) })}
          options={sources.map(({ id, title }) => [id, title])}
        />
      )}
      {Object.keys(filters).length > 0 && <Button onClick={() => change(none)}>{common.clear}</Button>}
    </Flex>
  );
}
