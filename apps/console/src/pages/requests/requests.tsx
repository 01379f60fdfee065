import { Button, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { InspectorateRequest } from '../../api/answers';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { DayField } from '../../parts/day-field';
import { DecisionDialog, type DecisionToMake } from '../../parts/decision/decision-dialog';
import { dayText } from '../../parts/format';
import { LineField } from '../../parts/line-field';
import { ListTable } from '../../parts/list-table';
import { Page } from '../../parts/page';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';
import { Term } from '../deadlines/deadlines';

/** What the inspectorate asked for, who answers and until when. */
export function RequestsPage(): ReactNode {
  const { requests: words } = useWords();
  const may = useMay();
  const [filters, change] = useFilters(['isReplied', 'agency']);
  const list = useList<InspectorateRequest>('/api/v1/requests', filters);
  const [open, setOpen] = useState<DecisionToMake>();
  const { record, reply } = useRequestDecisions();
  return (
    <Page
      title={words.title}
      what={words.what}
      actions={
        <>
          <Segmented
            aria-label={words.title}
            value={filters.isReplied ?? 'false'}
            onChange={(isReplied) => change({ isReplied })}
            options={[
              { value: 'false', label: words.open },
              { value: 'true', label: words.replied },
            ]}
          />
          {may('records.decide') && (
            <Button type="primary" onClick={() => setOpen(record)}>
              {words.record}
            </Button>
          )}
        </>
      }
    >
      <ListTable
        list={list}
        label={words.title}
        empty={words.nothing}
        rowKey={({ id }) => id}
        columns={useRequestColumns((id) => setOpen(reply(id)))}
      />
      <DecisionDialog decision={open} close={() => setOpen(undefined)} />
    </Page>
  );
}

function RecordFields(): ReactNode {
  const { requests: words, columns } = useWords();
  return (
    <>
      <LineField name="agency" label={columns.agency} most={80} />
      <LineField name="documentNo" label={words.documentNo} />
      <DayField name="receivedOn" label={words.receivedOn} />
      <DayField name="dueOn" label={words.dueOn} hint={words.dueOnHint} isRequired={false} />
      <LineField name="owner" label={words.owner} most={80} />
      <LineField name="reference" label={words.reference} most={40} isRequired={false} />
    </>
  );
}

/** @param reply offers to record the reply to one */
function useRequestColumns(
  reply: (id: string) => void,
): Parameters<typeof ListTable<InspectorateRequest>>[0]['columns'] {
  const { requests: words, columns } = useWords();
  const may = useMay();
  return [
    { title: words.documentNo, dataIndex: 'documentNo', key: 'documentNo', width: 200 },
    { title: columns.agency, dataIndex: 'agency', key: 'agency', width: 150 },
    {
      title: words.receivedOn,
      key: 'receivedOn',
      width: 110,
      render: (_value, { receivedOn }) => dayText(receivedOn),
    },
    {
      title: words.dueOn,
      key: 'dueOn',
      width: 140,
      render: (_value, { dueOn, daysLeft }) => <Term day={dueOn} left={daysLeft} />,
    },
    { title: words.owner, dataIndex: 'owner', key: 'owner' },
    {
      title: words.reference,
      key: 'reference',
      width: 185,
      render: (_value, { reference }) => reference && <Link to={`/ho-so/${reference}`}>{reference}</Link>,
    },
    {
      title: words.reply,
      key: 'reply',
      width: 190,
      render: (_value, { id, replyNo, repliedOn }) =>
        replyNo !== null ? (
          `${replyNo}, ${dayText(repliedOn ?? '')}`
        ) : may('records.decide') ? (
          <Button size="small" onClick={() => reply(id)}>
            {words.reply}
          </Button>
        ) : null,
    },
  ];
}

function useRequestDecisions(): {
  readonly record: DecisionToMake;
  readonly reply: (id: string) => DecisionToMake;
} {
  const { requests: words } = useWords();
  const record: DecisionToMake = {
    title: words.record,
    what: words.recordWhat,
    path: '/api/v1/requests',
    body: {},
    fields: <RecordFields />,
  };
  const reply = (id: string): DecisionToMake => ({
    title: words.reply,
    what: words.replyWhat,
    path: `/api/v1/requests/${id}/reply`,
    body: {},
    fields: (
      <>
        <LineField name="replyNo" label={words.replyNo} />
        <DayField name="repliedOn" label={words.repliedOn} />
      </>
    ),
  });
  return { record, reply };
}
