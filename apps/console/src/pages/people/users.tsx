import { Button, Flex } from 'antd';
import { useState, type ReactNode } from 'react';
import type { User, UserPreview } from '../../api/answers';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { Choice } from '../../parts/choice';
import { DecisionDialog, type DecisionToMake } from '../../parts/decision/decision-dialog';
import { FileButton } from '../../parts/file-button';
import { momentText } from '../../parts/format';
import { ListTable } from '../../parts/list-table';
import { Tone, type ToneName } from '../../parts/tone';
import { PEOPLE_WORDS } from '../../words/people-words';
import { useOwnWords } from '../../words/use-words';
import { HandInForm } from './hand-in-form';
import { RightsText } from './rights-text';
import { UserPreviewTable } from './user-preview-table';

const USE_TONES: Readonly<Record<User['state'], ToneName>> = {
  active: 'good',
  unused: 'waits',
  never: 'waits',
  disabled: 'bad',
  removed: 'plain',
};

/** Accounts and the people they are; Biểu số 2 in and out; who no longer uses theirs. */
export function Users(): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  const [filters, change] = useFilters(['state', 'duty']);
  const list = useList<User>('/api/v1/users', filters);
  const [open, setOpen] = useState<DecisionToMake>();
  return (
    <Flex vertical gap={16}>
      <HandInForm<UserPreview>
        what="users"
        decisionWhat={words.recordUsers}
        preview={(answer) => <UserPreviewTable rows={answer.rows} />}
      />
      <Flex gap={8} wrap align="center">
        <Choice
          label={words.use}
          value={filters.state}
          choose={(state) => change({ state })}
          options={Object.entries(words.uses)}
        />
        <Choice
          label={words.duties}
          value={filters.duty}
          choose={(duty) => change({ duty })}
          options={Object.entries(words.duty)}
        />
        <FileButton path="/api/v1/users/form" label={words.exportUsers} />
      </Flex>
      <ListTable
        list={list}
        label={words.users}
        empty={words.noUsers}
        rowKey={({ id }) => id}
        columns={useUserColumns(setOpen)}
      />
      <DecisionDialog decision={open} close={() => setOpen(undefined)} />
    </Flex>
  );
}

function useUserColumns(
  ask: (decision: DecisionToMake) => void,
): Parameters<typeof ListTable<User>>[0]['columns'] {
  const words = useOwnWords(PEOPLE_WORDS);
  return [
    { title: words.account, dataIndex: 'login', key: 'login', width: 130 },
    {
      title: words.person,
      key: 'person',
      width: 210,
      render: (_value, { fullName, position, email, phone, isMachine }) => (
        <>
          {isMachine ? words.machine : fullName}
          {[position, email, phone].map(
            (text) => text !== null && text !== '' && <div key={text}>{text}</div>,
          )}
        </>
      ),
    },
    { title: words.office, dataIndex: 'office', key: 'office', width: 170 },
    {
      title: words.duties,
      key: 'duties',
      width: 130,
      render: (_value, { duties }) => duties.map((duty) => words.duty[duty]).join(', '),
    },
    {
      title: words.rights,
      key: 'rights',
      render: (_value, { roles, agencies, isByHand, duties }) => (
        <>
          <RightsText roles={roles} agencies={agencies} />
          {isByHand && duties.length > 0 && <div>{words.byHand}</div>}
        </>
      ),
    },
    { title: words.use, key: 'state', width: 150, render: (_value, user) => <Use user={user} /> },
    { title: '', key: 'act', width: 80, render: (_value, user) => <UserActions user={user} ask={ask} /> },
  ];
}

function Use({ user: { state, usedAt, hasOwner, isMachine } }: { readonly user: User }): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  return (
    <>
      <Tone of={USE_TONES[state]}>{words.uses[state]}</Tone>
      {usedAt !== null && <div>{momentText(usedAt)}</div>}
      {!hasOwner && !isMachine && state !== 'removed' && <div>{words.noOwner}</div>}
    </>
  );
}

function UserActions({
  user: { id, state, login },
  ask,
}: {
  readonly user: User;
  readonly ask: (decision: DecisionToMake) => void;
}): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  if (state === 'removed') return null;
  const isShut = state === 'disabled';
  const decision: DecisionToMake = {
    title: `${isShut ? words.remove : words.disable} ${login}`,
    what: isShut ? words.removeWhat : words.disableWhat,
    path: `/api/v1/users/${id}/${isShut ? 'remove' : 'disable'}`,
    body: {},
    isDangerous: true,
  };
  return (
    <Button size="small" danger aria-label={decision.title} onClick={() => ask(decision)}>
      {isShut ? words.remove : words.disable}
    </Button>
  );
}
