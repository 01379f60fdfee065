import { Card, Flex, Select } from 'antd';
import type { ReactNode } from 'react';
import type { CrosswalkLine, MissingCode, Overview } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { Count } from '../../parts/count';
import { dayText } from '../../parts/format';
import { ListTable } from '../../parts/list-table';
import { Page } from '../../parts/page';
import { ThreeLines } from '../../parts/three-lines';
import { Tone } from '../../parts/tone';
import { useWords } from '../../words/use-words';
import { AskForCode } from './ask-for-code';
import { MapCode } from './map-code';

/** Codes without a target first, then the crosswalk in use. */
export function CrosswalkPage(): ReactNode {
  const { crosswalk: words, columns, common } = useWords();
  const [filters, change] = useFilters(['source', 'list']);
  const overview = useAnswer<Overview>('/api/v1/overview');
  const sources = overview.data?.sources ?? [];
  return (
    <Page
      title={words.title}
      actions={
        sources.length > 1 && (
          <Select
            aria-label={columns.source}
            style={{ minWidth: 220 }}
            value={filters.source ?? ''}
            onChange={(source) => change({ source })}
            options={[
              { value: '', label: `${columns.source}: ${common.all}` },
              ...sources.map(({ id, title }) => ({ value: id, label: title })),
            ]}
          />
        )
      }
    >
      <Card size="small" title={words.missing}>
        <p>{words.missingWhat}</p>
        <Missing filters={filters} />
      </Card>
      <Card size="small" title={words.lines}>
        <Lines filters={filters} />
      </Card>
    </Page>
  );
}

type Filters = Readonly<Partial<Record<'source' | 'list', string>>>;

function Missing({ filters }: { readonly filters: Filters }): ReactNode {
  const { crosswalk: words, columns, owners } = useWords();
  const list = useList<MissingCode>('/api/v1/missing-codes', filters);
  return (
    <ListTable
      list={list}
      label={words.missing}
      empty={words.nothingMissing}
      rowKey={({ source, list: of, localCode, code }) => `${source} ${of} ${localCode} ${code}`}
      columns={[
        {
          title: columns.records,
          key: 'records',
          align: 'right',
          width: 90,
          render: (_v, { records }) => <Count of={records} />,
        },
        {
          title: columns.code,
          key: 'localCode',
          width: 120,
          render: (_v, { localCode }) => <b>{localCode}</b>,
        },
        { title: columns.list, dataIndex: 'list', key: 'list', width: 80 },
        { title: columns.source, dataIndex: 'source', key: 'source', width: 110 },
        { title: columns.cause, key: 'text', render: (_v, { text }) => <ThreeLines text={text} /> },
        { title: columns.owner, key: 'owner', width: 110, render: (_v, { owner }) => owners[owner] },
        {
          title: columns.dueOn,
          key: 'dueOn',
          width: 120,
          render: (_v, { oldestDueOn }) => (oldestDueOn === null ? '–' : dayText(oldestDueOn)),
        },
        {
          title: '',
          key: 'map',
          width: 190,
          render: (_v, missing) => (
            <Flex vertical gap={4} align="start">
              <MapCode code={missing} />
              <AskForCode missing={missing} />
            </Flex>
          ),
        },
      ]}
    />
  );
}

function Lines({ filters }: { readonly filters: Filters }): ReactNode {
  const { crosswalk: words, columns, common } = useWords();
  const list = useList<CrosswalkLine>('/api/v1/crosswalk', filters);
  return (
    <ListTable
      list={list}
      label={words.lines}
      empty={common.none}
      rowKey={(line) => [line.source, line.list, line.localCode, line.nationalCode, line.validFrom].join(' ')}
      columns={[
        { title: columns.source, dataIndex: 'source', key: 'source', width: 140 },
        { title: columns.list, dataIndex: 'list', key: 'list', width: 80 },
        { title: columns.code, dataIndex: 'localCode', key: 'localCode', width: 140 },
        { title: columns.nationalCode, dataIndex: 'nationalCode', key: 'nationalCode', width: 140 },
        {
          title: columns.nationalName,
          key: 'name',
          render: (_v, { nationalName, parent }) => (
            <>
              {nationalName ?? <Tone of="bad">{words.notInList}</Tone>}
              {parent !== null && <Tone of="plain">{words.parent}</Tone>}
            </>
          ),
        },
        {
          title: columns.validity,
          key: 'validity',
          width: 200,
          render: (_v, { validFrom, validUntil }) =>
            [validFrom, validUntil].map((day) => (day === null ? '…' : dayText(day))).join(' – '),
        },
        { title: '', key: 'map', width: 120, render: (_v, line) => <MapCode code={line} /> },
      ]}
    />
  );
}
