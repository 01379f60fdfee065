import { Alert, Button, Card, Form, Input, Typography } from 'antd';
import { useState, type ReactNode } from 'react';
import type { AlertChannels, ListedAlert } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { Choice } from '../../parts/choice';
import { DecisionDialog } from '../../parts/decision/decision-dialog';
import { momentText } from '../../parts/format';
import { ListTable } from '../../parts/list-table';
import { ThreeLines } from '../../parts/three-lines';
import { Tone, type ToneName } from '../../parts/tone';
import { useMay } from '../../session/use-session';
import { ALERT_WORDS } from '../../words/alert-words';
import { useOwnWords, useWords } from '../../words/use-words';

const TONES: Readonly<Record<ListedAlert['severity'], ToneName>> = {
  critical: 'bad',
  serious: 'waits',
  warning: 'plain',
};
const STATE_TONES: Readonly<Record<ListedAlert['state'], ToneName>> = {
  open: 'bad',
  acknowledged: 'moving',
  closed: 'good',
};
const STATES = ['open', 'acknowledged', 'closed'] as const;

/** What people were told of, and whether somebody knows; and that nobody would be told. */
export function AlertCard(): ReactNode {
  const words = useOwnWords(ALERT_WORDS);
  const [filters, change] = useFilters(['canhBao']);
  const list = useList<ListedAlert>('/api/v1/alerts', { state: filters.canhBao }, 10);
  const channels = useAnswer<AlertChannels>('/api/v1/alerts/channels');
  const isTold = channels.data === undefined || channels.data.items.every(({ failure }) => failure === null);
  const hasChannels = channels.data === undefined || channels.data.items.length > 0;
  return (
    <Card
      size="small"
      title={words.title}
      extra={
        <Choice
          label={words.show}
          value={filters.canhBao}
          choose={(canhBao) => change({ canhBao })}
          options={STATES.map((state) => [state, words[state]] as const)}
        />
      }
    >
      <Typography.Paragraph>{words.what}</Typography.Paragraph>
      {!(isTold && hasChannels) && <Alert type="warning" showIcon title={channels.data?.text} />}
      <ListTable
        list={list}
        label={words.title}
        empty={words.nothing}
        rowKey={({ id }) => id}
        columns={useAlertColumns()}
      />
    </Card>
  );
}

function useAlertColumns(): Parameters<typeof ListTable<ListedAlert>>[0]['columns'] {
  const words = useOwnWords(ALERT_WORDS);
  return [
    {
      title: words.severity,
      key: 'severity',
      width: 120,
      render: (_value, { severity }) => <Tone of={TONES[severity]}>{words[severity]}</Tone>,
    },
    { title: words.text, key: 'text', render: (_value, { text }) => <ThreeLines text={text} /> },
    { title: words.since, key: 'since', width: 110, render: (_value, { since }) => momentText(since) },
    { title: words.state, key: 'state', width: 190, render: (_value, alert) => <State alert={alert} /> },
    {
      title: words.told,
      key: 'told',
      width: 120,
      render: (_value, { told }) => (told.length === 0 ? words.toldNobody : told.join(', ')),
    },
    { title: '', key: 'act', width: 110, render: (_value, alert) => <Acknowledge alert={alert} /> },
  ];
}

function State({ alert: { state, acknowledged, closedAt } }: { readonly alert: ListedAlert }): ReactNode {
  const words = useOwnWords(ALERT_WORDS);
  return (
    <>
      <Tone of={STATE_TONES[state]}>{words[state]}</Tone>
      {state === 'closed' && closedAt !== null && <div>{momentText(closedAt)}</div>}
      {state === 'acknowledged' && acknowledged !== null && (
        <div>
          {words.by} {acknowledged.by}, {words.until} {momentText(acknowledged.until)}: {acknowledged.note}
        </div>
      )}
    </>
  );
}

function Acknowledge({ alert: { id, state, text } }: { readonly alert: ListedAlert }): ReactNode {
  const words = useOwnWords(ALERT_WORDS);
  const { decisions } = useWords();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  if (state === 'closed' || !may('alerts.answer')) return null;
  const [what = ''] = text;
  return (
    <>
      <Button size="small" aria-label={`${words.acknowledge}: ${what}`} onClick={() => setOpen(true)}>
        {words.acknowledge}
      </Button>
      <DecisionDialog
        decision={
          isOpen
            ? {
                title: words.acknowledge,
                what: `${what} ${words.acknowledgeWhat}`,
                path: `/api/v1/alerts/${id}/acknowledge`,
                body: {},
                fields: (
                  <Form.Item
                    name="hours"
                    label={words.hours}
                    extra={words.hoursHint}
                    initialValue="4"
                    rules={[{ required: true, pattern: /^\d{1,3}$/, message: decisions.required }]}
                  >
                    <Input inputMode="numeric" />
                  </Form.Item>
                ),
                bodyOf: ({ hours, ...said }) => ({ ...said, hours: Number(hours) }),
              }
            : undefined
        }
        close={() => setOpen(false)}
      />
    </>
  );
}
