import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { read, searchOf, type Problem, type Query } from './ask';

/** One answer, kept while it is young. `everyMs`: asked anew so often, as long as somebody looks. */
export function useAnswer<Answer>(
  path: string,
  query: Query = {},
  { everyMs, isWanted = true }: { readonly everyMs?: number | false; readonly isWanted?: boolean } = {},
): UseQueryResult<Answer, Problem> {
  return useQuery<Answer, Problem>({
    queryKey: ['answer', path, searchOf(query)],
    queryFn: ({ signal }) => read<Answer>(path, query, signal),
    enabled: isWanted,
    ...(everyMs !== undefined && { refetchInterval: everyMs }),
  });
}
