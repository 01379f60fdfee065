import { Button, Flex, Form, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { NationalAccount } from '../../api/answers';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { Choice } from '../../parts/choice';
import { DayField } from '../../parts/day-field';
import { DecisionDialog, type DecisionToMake } from '../../parts/decision/decision-dialog';
import { FileButton } from '../../parts/file-button';
import { dayText } from '../../parts/format';
import { LineField } from '../../parts/line-field';
import { ListTable } from '../../parts/list-table';
import { Tone, type ToneName } from '../../parts/tone';
import { PEOPLE_WORDS, type PeopleWords } from '../../words/people-words';
import { useOwnWords, useWords } from '../../words/use-words';

const TONES: Readonly<Record<NationalAccount['state'], ToneName>> = {
  confirmed: 'good',
  due: 'waits',
  overdue: 'bad',
  ended: 'plain',
};

/** Who holds which account in the national system, and what is to be confirmed this quarter. */
export function NationalAccounts(): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  const [filters, change] = useFilters(['tinh-trang']);
  const { 'tinh-trang': state } = filters;
  const list = useList<NationalAccount>('/api/v1/national-accounts', { state });
  const [open, setOpen] = useState<DecisionToMake>();
  const [ids, setIds] = useState<readonly string[]>([]);
  const { confirm, record } = useNationalDecisions();
  const close = (): void => {
    setOpen(undefined);
    setIds([]);
  };
  return (
    <Flex vertical gap={16}>
      <Flex gap={8} wrap align="center">
        <Choice
          label={words.state}
          value={state}
          choose={(chosen) => change({ 'tinh-trang': chosen })}
          options={Object.entries(words.confirmStates)}
        />
        <Button type="primary" disabled={ids.length === 0} onClick={() => setOpen(confirm(ids))}>
          {words.confirm} ({ids.length} {words.chosen})
        </Button>
        <Button onClick={() => setOpen(record)}>{words.add}</Button>
        <FileButton path="/api/v1/national-accounts/form" label={words.exportNational} />
      </Flex>
      <ListTable
        list={list}
        label={words.national}
        empty={words.noNational}
        rowKey={({ id }) => id}
        rowSelection={{
          selectedRowKeys: [...ids],
          hideSelectAll: true,
          onChange: (keys) => setIds(keys.map(String)),
          getCheckboxProps: ({ state: standing, login }) => ({
            disabled: standing === 'ended',
            'aria-label': `${words.confirm} ${login}`,
          }),
        }}
        columns={useNationalColumns(setOpen)}
      />
      <DecisionDialog decision={open} close={close} />
    </Flex>
  );
}

function useNationalColumns(
  ask: (decision: DecisionToMake) => void,
): Parameters<typeof ListTable<NationalAccount>>[0]['columns'] {
  const words = useOwnWords(PEOPLE_WORDS);
  const ending = ({ id, login }: NationalAccount): DecisionToMake => ({
    title: `${words.end}: ${login}`,
    what: words.endWhat,
    path: `/api/v1/national-accounts/${id}/end`,
    body: {},
    fields: <DayField name="endedOn" label={words.endDay} />,
  });
  return [
    ...whoColumns(words),
    { title: words.since, key: 'since', width: 105, render: (_value, { since }) => dayText(since) },
    {
      title: words.confirmedOn,
      key: 'confirmedOn',
      width: 145,
      render: (_value, { confirmedOn, confirmedBy }) => `${dayText(confirmedOn)}, ${confirmedBy}`,
    },
    {
      title: words.state,
      key: 'state',
      width: 160,
      render: (_value, { state, endedOn }) => (
        <Tone of={TONES[state]}>
          {words.confirmStates[state]} {endedOn === null ? '' : dayText(endedOn)}
        </Tone>
      ),
    },
    {
      title: '',
      key: 'act',
      width: 105,
      render: (_value, one) =>
        one.state !== 'ended' && (
          <Button size="small" aria-label={`${words.end}: ${one.login}`} onClick={() => ask(ending(one))}>
            {words.end}
          </Button>
        ),
    },
  ];
}

/** Which account it is and whose. */
function whoColumns(words: PeopleWords): Parameters<typeof ListTable<NationalAccount>>[0]['columns'] {
  return [
    { title: words.nationalName, dataIndex: 'name', key: 'name', width: 170 },
    {
      title: words.holder,
      key: 'holder',
      render: (_value, { holder, login, isHolderShut }) => (
        <>
          {holder ?? login}
          {holder !== null && <div>{login}</div>}
          {isHolderShut && <Tone of="bad">{words.holderShut}</Tone>}
        </>
      ),
    },
    {
      title: words.ofAgency,
      key: 'agency',
      width: 110,
      render: (_value, { agency }) => agency ?? words.ofProvince,
    },
    {
      title: words.duties,
      key: 'duties',
      width: 170,
      render: (_value, { duties }) => duties.map((duty) => words.duty[duty]).join(', '),
    },
  ];
}

function useNationalDecisions(): {
  readonly confirm: (ids: readonly string[]) => DecisionToMake;
  readonly record: DecisionToMake;
} {
  const words = useOwnWords(PEOPLE_WORDS);
  const { decisions } = useWords();
  const duties = Object.entries(words.duty).map(([value, label]) => ({ value, label }));
  return {
    confirm: (ids) => ({
      title: words.confirm,
      what: words.confirmWhat,
      path: '/api/v1/national-accounts/confirm',
      body: { ids },
    }),
    record: {
      title: words.add,
      what: words.addWhat,
      path: '/api/v1/national-accounts',
      body: {},
      fields: (
        <>
          <LineField name="login" label={words.login} most={40} />
          <LineField name="name" label={words.nationalName} most={100} />
          <Form.Item
            name="duties"
            label={words.duties}
            rules={[{ required: true, message: decisions.required }]}
          >
            <Select mode="multiple" options={duties} />
          </Form.Item>
          <DayField name="since" label={words.since} />
        </>
      ),
    },
  };
}
