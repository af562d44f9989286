import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './table.module.css';

export interface Column {
  readonly label: string;
  readonly align?: 'end';
  /** Left out on a phone. */
  readonly wide?: boolean;
  /** Said, not shown: a column of buttons needs a name, not a heading. */
  readonly silent?: boolean;
  readonly width?: string;
}

/** A list as a table in a card. A row's first cell holds a link that covers the whole row (`rowLink`), so that keyboard and mouse meet the same thing. */
export function Table({ columns, caption, children, loading }: { columns: readonly Column[]; caption: string; children: ReactNode; loading?: boolean }) {
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-busy={loading ?? false}>
        <caption className={classes.caption}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col" data-align={column.align} data-wide={column.wide} style={column.width ? { width: column.width } : undefined}>
                <span className={column.silent ? classes.caption : undefined}>{column.label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{loading ? <SkeletonRows columns={columns} /> : children}</tbody>
      </table>
    </div>
  );
}

function SkeletonRows({ columns }: { columns: readonly Column[] }) {
  return Array.from({ length: 6 }, (_, row) => (
    <tr key={row}>
      {columns.map((column, i) => (
        <td key={column.label} data-wide={column.wide}>
          <Skeleton height={14} my={4} width={i === 0 ? '70%' : '50%'} />
          {i === 0 && <Skeleton height={10} mt={8} width="45%" />}
        </td>
      ))}
    </tr>
  ));
}

export const rowLink = classes.rowLink ?? '';
export const rowNote = classes.rowNote ?? '';
export const rowAction = classes.rowAction ?? '';
