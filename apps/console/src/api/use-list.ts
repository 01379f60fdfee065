import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Listed } from './answers';
import { read, searchOf, type Problem, type Query } from './ask';

export interface ListState<Item> {
  readonly items: readonly Item[] | undefined;
  readonly problem: Problem | null;
  readonly isLoading: boolean;
  /** Showing the page before while the asked one comes. */
  readonly isStale: boolean;
  readonly page: number;
  readonly hasMore: boolean;
  readonly forward: () => void;
  readonly back: () => void;
  readonly again: () => void;
}

/** A list page by page: forward by the cursor of the answer, back to where one came from. Another filter begins anew. */
export function useList<Item>(path: string, query: Query, limit = 50): ListState<Item> {
  const filters = searchOf(query);
  const [way, setWay] = useState<{ readonly filters: string; readonly cursors: readonly string[] }>({
    filters,
    cursors: [],
  });
  const cursors = way.filters === filters ? way.cursors : [];
  const cursor = cursors.at(-1);
  const asked = useQuery<Listed<Item>, Problem>({
    queryKey: ['list', path, filters, cursor, limit],
    queryFn: ({ signal }) => read<Listed<Item>>(path, { ...query, limit, cursor }, signal),
    placeholderData: keepPreviousData,
  });
  const next = asked.isPlaceholderData ? null : (asked.data?.next ?? null);
  return {
    items: asked.data?.items,
    problem: asked.error,
    isLoading: asked.isPending,
    isStale: asked.isPlaceholderData,
    page: cursors.length + 1,
    hasMore: next !== null,
    forward: () => next !== null && setWay({ filters, cursors: [...cursors, next] }),
    back: () => setWay({ filters, cursors: cursors.slice(0, -1) }),
    again: () => void asked.refetch(),
  };
}
