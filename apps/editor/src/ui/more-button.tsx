import { Button, Center } from '@mantine/core';
import { words } from './words.ts';

/** The way to the next page of a list. */
export function MoreButton({ pages }: { pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } }) {
  if (!pages.hasNextPage) return null;
  return (
    <Center mt="md">
      <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{words.common.more}</Button>
    </Center>
  );
}
