import { Button, Flex } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Overview, RecordRow } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { Choice } from '../../parts/choice';
import { ListTable } from '../../parts/list-table';
import { Page } from '../../parts/page';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';
import {
  newResyncPath,
  RECORD_FILTERS,
  type NamedRecord,
  type RecordFilters as Filters,
} from '../resync/subject';
import { useRecordColumns } from './record-columns';
import { RecordSearch } from './record-search';

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
/** More are named by a filter: an address has its limits. */
const MOST = 100;

/** Records by state, cause, agency or code; what is selected can be synchronised again. */
export function RecordsPage(): ReactNode {
  const { records } = useWords();
  const may = useMay();
  const [filters, change] = useFilters(RECORD_FILTERS);
  const list = useList<RecordRow>('/api/v1/records', filters);
  const columns = useRecordColumns<RecordRow>();
  const [selected, setSelected] = useState<ReadonlyMap<string, NamedRecord>>(new Map());
  const isFiltered = Object.keys(filters).length > 0;
  const pick = (rows: readonly RecordRow[]): void =>
    setSelected(new Map(rows.slice(0, MOST).map((row) => [keyOf(row), nameOf(row)])));
  return (
    <Page
      title={records.title}
      actions={
        may('records.decide') && (
          <>
            <Button onClick={() => pick(selected.size === 0 ? (list.items ?? []) : [])}>
              {selected.size === 0 ? records.selectPage : records.selectNone}
            </Button>
            {isFiltered && <ResyncAll filters={filters} />}
            <ResyncSelected records={[...selected.values()]} />
          </>
        )
      }
    >
      <RecordFilters filters={filters} change={change} />
      <ListTable
        list={list}
        columns={columns}
        rowKey={keyOf}
        empty={isFiltered ? records.noneFound : records.none}
        label={records.title}
        rowSelection={{
          selectedRowKeys: [...selected.keys()],
          preserveSelectedRowKeys: true,
          // The table measures its heading in a hidden row, where a second checkbox would take the keyboard.
          hideSelectAll: true,
          onChange: (_keys, rows) => pick(rows),
        }}
      />
    </Page>
  );
}

function keyOf({ reference, id }: RecordRow): string {
  return reference ?? id;
}

function nameOf({ reference, source, localKey }: RecordRow): NamedRecord {
  return reference === undefined ? { source, localKey } : { reference };
}

/** Everything that matches now, counted and frozen by the gateway: not what this page happens to show. */
function ResyncAll({ filters }: { readonly filters: Filters }): ReactNode {
  const { records } = useWords();
  return (
    <Link to={newResyncPath({ kind: 'filter', filter: filters })}>
      <Button tabIndex={-1}>{records.resyncAll}</Button>
    </Link>
  );
}

function ResyncSelected({ records: chosen }: { readonly records: readonly NamedRecord[] }): ReactNode {
  const { records } = useWords();
  const navigate = useNavigate();
  return (
    <Button
      type="primary"
      disabled={chosen.length === 0}
      onClick={() => void navigate(newResyncPath({ kind: 'records', records: chosen }))}
    >
      {records.resync} ({chosen.length} {records.selected})
    </Button>
  );
}

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
  const none = Object.fromEntries(RECORD_FILTERS.map((name) => [name, ''])) as Filters;
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
