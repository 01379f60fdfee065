import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { DecisionDialog, type DecisionToMake } from '../../parts/decision/decision-dialog';
import { useMay } from '../../session/use-session';
import { useWords } from '../../words/use-words';

interface Props {
  readonly period: string;
  readonly agency: string | undefined;
}

/** Signs a period, or what changed in it since. */
export function PeriodActions({ period, agency }: Props): ReactNode {
  const { forms: words } = useWords();
  const may = useMay();
  const [open, setOpen] = useState<DecisionToMake>();
  if (!may('records.decide')) return null;
  const body = { period, ...(agency !== undefined && { agency }) };
  const of = `${period}, ${agency ?? words.whole}`;
  const close: DecisionToMake = {
    title: `${words.close} ${of}`,
    what: words.closeWhat,
    path: '/api/v1/statutory/closings',
    body,
  };
  const adjust: DecisionToMake = {
    title: `${words.adjust} ${of}`,
    what: words.adjustWhat,
    path: '/api/v1/statutory/adjustments',
    body,
  };
  return (
    <>
      <Button onClick={() => setOpen(adjust)}>{words.adjust}</Button>
      <Button type="primary" onClick={() => setOpen(close)}>
        {words.close}
      </Button>
      <DecisionDialog decision={open} close={() => setOpen(undefined)} />
    </>
  );
}
